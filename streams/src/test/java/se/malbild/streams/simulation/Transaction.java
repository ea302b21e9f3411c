package se.malbild.streams.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an instance has written and read since its last commit. */
final class Transaction {
    private final List<Appended> records = new ArrayList<>();
    private final Map<Place, Long> read = new TreeMap<>();
    private final Map<Integer, Set<Appended.Waiting>> waiting = new TreeMap<>();

    List<Appended> records() {
        return records;
    }

    /** Returns the offsets after the last records that were read. */
    Map<Place, Long> read() {
        return read;
    }

    /** Returns, when it is committed, what waits for its schema in each partition of the instance. */
    Map<Integer, Set<Appended.Waiting>> waiting() {
        return waiting;
    }

    boolean isEmpty() {
        return records.isEmpty() && read.isEmpty();
    }
}
