package se.malbild.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Fifteen kinds of records that no publisher of ours would send, made from a good one. */
public final class BadEvents {

    /**
     * A record on the events' topic. The arrays are null where the record has none.
     *
     * @param elsewhere whether it goes to another partition than its organisation's
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Bad(byte[] key, byte[] value, boolean elsewhere) {}

    private BadEvents() {}

    /** Returns one record of each kind, by the code of the fault that is to be found in it, made from {@code good}. */
    public static Map<String, Bad> of(String organisation, byte[] good) {
        Map<String, Bad> bad = new LinkedHashMap<>();
        byte[] key = organisation.getBytes(StandardCharsets.UTF_8);
        bad.put("no-value", new Bad(key, null, false));
        bad.put("not-avro", new Bad(key, "{\"indicator\": \"N17461\"}".getBytes(StandardCharsets.UTF_8), false));
        bad.put("undecodable", new Bad(key, Arrays.copyOf(good, good.length - 3), false));
        byte[] unknown = good.clone();
        ByteBuffer.wrap(unknown).putInt(1, 987_654);
        bad.put("unknown-schema", new Bad(key, unknown, false));
        bad.put("wrong-key", new Bad(null, good, false));
        bad.put("wrong-partition", new Bad(key, good, true));
        bad.put("blank", changed(key, good, "department", " "));
        bad.put("invalid-organisation", changed(key, good, "organisation", "Västerås"));
        bad.put("year-out-of-range", changed(key, good, "year", 20188));
        bad.put("invalid-period", changed(key, good, "period", "2018-Q7"));
        bad.put("unknown-symbol", changed(key, good, "gender", null));
        bad.put("negative", changed(key, good, "revision", -1));
        bad.put("not-a-number", changed(key, good, "value", ByteBuffer.allocate(0)));
        bad.put("control-character", changed(key, good, "eventId", "h\n1"));
        bad.put("too-long", changed(key, good, "district", "d".repeat(300)));
        return bad;
    }

    private static Bad changed(byte[] key, byte[] good, String field, Object to) {
        return new Bad(key, EventBytes.with(good, event -> set(event, field, to)), false);
    }

    private static void set(GenericRecord event, String field, Object to) {
        Object value = to == null
                ? new GenericData.EnumSymbol(event.getSchema().getField(field).schema(), "UNKNOWN")
                : to;
        event.put(field, value);
    }
}
