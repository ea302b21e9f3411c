package se.malbild.applications;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.schemas.intake.InputRecord;

/**
 * The part of the store where {@link RecordProcessor} keeps records, unchanged, until it knows their schema: while the
 * registry does not answer, or until its "no such schema" is believed ({@code SchemaLookups}). Order does not matter to
 * what is made of them, so they can wait.
 */
final class WaitingRecords {
    private final KeyValueStore<Bytes, byte[]> store;
    private final byte[] prefix;

    /** @param prefix how the keys of the records begin; their offset follows */
    WaitingRecords(KeyValueStore<Bytes, byte[]> store, Bytes prefix) {
        this.store = store;
        this.prefix = prefix.get();
    }

    /** Returns the key of the record at {@code offset}; its value is {@link InputRecord#bytes()}. */
    Bytes key(long offset) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(offset)
                .array());
    }

    /** Returns the {@code most} earliest of the records that lie after {@code offset}. */
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

    private InputRecord record(KeyValue<Bytes, byte[]> entry) {
        long offset = ByteBuffer.wrap(entry.key.get()).getLong(prefix.length);
        return InputRecord.of(offset, entry.value);
    }
}
