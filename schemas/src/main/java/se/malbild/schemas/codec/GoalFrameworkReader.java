package se.malbild.schemas.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import se.malbild.goals.Fault;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Decodes the values of {@link Topic#GOAL_FRAMEWORKS}. It uses only the schemas that are at hand, so it never
 * blocks. One per thread.
 */
public final class GoalFrameworkReader {
    private static final Schema OURS = Topic.GOAL_FRAMEWORKS.schema();
    private static final String DOCUMENT = "document";
    private static final String APPLIED_BY = "appliedBy";
    private static final String REASON = "reason";
    private static final String REFERENCE = "reference";
    private static final List<String> TEXTS = List.of(DOCUMENT, APPLIED_BY, REASON, REFERENCE);

    /** What came of reading a value. */
    public sealed interface Reading {
        /** The framework as it was written, still to be read by {@code FrameworkVersion}. */
        record Document(String yaml, Justification justification) implements Reading {}

        /** The writer's schema is not at hand: look it up and read again. */
        record UnknownSchema(int id) implements Reading {}

        record Faulty(List<Fault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    private final WriterSchemas schemas;
    private final Map<Integer, ResolvingReader> readers = new HashMap<>();

    public GoalFrameworkReader(WriterSchemas schemas) {
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
            List<Fault> malformed = TEXTS.stream()
                    .filter(field -> record.get(field) instanceof Utf8 text && !Utf8Bytes.areWellFormed(text))
                    .map(Utf8Bytes::fault)
                    .toList();
            return malformed.isEmpty()
                    ? new Reading.Document(record.get(DOCUMENT).toString(), justification(record))
                    : new Reading.Faulty(malformed);
        } catch (ResolvingReader.UndecodableException undecodable) {
            return new Reading.Faulty(List.of(undecodable.fault()));
        }
    }

    private static Justification justification(GenericRecord record) {
        return new Justification(
                record.get(APPLIED_BY).toString(),
                record.get(REASON).toString(),
                Optional.ofNullable(record.get(REFERENCE)).map(Object::toString));
    }
}
