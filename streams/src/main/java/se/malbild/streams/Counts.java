package se.malbild.streams;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import se.malbild.schemas.Topic;

/** What the application has seen since it started. Counts rise when a record is processed, before it is committed. */
public final class Counts {
    private final LongAdder events = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, LongAdder> rejectedByFault = new ConcurrentHashMap<>();
    private final Map<String, Integer> parkedByOrganisation = new ConcurrentHashMap<>();

    void record(Topic topic) {
        if (topic == Topic.INDICATOR_EVENTS) {
            events.increment();
        }
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    void rejected(String fault) {
        rejectedByFault.computeIfAbsent(fault, code -> new LongAdder()).increment();
    }

    void parked(String organisation, int cells) {
        parkedByOrganisation.put(organisation, cells);
    }

    /** Returns how many records of indicator events were taken in, whatever became of them. */
    public long events() {
        return events.sum();
    }

    /** Returns how many organisations have changes that are not yet judged and published. */
    public int waiting() {
        return waiting.get();
    }

    /** Returns how many times each fault was found in a rejected record. */
    public SortedMap<String, Long> rejectedByFault() {
        SortedMap<String, Long> counts = new TreeMap<>();
        rejectedByFault.forEach((fault, count) -> counts.put(fault, count.sum()));
        return counts;
    }

    /** Returns how many cells no framework in force knows, by organisation. */
    public SortedMap<String, Integer> parkedByOrganisation() {
        return new TreeMap<>(parkedByOrganisation);
    }
}
