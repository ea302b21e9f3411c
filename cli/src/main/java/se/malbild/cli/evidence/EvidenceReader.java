package se.malbild.cli.evidence;

import static se.malbild.cli.evidence.EvidenceJson.number;
import static se.malbild.cli.evidence.EvidenceJson.optional;
import static se.malbild.cli.evidence.EvidenceJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.history.OrganisationLog;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.GivenSchemas;

/** Reads evidence from lines that are as they were written: what it is of, the schemas, the bytes of the records, and the picture. */
final class EvidenceReader {
    private static final Map<String, Topic> RECORDS = Map.of(
            "framework", Topic.GOAL_FRAMEWORKS, "event", Topic.INDICATOR_EVENTS, "decision", Topic.YEAR_DECISIONS);

    /**
     * What was read.
     *
     * @param evidence empty when a line cannot be read as evidence
     * @param damages the lines that cannot be, in their order
     */
    record Reading(Optional<Evidence> evidence, List<Damage> damages) {
        Reading {
            damages = List.copyOf(damages);
        }
    }

    private final List<Damage> damages = new ArrayList<>();
    private final Map<Topic, List<InputRecord>> records = new EnumMap<>(Topic.class);
    private final SortedMap<Integer, Schema> schemas = new TreeMap<>();
    private final Map<String, byte[]> keys = new HashMap<>();
    private Optional<EvidenceOrigin> origin = Optional.empty();
    private Optional<String> picture = Optional.empty();
    private int lines;

    private EvidenceReader() {
        RECORDS.values().forEach(topic -> records.put(topic, new ArrayList<>()));
    }

    /**
     * Reads {@code file}.
     *
     * @throws CommandException when it is in a format that only a later version can read
     */
    static Reading read(Path file) throws IOException, CommandException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new EvidenceReader().read(new FileLines(bytes));
        }
    }

    private Reading read(FileLines in) throws IOException, CommandException {
        for (Optional<byte[]> line = in.next(); line.isPresent(); line = in.next()) {
            lines++;
            take(line.get());
        }
        if (origin.isEmpty() && damages.isEmpty()) {
            damages.add(Damage.at(
                    1,
                    "raden säger inte vad underlaget är om (type: evidence).",
                    "the line does not say what the evidence is of (type: evidence)."));
        }
        return new Reading(damages.isEmpty() ? origin.map(this::evidence) : Optional.empty(), damages);
    }

    private void take(byte[] line) throws CommandException {
        try {
            JsonNode content = EvidenceJson.parsed(line).orElseThrow(() -> new IllegalArgumentException("JSON"));
            String type = text(content, "type");
            switch (type) {
                case "evidence" -> origin = Optional.of(origin(content));
                case "schema" ->
                    schemas.put(
                            number(content, "id"),
                            new Schema.Parser()
                                    .setValidateDefaults(false)
                                    .parse(content.path("schema").toString()));
                case "framework", "event", "decision" ->
                    records.get(RECORDS.get(type)).add(record(content));
                case "picture" -> picture = optional(content, "json");
                case "end" -> {}
                default -> throw new IllegalArgumentException("type");
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | AvroRuntimeException unreadable) {
            damages.add(Damage.at(
                    lines,
                    "raden går inte att läsa som underlag (" + unreadable.getMessage() + ").",
                    "the line cannot be read as evidence (" + unreadable.getMessage() + ")."));
        }
    }

    private static EvidenceOrigin origin(JsonNode line) throws CommandException {
        int format = number(line, "format");
        if (format > EvidenceWriter.FORMAT) {
            throw new CommandException(new Text(
                    "Underlaget är i format " + format + ", och den här versionen läser högst " + EvidenceWriter.FORMAT
                            + ". Använd en senare version av Målbild.",
                    "The evidence is in format " + format + ", and this version reads up to " + EvidenceWriter.FORMAT
                            + ". Use a later version of Målbild."));
        }
        return new EvidenceOrigin(
                optional(line, "version"),
                number(line, "rules"),
                new DecisionYear(text(line, "organisation"), text(line, "framework"), number(line, "year")),
                optional(line, "asOf").map(Instant::parse));
    }

    /** The offset of a record is the number of its line. */
    private InputRecord record(JsonNode line) {
        byte[] key = optional(line, "key")
                .map(text -> keys.computeIfAbsent(text, first -> first.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> Base64.getDecoder().decode(text(line, "keyBytes")));
        return new InputRecord(
                0,
                lines,
                Instant.parse(text(line, "appendedAt")).toEpochMilli(),
                key,
                optional(line, "value").map(Base64.getDecoder()::decode).orElse(null),
                optional(line, "sender").map(Sender::new));
    }

    private Evidence evidence(EvidenceOrigin of) {
        OrganisationLog log = OrganisationLog.of(
                of.year().organisation(),
                records.get(Topic.INDICATOR_EVENTS),
                records.get(Topic.GOAL_FRAMEWORKS),
                records.get(Topic.YEAR_DECISIONS));
        return Evidence.of(of, new GivenSchemas(schemas), log, () -> picture);
    }
}
