package se.malbild.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the application has seen since it started, and what it holds now. TopologyMetrics rise when a record is processed, before
 * it is committed: after a crash, what was not committed is processed, and so counted, again.
 */
public final class TopologyMetrics {
    /** What became of an event or a framework. */
    enum Outcome {
        /** It gave a cell its first observation. */
        NEW,
        /** It took the place of what was known. */
        CHANGED,
        /** It was known before, or what was known goes before it. */
        UNCHANGED,
        /** It is faulty and is in {@code rejected-events}. */
        REJECTED
    }

    /** Departments that are counted by name. Names come from outside, and every one is a time series for ever. */
    static final int MOST_DEPARTMENTS = 200;

    static final String OTHER_DEPARTMENTS = "(other)";

    private final MeterRegistry meters;
    private final LongAdder events = new LongAdder();
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger undecoded = new AtomicInteger();
    private final LongAdder failedDrawings = new LongAdder();
    private final Map<String, Map<Outcome, LongAdder>> eventsByDepartment = new ConcurrentHashMap<>();
    private final Map<Outcome, LongAdder> otherEvents;
    private final Map<Outcome, LongAdder> frameworks = new EnumMap<>(Outcome.class);
    private final Map<String, LongAdder> rejectedByFault = new ConcurrentHashMap<>();
    private final Map<String, Integer> parkedByOrganisation = new ConcurrentHashMap<>();
    private final Map<String, Integer> leftOutByOrganisation = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** @param meters where all of it can be read */
    public TopologyMetrics(MeterRegistry meters) {
        this.meters = meters;
        otherEvents = ofDepartment(OTHER_DEPARTMENTS);
        eventsByDepartment.put(OTHER_DEPARTMENTS, otherEvents);
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            frameworks.put(outcome, count);
            FunctionCounter.builder("malbild.frameworks", count, LongAdder::sum)
                    .description("Records of goal frameworks by what became of them")
                    .tag("outcome", lowerCase(outcome))
                    .register(meters);
        }
        counter("malbild.events.received", "Records of indicator events that were read", events);
        counter(
                "malbild.drawings.failed",
                "Times that the pictures of an organisation could not be computed",
                failedDrawings);
        gauge("malbild.tasks", "Tasks that this instance computes pictures for", tasks);
        gauge("malbild.organisations.waiting", "Organisations with changes not yet judged and published", waiting);
        gauge("malbild.records.undecoded", "Records that wait for their schema", undecoded);
        Gauge.builder("malbild.organisations.failing", failing, Set::size)
                .description("Organisations whose pictures could not be computed the last time")
                .register(meters);
        Gauge.builder("malbild.cells.parked", parkedByOrganisation, TopologyMetrics::sum)
                .description("Cells that no framework in force knows")
                .register(meters);
        Gauge.builder("malbild.observations.left.out", leftOutByOrganisation, TopologyMetrics::sum)
                .description("Observations behind an indicator that do not fit in its record")
                .register(meters);
    }

    private void counter(String name, String description, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .register(meters);
    }

    private void gauge(String name, String description, AtomicInteger number) {
        Gauge.builder(name, number, AtomicInteger::get).description(description).register(meters);
    }

    private Map<Outcome, LongAdder> ofDepartment(String department) {
        Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            counts.put(outcome, count);
            FunctionCounter.builder("malbild.events", count, LongAdder::sum)
                    .description("Indicator events by what became of them")
                    .tag("outcome", lowerCase(outcome))
                    .tag("department", department)
                    .register(meters);
        }
        return counts;
    }

    private static String lowerCase(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static int sum(Map<String, Integer> numbers) {
        return numbers.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts events that came. */
    void received(int count) {
        events.add(count);
    }

    /** Counts events that were taken in. */
    void accepted(String department, Outcome outcome, int count) {
        Map<Outcome, LongAdder> known = eventsByDepartment.get(department);
        if (known == null) {
            known = eventsByDepartment.size() <= MOST_DEPARTMENTS
                    ? eventsByDepartment.computeIfAbsent(department, this::ofDepartment)
                    : otherEvents;
        }
        known.get(outcome).add(count);
    }

    /** Counts an event that was not; only what is accepted can make a department known. */
    void rejected(String department) {
        eventsByDepartment
                .getOrDefault(department, otherEvents)
                .get(Outcome.REJECTED)
                .increment();
    }

    void framework(Outcome outcome) {
        frameworks.get(outcome).increment();
    }

    /** Returns how many tasks draw pictures here. */
    int tasks() {
        return tasks.get();
    }

    void tasks(int more) {
        tasks.addAndGet(more);
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    void undecoded(int more) {
        undecoded.addAndGet(more);
    }

    /** @param fault one of the codes that the rules have for faults, never what a record says */
    void fault(String fault) {
        rejectedByFault.computeIfAbsent(fault, this::ofFault).increment();
    }

    private LongAdder ofFault(String fault) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("malbild.faults", count, LongAdder::sum)
                .description("Faults found in rejected records; one record can have several")
                .tag("fault", fault)
                .register(meters);
        return count;
    }

    void parked(String organisation, int cells) {
        parkedByOrganisation.put(organisation, cells);
    }

    void leftOut(String organisation, int observations) {
        leftOutByOrganisation.put(organisation, observations);
    }

    void failed(String organisation) {
        failedDrawings.increment();
        failing.add(organisation);
    }

    void drawn(String organisation) {
        failing.remove(organisation);
    }

    /** Another instance, or a later start of the task, answers for {@code organisation} from now on. */
    void left(String organisation) {
        parkedByOrganisation.remove(organisation);
        leftOutByOrganisation.remove(organisation);
        failing.remove(organisation);
    }

    /** Returns how many records of indicator events were taken in, whatever became of them. */
    public long events() {
        return events.sum();
    }

    /** Returns how many organisations have changes that are not yet judged and published. */
    public int waiting() {
        return waiting.get();
    }

    /** Returns how many organisations had pictures that could not be drawn the last time. */
    public int failing() {
        return failing.size();
    }

    /** Returns how many times each fault was found in a rejected record. */
    public SortedMap<String, Long> rejectedByFault() {
        SortedMap<String, Long> counts = new TreeMap<>();
        rejectedByFault.forEach((fault, count) -> counts.put(fault, count.sum()));
        return counts;
    }

    /** Returns how many events of each department were rejected; of one that is not known by name, under all others. */
    public SortedMap<String, Long> rejectedByDepartment() {
        SortedMap<String, Long> counts = new TreeMap<>();
        eventsByDepartment.forEach((department, outcomes) ->
                counts.put(department, outcomes.get(Outcome.REJECTED).sum()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Returns how many cells no framework in force knows, by organisation. */
    public SortedMap<String, Integer> parkedByOrganisation() {
        return new TreeMap<>(parkedByOrganisation);
    }
}
