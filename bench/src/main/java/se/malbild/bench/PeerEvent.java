package se.malbild.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.WireFormat;

/** Reads events as the peers do: with Avro's generic reader, and with no more rules than they need. */
final class PeerEvent {
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(Topic.INDICATOR_EVENTS.schema());
    private BinaryDecoder decoder;

    /** Returns the event that {@code value} is, or nothing when it is none or has no id. */
    Optional<GenericRecord> read(byte[] value) {
        if (WireFormat.fault(value).isPresent()) {
            return Optional.empty();
        }
        decoder = DecoderFactory.get()
                .binaryDecoder(value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, decoder);
        try {
            GenericRecord event = reader.read(null, decoder);
            return event.get("eventId").toString().isEmpty() ? Optional.empty() : Optional.of(event);
        } catch (IOException | AvroRuntimeException undecodable) {
            return Optional.empty();
        }
    }

    static String organisation(GenericRecord event) {
        return event.get("organisation").toString();
    }

    static String series(GenericRecord event) {
        return event.get("indicator").toString();
    }

    static int year(GenericRecord event) {
        return (Integer) event.get("year");
    }

    /** Returns what tells the cell of {@code event} from all others. */
    static String cell(GenericRecord event) {
        return event.get("organisation") + "/" + event.get("indicator") + "/" + event.get("department") + "/"
                + event.get("year") + "/" + event.get("period") + "/" + event.get("gender") + "/"
                + event.get("district") + "/" + event.get("kind");
    }

    /** Returns the value of {@code event}, or null when it has none. */
    static BigDecimal value(GenericRecord event) {
        return number((ByteBuffer) event.get("value"));
    }

    /** Returns the number that the field {@code value} is, or null for null. */
    static BigDecimal number(ByteBuffer value) {
        if (value == null) {
            return null;
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return new BigDecimal(new BigInteger(bytes), Observation.VALUE_DECIMALS);
    }

    /** Returns whether {@code event} takes the place of {@code other}, which is about the same cell. */
    static boolean isAfter(GenericRecord event, GenericRecord other) {
        return isAfter(
                (Integer) event.get("revision"),
                (Long) event.get("observedAt"),
                event.get("eventId").toString(),
                (Integer) other.get("revision"),
                (Long) other.get("observedAt"),
                other.get("eventId").toString());
    }

    /** The same order of what the events say. */
    static boolean isAfter(
            int revision, long observedAt, String eventId, int otherRevision, long otherObservedAt, String otherId) {
        if (revision != otherRevision) {
            return revision > otherRevision;
        }
        return observedAt != otherObservedAt ? observedAt > otherObservedAt : eventId.compareTo(otherId) > 0;
    }

    /** Adds to {@code totals} what {@code event} counts in. */
    static void add(Totals totals, GoalAreas goalAreas, GenericRecord event) {
        BigDecimal value = value(event);
        if (value != null) {
            goalAreas.key(organisation(event), series(event), year(event)).ifPresent(key -> totals.add(key, value));
        }
    }
}
