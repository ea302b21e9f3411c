package se.malbild.schemas.codec;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import se.malbild.goals.Fault;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.UnreadableRecordException.Obstacle;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Decodes the values of the output topics that the system itself reads, whichever version of their schemas wrote them.
 * It may ask the registry, and so block for a request. One per thread.
 *
 * <p>Every reading method throws {@link UnreadableRecordException} when the value cannot be read. A tombstone has no
 * value, so it is not for this class.
 */
public final class OutputReader {
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMillis(100);

    private record ReaderKey(int schemaId, Class<?> type) {}

    private final GeneratedClasses generated = new GeneratedClasses();
    private final SchemaRegistry registry;
    private final Map<ReaderKey, SpecificDatumReader<?>> readers = new HashMap<>();
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    public OutputReader(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Reads a value of {@link Topic#PICTURES}. */
    public Picture picture(byte[] value) {
        return FromAvro.picture(decode(value, se.malbild.avro.Picture.class, se.malbild.avro.Picture.SCHEMA$));
    }

    /** Reads a value of {@link Topic#INDICATOR_OBSERVATIONS}. */
    public IndicatorObservations observations(byte[] value) {
        return FromAvro.observations(decode(
                value, se.malbild.avro.IndicatorObservations.class, se.malbild.avro.IndicatorObservations.SCHEMA$));
    }

    /** Reads a value of {@link Topic#REJECTED_EVENTS}. */
    public RejectedEvent rejected(byte[] value) {
        return FromAvro.rejected(
                decode(value, se.malbild.avro.RejectedEvent.class, se.malbild.avro.RejectedEvent.SCHEMA$));
    }

    /** Reads a value of {@link Topic#CELL_RECEIPTS}. */
    public CellReceipts receipts(byte[] value) {
        return FromAvro.receipts(
                decode(value, se.malbild.avro.CellReceipts.class, se.malbild.avro.CellReceipts.SCHEMA$));
    }

    /** Reads a value of {@link Topic#PAGE_FEEDBACK}. */
    public PageFeedback feedback(byte[] value) {
        return FromAvro.feedback(
                decode(value, se.malbild.avro.PageFeedback.class, se.malbild.avro.PageFeedback.SCHEMA$));
    }

    /**
     * Asks for the schema of {@code value} when it is not known. A caller that does so for many values before reading
     * them waits for all that the registry denies at the same time.
     */
    public void ask(byte[] value) {
        if (WireFormat.fault(value).isEmpty() && !registry.doesNotExist(WireFormat.schemaId(value))) {
            registry.lookup(WireFormat.schemaId(value));
        }
    }

    /** Returns what {@code reading} does, asking the registry again until its no to a schema is to be believed. */
    public static <T> T settled(Supplier<T> reading) {
        while (true) {
            try {
                return reading.get();
            } catch (UnreadableRecordException unreadable) {
                if (unreadable.obstacle() != Obstacle.SCHEMA_UNKNOWN_YET) {
                    throw unreadable;
                }
                LockSupport.parkNanos(ASKS_AGAIN_AFTER.toNanos());
            }
        }
    }

    private <T extends SpecificRecordBase> T decode(byte[] value, Class<T> type, Schema ours) {
        Optional<Fault> headerFault = WireFormat.fault(value);
        if (headerFault.isPresent()) {
            throw new UnreadableRecordException(headerFault.get().message().en());
        }
        int id = WireFormat.schemaId(value);
        SpecificDatumReader<?> reader = readers.computeIfAbsent(
                new ReaderKey(id, type), key -> new SpecificDatumReader<>(writer(id, ours), ours, generated));
        int header = WireFormat.HEADER_BYTES;
        decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, decoder);
        try {
            T read = type.cast(reader.read(null, decoder));
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException("There are bytes left after the record.");
            }
            return read;
        } catch (UnreadableRecordException known) {
            throw known;
        } catch (IOException | RuntimeException malformed) {
            // The bytes decide what is thrown: Avro has no one exception for them.
            throw new UnreadableRecordException(
                    "The record cannot be decoded: " + malformed, Obstacle.RECORD, malformed);
        }
    }

    private Schema writer(int id, Schema ours) {
        String noSchema = "The schema registry has no schema with id " + id + ".";
        if (registry.doesNotExist(id)) {
            throw new UnreadableRecordException(noSchema);
        }
        SchemaRegistry.Lookup lookup = registry.lookup(id);
        if (lookup instanceof SchemaRegistry.Lookup.Unreachable away) {
            throw new UnreadableRecordException(
                    "The schema registry cannot be reached: " + away.why(), Obstacle.REGISTRY_AWAY, null);
        }
        if (lookup instanceof SchemaRegistry.Lookup.Known known) {
            Readability.obstacle(ours, known.schema()).ifPresent(obstacle -> {
                throw new UnreadableRecordException("The schema with id " + id + " cannot be read: " + obstacle);
            });
            return known.schema();
        }
        throw registry.doesNotExist(id)
                ? new UnreadableRecordException(noSchema)
                : new UnreadableRecordException(noSchema, Obstacle.SCHEMA_UNKNOWN_YET, null);
    }
}
