package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import se.malbild.gateway.Submission.Pending;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.publisher.ObservationJson;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.Tokens.Holder;

/** Deals with requests that are read as a whole before anything of them is sent on. For use by many threads. */
final class WholeBodies {
    /** More faults than that are not listed; the events that have them are still reported as rejected. */
    static final int MOST_FAULTS = 10_000;

    private static final String NOBODY = "";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Submission intake;
    private final CurrentFrameworks frameworks;
    private final IdempotencyKeys keys;
    private final GatewayLimits limits;

    WholeBodies(Submission intake, CurrentFrameworks frameworks, IdempotencyKeys keys, GatewayLimits limits) {
        this.intake = intake;
        this.frameworks = frameworks;
        this.keys = keys;
        this.limits = limits;
    }

    /**
     * Reads and answers.
     *
     * @throws HttpProblemException when something is wrong with the whole
     * @throws IOException when the sender is gone
     */
    Answer answer(GatewayRequest request, RequestBody body) throws IOException {
        if (request.length() > limits.maxBodyBytes()) {
            throw body.tooLarge();
        }
        byte[] bytes = body.readAll();
        if (request.idempotencyKey().isEmpty()) {
            return answer(request, bytes);
        }
        IdempotencyKeys.Key key = new IdempotencyKeys.Key(
                request.holder().map(Holder::id).orElse(NOBODY),
                request.idempotencyKey().get());
        Optional<Answer> before = keys.begin(key, hash(request, bytes));
        if (before.isPresent()) {
            return before.get();
        }
        boolean isKept = false;
        try {
            Answer answer = answer(request, bytes);
            if (answer.status() < 500) {
                keys.complete(key, answer);
                isKept = true;
            }
            return answer;
        } finally {
            if (!isKept) {
                keys.abandon(key);
            }
        }
    }

    private static String hash(GatewayRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.kind() + "\n" + request.isCheck() + "\n"
                            + new TreeMap<>(request.attributes().attributes()) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }

    private Answer answer(GatewayRequest request, byte[] bytes) {
        String text;
        try {
            text = RequestBody.text(bytes, bytes.length);
        } catch (CharacterCodingException malformed) {
            throw GatewayProblems.notUtf8();
        }
        List<ObservationReader.Reading> readings = bounded(readings(request, text));
        if (readings.isEmpty()) {
            throw GatewayProblems.noEvents();
        }
        if (request.isCheck()) {
            return answer(readings.stream().map(Submission::check).toList(), request);
        }
        long deadline = System.nanoTime() + limits.brokerWithin().toNanos();
        List<Pending> pending = new ArrayList<>();
        for (ObservationReader.Reading reading : readings) {
            pending.add(intake.submit(reading, request.recordHeaders(), request.holder(), deadline));
        }
        List<EventResult> results =
                pending.stream().map(one -> intake.await(one, deadline)).toList();
        return answer(results, request);
    }

    private List<ObservationReader.Reading> readings(GatewayRequest request, String text) {
        ObservationReader reader = new ObservationReader(frameworks, request.holder());
        try {
            return switch (request.kind()) {
                case JSON ->
                    JsonTexts.isArray(text)
                            ? all(JsonTexts.elements(text, limits.maxEvents()), reader::observation)
                            : List.of(single(reader.observation(text, "")));
                case NDJSON -> lines(text, reader);
                case CLOUD_EVENT -> List.of(single(reader.cloudEvent(text, "")));
                case CLOUD_EVENTS -> all(JsonTexts.elements(text, limits.maxEvents()), reader::cloudEvent);
                case BINARY_CLOUD_EVENT ->
                    List.of(single(reader.cloudEvent(CloudEvent.binary(request.attributes(), text), "")));
            };
        } catch (StreamConstraintsException tooMuch) {
            throw GatewayProblems.badRequest(
                    "too-complex",
                    "JSON är nästlad i mer än " + ObservationJson.DEEPEST + " nivåer eller har ett orimligt långt tal.",
                    "The JSON is nested more than " + ObservationJson.DEEPEST
                            + " levels deep or has an unreasonably long number.");
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr();
            int column = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getColumnNr();
            throw GatewayProblems.badRequest(
                    "not-json",
                    "Begäran är inte giltig JSON av det slag som Content-Type säger: rad " + line + ", tecken " + column
                            + ".",
                    "The body is not valid JSON of the kind that Content-Type says: line " + line + ", character "
                            + column + ".");
        }
    }

    /** What reads one event. */
    private interface One {
        ObservationReader.Reading read(String json, String pointer);
    }

    private static List<ObservationReader.Reading> all(List<String> elements, One one) {
        List<ObservationReader.Reading> readings = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            readings.add(one.read(elements.get(i), "/" + i));
        }
        return readings;
    }

    /** NDJSON with a key to remember the answer by; every line is an event of its own. */
    private List<ObservationReader.Reading> lines(String text, ObservationReader reader) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() > limits.maxEvents()) {
            throw GatewayProblems.tooManyEvents(limits.maxEvents());
        }
        return lines.stream().map(line -> reader.observation(line, "")).toList();
    }

    /** A body that should be one object and is none is wrong as a whole. */
    private static ObservationReader.Reading single(ObservationReader.Reading reading) {
        if (reading instanceof ObservationReader.Reading.Bad bad && !bad.isReadable()) {
            PointedFault fault = bad.faults().get(bad.faults().size() - 1);
            throw new HttpProblemException(HttpProblem.badRequest(fault.code(), fault.message()));
        }
        return reading;
    }

    private static List<ObservationReader.Reading> bounded(List<ObservationReader.Reading> readings) {
        List<ObservationReader.Reading> bounded = new ArrayList<>();
        int faults = 0;
        for (ObservationReader.Reading reading : readings) {
            if (reading instanceof ObservationReader.Reading.Bad bad) {
                faults += bad.faults().size();
                Text text = new Text(
                        "Begäran har fler än " + MOST_FAULTS + " fel; felen i den här händelsen står inte med.",
                        "The body has more than " + MOST_FAULTS + " faults; those of this event are not listed.");
                bounded.add(
                        faults <= MOST_FAULTS
                                ? bad
                                : new ObservationReader.Reading.Bad(
                                        List.of(PointedFault.at("", new Fault("too-many-faults", "", text))),
                                        bad.department(),
                                        true));
            } else {
                bounded.add(reading);
            }
        }
        return bounded;
    }

    private static Answer answer(List<EventResult> results, GatewayRequest request) {
        long good = results.stream().filter(EventResult::isGood).count();
        long rejected =
                results.stream().filter(EventResult.Rejected.class::isInstance).count();
        if (good + rejected < results.size()) {
            return unconfirmed(results, request.language());
        }
        StringWriter body = new StringWriter();
        try (JsonGenerator json = ResultJson.JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeNumberField(goodField(request), good);
            json.writeNumberField("rejected", rejected);
            writeResults(json, results);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is written to memory
        }
        return new Answer(status(request, good, rejected), "application/json", body.toString(), Map.of());
    }

    /** Returns the field that says how many events are good. */
    static String goodField(GatewayRequest request) {
        return request.isCheck() ? "valid" : "accepted";
    }

    /** Returns the status that says how it went for all. */
    static int status(GatewayRequest request, long good, long rejected) {
        if (rejected == 0) {
            return request.isCheck() ? 200 : 202;
        }
        return good == 0 ? 422 : 207;
    }

    /** Returns the problem that Kafka has not confirmed all, with what became of each. */
    static Answer unconfirmed(List<EventResult> results, Language language) {
        HttpProblem problem = GatewayProblems.notConfirmed();
        ObjectNode json = problem.json(language);
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = ResultJson.JSON.createGenerator(text)) {
            generator.writeStartObject();
            writeResults(generator, results);
            generator.writeEndObject();
            generator.flush();
            json.setAll((ObjectNode) JSON.readTree(text.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is written to memory
        }
        return new Answer(problem.status(), HttpProblem.CONTENT_TYPE, json.toString(), problem.headers());
    }

    private static void writeResults(JsonGenerator json, List<EventResult> results) throws IOException {
        json.writeArrayFieldStart("results");
        for (int i = 0; i < results.size(); i++) {
            ResultJson.write(json, ResultJson.INDEX, i, results.get(i));
        }
        json.writeEndArray();
    }
}
