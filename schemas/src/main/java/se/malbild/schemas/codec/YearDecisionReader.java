package se.malbild.schemas.codec;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Decodes the values of {@link Topic#YEAR_DECISIONS}. It uses only the schemas that are at hand, so it never
 * blocks. One per thread.
 */
public final class YearDecisionReader {
    /** The fault of a decision of a kind that came with a later version. */
    public static final String UNKNOWN_KIND = "unknown-kind";
    /** The fault of a decision in a role that came with a later version. */
    public static final String UNKNOWN_ROLE = "unknown-role";

    private static final Schema OURS = Topic.YEAR_DECISIONS.schema();

    /** What came of reading a value. */
    public sealed interface Reading {
        /** What was decided; whether it is in force, the decisions before it tell. */
        record Decision(YearDecision decision) implements Reading {}

        /** The writer's schema is not at hand: look it up and read again. */
        record UnknownSchema(int id) implements Reading {}

        /**
         * It cannot be read.
         *
         * @param faults everything that is wrong with it, at least one
         */
        record Faulty(List<Fault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    private final WriterSchemas schemas;
    private final Map<Integer, ResolvingReader> readers = new HashMap<>();

    public YearDecisionReader(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * Reads {@code value}. Never throws, whatever the bytes are.
     *
     * @param value as it lies on the topic; may be null
     */
    public Reading read(byte[] value) {
        Optional<Fault> headerFault = WireFormat.fault(value);
        if (headerFault.isPresent()) {
            return new Reading.Faulty(List.of(headerFault.get()));
        }
        int id = WireFormat.schemaId(value);
        Optional<Schema> writer = schemas.known(id);
        if (writer.isEmpty()) {
            return new Reading.UnknownSchema(id);
        }
        if (!readers.containsKey(id)) {
            Optional<String> obstacle = Readability.obstacle(OURS, writer.get());
            if (obstacle.isPresent()) {
                return new Reading.Faulty(List.of(WireFormat.unusableSchema(id, obstacle.get())));
            }
            readers.put(id, new ResolvingReader(writer.get(), OURS));
        }
        try {
            GenericRecord record = readers.get(id).read(value);
            List<Fault> faults = new ArrayList<>();
            findMalformed(record, "", faults);
            findUnknown(record, faults);
            return faults.isEmpty() ? new Reading.Decision(decision(record)) : new Reading.Faulty(faults);
        } catch (ResolvingReader.UndecodableException undecodable) {
            return new Reading.Faulty(List.of(undecodable.fault()));
        }
    }

    private static void findMalformed(GenericRecord record, String path, List<Fault> faults) {
        for (Schema.Field field : record.getSchema().getFields()) {
            findMalformed(record.get(field.pos()), path + field.name(), faults);
        }
    }

    private static void findMalformed(Object value, String path, List<Fault> faults) {
        if (value instanceof Utf8 text && !Utf8Bytes.areWellFormed(text)) {
            faults.add(Utf8Bytes.fault(path));
        } else if (value instanceof GenericRecord inner) {
            findMalformed(inner, path + ".", faults);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                findMalformed(list.get(i), path + "[" + i + "]", faults);
            }
        }
    }

    private static void findUnknown(GenericRecord record, List<Fault> faults) {
        if (isUnknown(record.get("kind"))) {
            faults.add(new Fault(
                    UNKNOWN_KIND,
                    "kind",
                    new Text(
                            "Beslutet är av ett slag som den här versionen inte känner till; uppgradera den som läser.",
                            "The decision is of a kind that this version does not know; upgrade the reader.")));
        }
        if (isUnknown(((GenericRecord) record.get("by")).get("role"))) {
            faults.add(new Fault(
                    UNKNOWN_ROLE,
                    "by.role",
                    new Text(
                            "Rollen är en som den här versionen inte känner till; uppgradera den som läser.",
                            "The role is one that this version does not know; upgrade the reader.")));
        }
        String language = text(record, "language");
        if (!language.equals("sv") && !language.equals("en")) {
            faults.add(new Fault(
                    "unknown-language",
                    "language",
                    new Text(
                            "Språket är ”" + language + "”; sv eller en väntas.",
                            "The language is “" + language + "”; sv or en is expected.")));
        }
    }

    private static boolean isUnknown(Object symbol) {
        return symbol.toString().equals("UNKNOWN");
    }

    private static YearDecision decision(GenericRecord record) {
        DecisionKind kind = DecisionKind.valueOf(text(record, "kind"));
        GenericRecord by = (GenericRecord) record.get("by");
        return new YearDecision(
                text(record, "decisionId"),
                new DecisionYear(text(record, "organisation"), text(record, "framework"), (Integer) record.get("year")),
                new Slot(
                        kind == DecisionKind.REOPENED ? DecisionKind.CLOSED : kind,
                        text(record, "subject"),
                        text(record, "department")),
                kind,
                text(record, "follows"),
                new Author(text(by, "name"), Author.Role.valueOf(text(by, "role")), text(by, "token")),
                LocalDate.ofEpochDay((Integer) record.get("decidedOn")),
                text(record, "reference"),
                text(record, "reason"),
                text(record, "level"),
                text(record, "computed"),
                texts(record, "indicators"),
                text(record, "text"),
                text(record, "language").equals("sv") ? Language.SV : Language.EN,
                texts(record, "acknowledged"),
                basis((GenericRecord) record.get("basis")),
                Optional.ofNullable((GenericRecord) record.get("picture")).map(YearDecisionReader::picture),
                text(record, "previous"));
    }

    private static Basis basis(GenericRecord basis) {
        return new Basis(
                (Integer) basis.get("events"),
                (Integer) basis.get("frameworks"),
                text(basis, "digest"),
                (Integer) basis.get("frameworkVersion"),
                text(basis, "frameworkSha256"),
                (Integer) basis.get("rules"),
                texts(basis, "senders"),
                (Integer) basis.get("unknownSenders"));
    }

    private static ClosedPicture picture(GenericRecord picture) {
        ByteBuffer gzip = (ByteBuffer) picture.get("gzip");
        byte[] bytes = new byte[gzip.remaining()];
        gzip.duplicate().get(bytes);
        return new ClosedPicture(bytes, text(picture, "sha256"));
    }

    /** Null stands for nothing, as does the empty text. */
    private static String text(GenericRecord record, String field) {
        Object value = record.get(field);
        return value == null ? "" : value.toString();
    }

    private static List<String> texts(GenericRecord record, String field) {
        return ((List<?>) record.get(field)).stream().map(Object::toString).toList();
    }
}
