package se.malbild.streams.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Kafka, as far as an application meets it: logs of what is committed, and how far its group has read. Who is not of the
 * latest generation of the group cannot commit.
 */
final class Log {
    private final Map<Place, List<Appended>> records = new HashMap<>();
    private final Map<Place, Long> read = new HashMap<>();
    private final Consumer<Transaction> reader;
    private int generation;

    /** @param reader is shown every transaction that is committed */
    Log(Consumer<Transaction> reader) {
        this.reader = reader;
    }

    /** Appends a record of somebody else's, and returns its offset. */
    long append(Appended record) {
        List<Appended> log = of(record.place());
        log.add(record);
        return log.size() - 1L;
    }

    /** Leaves an offset without a record, as the end of a transaction does. */
    void leaveOut(Place place) {
        of(place).add(null);
    }

    /** Returns the records by offset; null where there is none. */
    List<Appended> of(Place place) {
        return records.computeIfAbsent(place, key -> new ArrayList<>());
    }

    /** Returns the latest record of every key, as compaction leaves them. */
    List<Appended> compacted(Place place) {
        Map<Bytes, Appended> latest = new LinkedHashMap<>();
        for (Appended record : of(place)) {
            latest.remove(Bytes.wrap(record.key()));
            if (record.value() != null) {
                latest.put(Bytes.wrap(record.key()), record);
            }
        }
        return List.copyOf(latest.values());
    }

    /** Returns the offset after the last record that the group has read, or 0 when that is not known. */
    long read(Place place) {
        return read.getOrDefault(place, 0L);
    }

    /** Forgets what the group has read. */
    void forgetGroup() {
        read.clear();
    }

    /** Begins another generation, and returns its number. */
    int nextGeneration() {
        return ++generation;
    }

    boolean isLatest(int of) {
        return of == generation;
    }

    /**
     * Returns whether it was committed, which it is not when another generation has begun.
     *
     * @param of the generation that the instance knows
     */
    boolean commit(Transaction transaction, int of) {
        if (!isLatest(of)) {
            return false;
        }
        transaction.records().forEach(this::append);
        read.putAll(transaction.read());
        reader.accept(transaction);
        return true;
    }
}
