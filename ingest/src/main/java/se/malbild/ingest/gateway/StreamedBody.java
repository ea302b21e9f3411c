package se.malbild.ingest.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import se.malbild.ingest.gateway.BodyLines.Line;
import se.malbild.ingest.gateway.Intake.Pending;
import se.malbild.service.Problem;
import se.malbild.service.ProblemException;

/**
 * One request with NDJSON of any length: read, sent on and answered line by line, in order, holding no more than a window of
 * it. The answer begins when there is much of it, with 207; a short one has the status that says how it went. Its last line
 * sums up, so that an answer without one was cut off.
 */
final class StreamedBody {
    static final String CONTENT_TYPE = "application/x-ndjson";

    private static final int HELD_BYTES = 256 * 1024;
    private static final int MIXED = 207;

    /** @param deadline when it is to be confirmed, by {@link System#nanoTime()} */
    private record Waiting(long line, Pending pending, long deadline) {}

    private final Intake intake;
    private final GatewayLimits limits;
    private final GatewayRequest request;
    private final Context context;
    private final Deque<Waiting> window = new ArrayDeque<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private OutputStream out = held;
    private long accepted;
    private long rejected;
    private long unconfirmed;

    StreamedBody(Intake intake, GatewayLimits limits, GatewayRequest request, Context context) {
        this.intake = intake;
        this.limits = limits;
        this.request = request;
        this.context = context;
    }

    /**
     * Reads and answers.
     *
     * @throws ProblemException when something is wrong before the first line
     * @throws IOException when the sender is gone; what was sent on stays so
     */
    void exchange(RequestBody body, EventReader reader) throws IOException {
        try {
            finish(body, read(new BodyLines(body, limits.maxLineBytes()), reader));
        } finally {
            for (Waiting waiting : window) {
                intake.await(waiting.pending(), waiting.deadline());
            }
        }
    }

    /** Returns what kept it from being read to its end. */
    private Optional<Problem> read(BodyLines lines, EventReader reader) throws IOException {
        boolean hasAny = false;
        try {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                hasAny = true;
                submit(line.get(), reader);
                while (!window.isEmpty()
                        && (window.size() >= limits.streamWindow()
                                || window.peek().pending().result().isDone())) {
                    tellNext();
                }
                if (unconfirmed > 0) {
                    return Optional.of(GatewayProblems.notConfirmed());
                }
            }
        } catch (ProblemException faulty) {
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

    private void submit(Line line, EventReader reader) {
        EventReader.Reading reading =
                line.fault().map(reader::unreadable).orElseGet(() -> reader.observation(line.text(), ""));
        Pending pending = intake.submit(reading, request.recordHeaders(), request.holder());
        window.add(new Waiting(
                line.number(),
                pending,
                System.nanoTime() + limits.brokerWithin().toNanos()));
    }

    private void tellNext() throws IOException {
        Waiting next = window.remove();
        EventResult result = intake.await(next.pending(), next.deadline());
        if (result instanceof EventResult.Accepted) {
            accepted++;
        } else if (result instanceof EventResult.Rejected) {
            rejected++;
        } else {
            unconfirmed++;
        }
        try (JsonGenerator json = generator()) {
            ResultJson.write(json, ResultJson.LINE, next.line(), result);
        }
        endLine();
    }

    private void finish(RequestBody body, Optional<Problem> obstacle) throws IOException {
        while (!window.isEmpty()) {
            tellNext();
        }
        Optional<Problem> problem =
                obstacle.or(() -> unconfirmed > 0 ? Optional.of(GatewayProblems.notConfirmed()) : Optional.empty());
        try (JsonGenerator json = generator()) {
            json.writeStartObject();
            json.writeNumberField("accepted", accepted);
            json.writeNumberField("rejected", rejected);
            json.writeNumberField("unconfirmed", unconfirmed);
            if (problem.isPresent()) {
                json.writeFieldName("problem");
                json.writeRawValue(problem.get().json(request.language()).toString());
            }
            json.writeEndObject();
        }
        if (out == held) {
            if (obstacle.isPresent()) {
                body.discardRest();
            }
            begin(problem.map(Problem::status).orElseGet(() -> WholeBodies.status(accepted, rejected)));
            problem.ifPresent(told -> told.headers().forEach(context::header));
            out.write('\n');
            context.result(held.toByteArray());
        } else {
            endLine();
            out.flush();
            if (obstacle.isPresent()) {
                body.discardRest();
            }
        }
    }

    private JsonGenerator generator() throws IOException {
        return ResultJson.JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    private void endLine() throws IOException {
        out.write('\n');
        if (out == held && held.size() > HELD_BYTES) {
            begin(MIXED);
            out = context.outputStream();
            held.writeTo(out);
            held.reset();
        }
    }

    private void begin(int status) {
        context.status(status);
        context.contentType(CONTENT_TYPE);
    }
}
