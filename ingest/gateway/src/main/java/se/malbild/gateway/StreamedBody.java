package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.gateway.BodyLines.Line;
import se.malbild.gateway.Submission.Pending;
import se.malbild.service.ConnectionWatch.Watched;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/**
 * One request with NDJSON of any length: read, sent on and judged line by line, in order, holding no more than a window of it
 * in memory. The answer is kept, in a file when it is long, until all is read: then its status says how it went, and a client
 * may send everything before it reads anything. Only an answer too large to keep begins before that, with 207. The last line
 * sums up, so that an answer without one was cut off.
 */
final class StreamedBody {
    static final String CONTENT_TYPE = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(StreamedBody.class);
    private static final int IN_MEMORY_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int MIXED = 207;

    /**
     * @param length of the line, in characters
     * @param deadline when it is to be confirmed, by {@link System#nanoTime()}
     */
    private record Waiting(long line, int length, Pending pending, long deadline) {}

    private final Submission intake;
    private final GatewayLimits limits;
    private final GatewayRequest request;
    private final Context context;
    private final Watched connection;
    private final Deque<Waiting> window = new ArrayDeque<>();
    private long charactersInWindow;
    private final DeferredFileOutputStream kept;
    /** To what is kept, until the answer begins. */
    private OutputStream out;

    private boolean isBegun;
    private long good;
    private long rejected;
    private long unconfirmed;

    StreamedBody(Submission intake, GatewayLimits limits, GatewayRequest request, Context context, Watched connection) {
        this.intake = intake;
        this.limits = limits;
        this.request = request;
        this.context = context;
        this.connection = connection;
        this.kept = DeferredFileOutputStream.builder()
                .setThreshold(IN_MEMORY_BYTES)
                .setPrefix("malbild-answer")
                .get();
        this.out = new BufferedOutputStream(kept, BUFFER_BYTES);
    }

    /**
     * Reads and answers.
     *
     * @throws HttpProblemException when something is wrong before the first line
     * @throws IOException when the sender is gone; what was sent on stays so
     */
    void exchange(RequestBody body, ObservationReader reader) throws IOException {
        try {
            finish(body, read(new BodyLines(body, limits.maxLineBytes()), reader));
        } finally {
            for (Waiting waiting : window) {
                intake.await(waiting.pending(), waiting.deadline());
            }
            dropKept();
        }
    }

    /** Returns what kept it from being read to its end. */
    private Optional<HttpProblem> read(BodyLines lines, ObservationReader reader) throws IOException {
        boolean hasAny = false;
        try {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                hasAny = true;
                submit(line.get(), reader);
                while (!window.isEmpty()
                        && (isWindowFull() || window.peek().pending().result().isDone())) {
                    tellNext();
                }
                if (unconfirmed > 0) {
                    return Optional.of(GatewayProblems.notConfirmed());
                }
            }
        } catch (HttpProblemException faulty) {
            if (!hasAny) {
                throw faulty;
            }
            return Optional.of(faulty.problem());
        }
        if (!hasAny) {
            throw GatewayProblems.noEvents();
        }
        return Optional.empty();
    }

    /** A stream is to hold no more than a body that is read as a whole. */
    private boolean isWindowFull() {
        return window.size() >= limits.streamWindow() || charactersInWindow >= limits.maxBodyBytes();
    }

    private void submit(Line line, ObservationReader reader) throws IOException {
        ObservationReader.Reading reading =
                line.fault().map(reader::unreadable).orElseGet(() -> reader.observation(line.text(), ""));
        if (request.isCheck()) {
            tell(line.number(), Submission.check(reading));
            return;
        }
        long deadline = System.nanoTime() + limits.brokerWithin().toNanos();
        Pending pending = intake.submit(reading, request.recordHeaders(), request.holder(), deadline);
        window.add(new Waiting(line.number(), line.text().length(), pending, deadline));
        charactersInWindow += line.text().length();
    }

    private void tellNext() throws IOException {
        Waiting next = window.remove();
        charactersInWindow -= next.length();
        tell(next.line(), intake.await(next.pending(), next.deadline()));
    }

    private void tell(long line, EventResult result) throws IOException {
        if (result.isGood()) {
            good++;
        } else if (result instanceof EventResult.Rejected) {
            rejected++;
        } else {
            unconfirmed++;
        }
        write(json -> ResultJson.write(json, ResultJson.LINE, line, result));
    }

    private void finish(RequestBody body, Optional<HttpProblem> obstacle) throws IOException {
        while (!window.isEmpty()) {
            tellNext();
        }
        Optional<HttpProblem> problem =
                obstacle.or(() -> unconfirmed > 0 ? Optional.of(GatewayProblems.notConfirmed()) : Optional.empty());
        if (obstacle.isPresent()) {
            body.discardRest();
        }
        write(json -> {
            json.writeStartObject();
            json.writeNumberField(WholeBodies.goodField(request), good);
            json.writeNumberField("rejected", rejected);
            json.writeNumberField("unconfirmed", unconfirmed);
            if (problem.isPresent()) {
                json.writeFieldName("problem");
                json.writeRawValue(problem.get().json(request.language()).toString());
            }
            json.writeEndObject();
        });
        if (!isBegun) {
            problem.ifPresent(told -> told.headers().forEach(context::header));
            begin(problem.map(HttpProblem::status).orElseGet(() -> WholeBodies.status(request, good, rejected)));
        }
        out.flush();
    }

    /** What is written of the answer. */
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private void write(Writing line) throws IOException {
        try (JsonGenerator json = ResultJson.JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            line.to(json);
            json.writeRaw('\n');
        } catch (IOException failed) {
            if (isBegun) {
                throw failed;
            }
            throw noRoom(failed);
        }
        if (!isBegun && kept.getByteCount() > limits.maxKeptBytes()) {
            begin(MIXED);
        }
    }

    private HttpProblemException noRoom(IOException failed) {
        LOG.error("The answer to a stream cannot be kept in {}", kept.getPath(), failed);
        return GatewayProblems.noRoom();
    }

    private void begin(int status) throws IOException {
        try {
            out.flush();
        } catch (IOException failed) {
            throw noRoom(failed);
        }
        isBegun = true;
        context.status(status);
        context.contentType(CONTENT_TYPE);
        out = connection.output(context.outputStream(), limits.bodyWithin());
        kept.close();
        kept.writeTo(out);
    }

    private void dropKept() {
        try {
            kept.close();
            if (kept.getPath() != null) {
                Files.deleteIfExists(kept.getPath());
            }
        } catch (IOException left) {
            LOG.warn("{} cannot be removed", kept.getPath(), left);
        }
    }
}
