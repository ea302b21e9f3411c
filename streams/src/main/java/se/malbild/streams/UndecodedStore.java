package se.malbild.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.schemas.intake.InputRecord;

/**
 * Records whose schema cannot be had now because the registry does not answer, as they came. Order does not matter to
 * what is made of them, so they can wait. Key: one byte for the topic, then the offset.
 */
final class UndecodedStore {
    static final String NAME = "undecoded";

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte topic;

    /** @param topic what keeps the records of one topic apart from those of the others */
    UndecodedStore(KeyValueStore<Bytes, byte[]> store, char topic) {
        this.store = store;
        this.topic = (byte) topic;
    }

    void put(InputRecord record) {
        store.put(key(record.offset()), record.bytes());
    }

    void remove(long offset) {
        store.delete(key(offset));
    }

    /** Returns the {@code most} earliest of the records that wait and lie after {@code offset}. */
    List<InputRecord> after(long offset, int most) {
        List<InputRecord> waiting = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.range(key(offset + 1), key(Long.MAX_VALUE))) {
            while (found.hasNext() && waiting.size() < most) {
                waiting.add(record(found.next()));
            }
        }
        return waiting;
    }

    int count() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> found = store.range(key(0), key(Long.MAX_VALUE))) {
            for (; found.hasNext(); found.next()) {
                count++;
            }
        }
        return count;
    }

    private static InputRecord record(KeyValue<Bytes, byte[]> entry) {
        long offset = ByteBuffer.wrap(entry.key.get()).getLong(1);
        return InputRecord.of(offset, entry.value);
    }

    private Bytes key(long offset) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Long.BYTES).put(topic).putLong(offset).array());
    }
}
