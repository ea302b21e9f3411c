package se.malbild.cli.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import se.malbild.gateway.DecisionJson;
import se.malbild.goals.Fault;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.decision.Sha256;
import se.malbild.goals.decision.YearDecision;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.DecisionIntake;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;

/**
 * Writes evidence as lines of JSON: what it is, the schemas, every version of the frameworks, every event and the decisions about the
 * year in the order of the log, the picture, and a last line that tells whether all of it is there. A record is written twice: as the
 * bytes that digests and decisions are of, and as what is read from them. The same evidence always gives the same bytes.
 */
final class EvidenceWriter {
    /** Changes whenever the same evidence is written in another way. */
    static final int FORMAT = 1;

    private static final Text INSIDE = new Text(
            "INTERNT. För revisorer, får inte publiceras. Filen har varje värde som har rapporterats, även om grupper så små att"
                    + " enskilda personer kan kännas igen, och namn på dem som har skickat och beslutat.",
            "INSIDE. For auditors, not to be published. The file has every value that was reported, also of groups so small that"
                    + " individuals may be identified, and the names of those who sent and decided.");

    /** Takes the lines one by one. */
    interface LineTaker {
        /**
         * Takes the next line.
         *
         * @param line without its end
         */
        void take(int number, byte[] line) throws IOException;
    }

    private final Evidence evidence;
    private final LineTaker taker;
    private final MessageDigest sha256 = Sha256.digest();
    private int lines;

    private EvidenceWriter(Evidence evidence, LineTaker taker) {
        this.evidence = evidence;
        this.taker = taker;
    }

    /** Hands every line of {@code evidence} to {@code taker}; returns the SHA-256 that the last one carries, in hexadecimal. */
    static String write(Evidence evidence, LineTaker taker) throws IOException {
        return new EvidenceWriter(evidence, taker).write();
    }

    private String write() throws IOException {
        take(header());
        for (Map.Entry<Integer, Schema> schema : evidence.schemas().schemas().entrySet()) {
            ObjectNode line = line("schema").put("id", schema.getKey());
            line.putRawValue("schema", new RawValue(schema.getValue().toString()));
            take(line);
        }
        FrameworkIntake frameworks = FrameworkIntake.anywhere(evidence.schemas());
        takeRecords(Topic.GOAL_FRAMEWORKS, "framework", (record, line) -> framework(frameworks.judge(record), line));
        EventIntake events = EventIntake.anywhere(evidence.schemas());
        takeRecords(
                Topic.INDICATOR_EVENTS,
                "event",
                (record, line) -> content(
                        events.judge(record),
                        line,
                        observation -> line.putRawValue("event", new RawValue(ObservationJson.write(observation)))));
        DecisionIntake decisions = DecisionIntake.anywhere(evidence.schemas());
        takeRecords(
                Topic.YEAR_DECISIONS,
                "decision",
                (record, line) -> content(
                        decisions.judge(record),
                        line,
                        decision -> line.set("decision", DecisionJson.decision(decision))));
        take(picture());
        String whole = HexFormat.of().formatHex(sha256.digest());
        take(line("end").put("lines", lines).put("sha256", whole));
        return whole;
    }

    private void take(ObjectNode content) throws IOException {
        lines++;
        byte[] line = NumberedLine.bytes(content, lines);
        sha256.update(line);
        sha256.update((byte) '\n');
        taker.take(lines, line);
    }

    private ObjectNode header() {
        EvidenceOrigin origin = evidence.origin();
        ObjectNode line = object();
        line.set("inside", text(INSIDE));
        line.put("type", "evidence")
                .put("format", FORMAT)
                .put("version", origin.version().orElse(null))
                .put("rules", origin.rules())
                .put("organisation", origin.year().organisation())
                .put("framework", origin.year().framework())
                .put("year", origin.year().year())
                .put("asOf", origin.asOf().map(Instant::toString).orElse(null));
        line.set("state", text(state(evidence)));
        line.put(
                        "closing",
                        evidence.decisions()
                                .closing()
                                .map(YearDecision::decisionId)
                                .orElse(null))
                .put(
                        "newestDecision",
                        evidence.newest().map(YearDecision::sha256).orElse(null))
                .put("events", evidence.log().end().events())
                .put("frameworks", evidence.log().end().frameworks())
                .put("decisions", evidence.log().records(Topic.YEAR_DECISIONS).size())
                .put("digest", evidence.digest());
        return line;
    }

    /** Says what the evidence is of: what the year was closed with, or that nothing is closed. */
    static Text state(Evidence evidence) {
        Optional<YearDecision> closing = evidence.decisions().closing();
        if (closing.isPresent()) {
            String on = closing.get().decidedOn().toString();
            String by = closing.get().by().name();
            return new Text(
                    "Året stängdes " + on + " av " + by + ". Filen har det som bokslutet vilar på.",
                    "The year was closed on " + on + " by " + by + ". The file has what the closing rests on.");
        }
        Optional<String> then = evidence.origin().asOf().map(SwedishTime::second);
        return new Text(
                "Året är inte stängt: ingenting är fastställt. Filen har det som var känt "
                        + then.orElse("när den skrevs") + ".",
                "The year is not closed: nothing has been settled. The file has what was known "
                        + then.map(time -> "at " + time).orElse("when it was written") + ".");
    }

    /** Puts what is read from a record into its line. */
    private interface Reader {
        void read(InputRecord record, ObjectNode line);
    }

    private void takeRecords(Topic topic, String type, Reader reader) throws IOException {
        int number = 0;
        for (InputRecord record : evidence.log().records(topic)) {
            number++;
            ObjectNode line = line(type)
                    .put("number", number)
                    .put("appendedAt", Instant.ofEpochMilli(record.appendedAt()).toString());
            Optional<String> key = utf8(record.key());
            key.ifPresentOrElse(text -> line.put("key", text), () -> line.put("keyBytes", base64(record.key())));
            line.put("sender", record.sender().map(Sender::name).orElse(null));
            line.put("value", record.value() == null ? null : base64(record.value()));
            reader.read(record, line);
            take(line);
        }
    }

    private static void framework(Intake<FrameworkIntake.Applied> intake, ObjectNode line) {
        content(
                intake,
                line,
                applied -> line.put("framework", applied.version().framework().id())
                        .put("version", applied.version().framework().version())
                        .put("sha256", applied.version().contentHash())
                        .put("appliedBy", applied.justification().appliedBy())
                        .put("reason", applied.justification().reason())
                        .put("reference", applied.justification().reference().orElse(null))
                        .put("document", applied.document()));
    }

    /** Of what cannot be taken in, the codes of the faults. */
    private static <T> void content(Intake<T> intake, ObjectNode line, Consumer<T> accepted) {
        if (intake instanceof Intake.Accepted<T> taken) {
            accepted.accept(taken.content());
        } else {
            ArrayNode faults = line.putArray("faults");
            codes(intake).forEach(faults::add);
        }
    }

    private static List<String> codes(Intake<?> intake) {
        return intake instanceof Intake.Rejected<?> rejected
                ? rejected.faults().stream().map(Fault::code).toList()
                : List.of(SchemaLookups.UNKNOWN_SCHEMA);
    }

    private ObjectNode picture() {
        Optional<String> json = evidence.picture();
        return line("picture")
                .put(
                        "sha256",
                        json.map(text -> Sha256.hex(text.getBytes(StandardCharsets.UTF_8)))
                                .orElse(null))
                .put("json", json.orElse(null));
    }

    private static ObjectNode line(String type) {
        return object().put("type", type);
    }

    private static ObjectNode text(Text text) {
        return object().put("sv", text.sv()).put("en", text.en());
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
