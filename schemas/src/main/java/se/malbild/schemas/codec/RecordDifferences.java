package se.malbild.schemas.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import se.malbild.goals.Fault;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;

/** Finds the fields in which a value of an output topic is another than it is to be. For one thread. */
public final class RecordDifferences {
    /** Of the whole value, where no field of it is to blame. */
    private static final String VALUE = "";

    /**
     * A field that is different.
     *
     * @param field with the way to it: {@code strategicAreas[0].level}; {@code ""} for the value as a whole
     * @param expected as a text, {@code null} for none
     * @param found as a text, {@code null} for none
     */
    public record Field(String field, String expected, String found) {}

    private final SchemaRegistry registry;
    private final GenericData data = new GenericData();

    public RecordDifferences(SchemaRegistry registry) {
        this.registry = registry;
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    }

    /**
     * Compares two values of {@code topic} whose bytes differ. It may ask the registry, and so block for a request.
     *
     * @param expected was written by a {@link RecordWriter}
     * @return at least one
     * @throws UnreadableRecordException when the registry does not answer
     */
    public List<Field> between(Topic topic, byte[] expected, byte[] found) {
        Schema ours = topic.schema();
        Object right = decode(expected, ours, ours);
        Object other;
        try {
            other = decode(found, writer(found), ours);
        } catch (UnreadableRecordException unreadable) {
            if (unreadable.obstacle() == UnreadableRecordException.Obstacle.REGISTRY_AWAY) {
                throw unreadable;
            }
            return List.of(new Field(VALUE, expected.length + " bytes", unreadable.getMessage()));
        }
        List<Field> differences = new ArrayList<>();
        compare("", right, other, differences);
        if (differences.isEmpty()) {
            differences.add(new Field(VALUE, encoding(expected), encoding(found)));
        }
        return differences;
    }

    private static String encoding(byte[] value) {
        return "schema " + WireFormat.schemaId(value) + ", " + value.length + " bytes";
    }

    private Schema writer(byte[] value) {
        Optional<Fault> fault = WireFormat.fault(value);
        if (fault.isPresent()) {
            throw new UnreadableRecordException(fault.get().message().en());
        }
        int id = WireFormat.schemaId(value);
        SchemaRegistry.Lookup lookup = registry.lookup(id);
        if (lookup instanceof SchemaRegistry.Lookup.Unreachable away) {
            throw new UnreadableRecordException(
                    "The schema registry cannot be reached: " + away.why(),
                    UnreadableRecordException.Obstacle.REGISTRY_AWAY,
                    null);
        }
        if (lookup instanceof SchemaRegistry.Lookup.Known known) {
            return known.schema();
        }
        throw new UnreadableRecordException("The schema registry has no schema with id " + id + ".");
    }

    private Object decode(byte[] value, Schema writer, Schema ours) {
        int header = WireFormat.HEADER_BYTES;
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
        try {
            Object read = new GenericDatumReader<>(writer, ours, data).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException("There are bytes left after the record.");
            }
            return read;
        } catch (UnreadableRecordException known) {
            throw known;
        } catch (IOException | RuntimeException malformed) {
            // The bytes decide what is thrown: Avro has no one exception for them.
            throw new UnreadableRecordException(
                    "The record cannot be decoded: " + malformed, UnreadableRecordException.Obstacle.RECORD, malformed);
        }
    }

    private static void compare(String field, Object expected, Object found, List<Field> differences) {
        if (expected instanceof GenericRecord right && found instanceof GenericRecord other) {
            for (Schema.Field part : right.getSchema().getFields()) {
                String way = field.isEmpty() ? part.name() : field + "." + part.name();
                compare(way, right.get(part.pos()), other.get(part.pos()), differences);
            }
        } else if (expected instanceof List<?> right && found instanceof List<?> other) {
            for (int i = 0; i < Math.max(right.size(), other.size()); i++) {
                compare(
                        field + "[" + i + "]",
                        i < right.size() ? right.get(i) : null,
                        i < other.size() ? other.get(i) : null,
                        differences);
            }
        } else if (!text(expected).equals(text(found))) {
            differences.add(new Field(field, text(expected), text(found)));
        }
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }
}
