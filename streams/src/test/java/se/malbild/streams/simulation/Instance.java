package se.malbild.streams.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.applications.TopologyContext;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.WireFormat;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.SimulatedTopology;

/** A process of the application with one stream thread: its tasks share a transaction. */
final class Instance {
    private static final int MOST_AT_ONCE = 5;

    private final Log log;
    private final Clock clock;
    private final Registry registry;
    private final int partitions;
    private final Flush flush;
    private final Fate fate = new Fate();
    private final SortedMap<Integer, Task> tasks = new TreeMap<>();
    private final Queue<Runnable> lookups = new ArrayDeque<>();
    private SchemaRegistry memory;
    private SimulatedTopology topology;
    private Transaction transaction = new Transaction();
    private int generation;
    private boolean isRunning;
    private boolean isFrozen;

    Instance(Log log, Clock clock, Registry registry, int partitions, Flush flush) {
        this.log = log;
        this.clock = clock;
        this.registry = registry;
        this.partitions = partitions;
        this.flush = flush;
    }

    /** When what stores hold back goes to their changelogs. */
    enum Flush {
        /** When the transaction is about to end, before it is said what was read. */
        BEFORE_COMMIT,
        /** When it has ended, which is a fault. */
        AFTER_COMMIT
    }

    /** What becomes of a commit. */
    enum Outcome {
        COMMITTED,
        /** Kafka did not answer in time, and has aborted it. */
        ABORTED,
        /** Kafka did not answer in time, and has committed it. */
        UNSEEN
    }

    void start() {
        isRunning = true;
        isFrozen = false;
        transaction = new Transaction();
        lookups.clear();
        memory = registry.memory(clock);
        topology = new SimulatedTopology(
                new TopologyContext(
                        TopicPrefix.NONE,
                        partitions,
                        memory,
                        registry.writer()::forAnotherThread,
                        new SchemaLookups(memory, lookups::add)),
                clock::millis,
                clock::nanos);
    }

    /** Loses everything that is not in Kafka. */
    void die() {
        isRunning = false;
        isFrozen = false;
        tasks.clear();
    }

    /** Stands still from now on, and keeps what it has. */
    void freeze() {
        isFrozen = true;
    }

    void thaw() {
        isFrozen = false;
    }

    /** Returns whether the group can reckon with it. */
    boolean isLive() {
        return isRunning && !isFrozen;
    }

    boolean isRunning() {
        return isRunning;
    }

    /** Gives up all partitions but {@code kept}, with what was read of them committed; one that was left out has lost all. */
    void giveUpAllBut(Set<Integer> kept) {
        if (!log.isLatest(generation)) {
            loseTasks();
        } else if (!kept.containsAll(tasks.keySet())) {
            commit(Outcome.COMMITTED);
        }
        for (int partition : new HashSet<>(tasks.keySet())) {
            if (!kept.contains(partition)) {
                tasks.remove(partition).close();
            }
        }
    }

    /** Takes on {@code all}, beside what it has of them. */
    void takeOn(Set<Integer> all, int newGeneration, boolean compacted) {
        generation = newGeneration;
        for (int partition : all) {
            if (!tasks.containsKey(partition)) {
                Wiring wiring = new Wiring();
                topology.addTo(wiring);
                Task task = new Task(wiring, partition, this);
                tasks.put(partition, task);
                task.open(compacted);
            }
        }
    }

    /** Reads {@code times} some records of any of its inputs, and does what is due. */
    void work(int times, Random random) {
        for (Runnable lookup = lookups.poll(); lookup != null; lookup = lookups.poll()) {
            lookup.run();
        }
        for (int i = 0; i < times; i++) {
            int most = 1 + random.nextInt(MOST_AT_ONCE);
            List<Runnable> choices = new ArrayList<>();
            tasks.values()
                    .forEach(task -> task.unread().forEach(topic -> choices.add(() -> task.process(topic, most))));
            if (choices.isEmpty()) {
                break;
            }
            choices.get(random.nextInt(choices.size())).run();
        }
        punctuate();
    }

    /** What ends it ends the tasks, which Kafka Streams closes then. */
    private void punctuate() {
        try {
            tasks.values().forEach(task -> task.schedules().punctuate());
        } catch (Crash crash) {
            tasks.values().forEach(Task::close);
            if (topology.waiting() != 0) {
                throw new AssertionError("Of no task " + topology.waiting() + " organisations wait");
            }
            throw crash;
        }
    }

    /** Commits what was read and written; returns false when it was no longer of the group, and has lost its tasks. */
    boolean commit(Outcome outcome) {
        if (transaction.isEmpty()) {
            return true;
        }
        flush(Flush.BEFORE_COMMIT);
        fate.passes(CrashPoint.BEFORE_COMMIT);
        tasks.forEach((partition, task) -> transaction.waiting().put(partition, task.waiting()));
        boolean isCommitted = outcome != Outcome.ABORTED && log.commit(transaction, generation);
        fate.passes(CrashPoint.AFTER_COMMIT);
        transaction = new Transaction();
        if (outcome != Outcome.ABORTED && !isCommitted) {
            loseTasks();
            return false;
        }
        flush(Flush.AFTER_COMMIT);
        if (outcome != Outcome.COMMITTED) {
            revive();
        }
        return true;
    }

    private void flush(Flush now) {
        if (flush == now) {
            tasks.values().forEach(Task::flushCaches);
        }
    }

    private void loseTasks() {
        abort();
        tasks.clear();
    }

    /** The tasks begin again where the last commit was, with the same processors and stores. */
    private void revive() {
        abort();
        tasks.values().forEach(task -> task.open(false));
    }

    /** Kafka Streams flushes first, into the transaction that it then aborts. */
    private void abort() {
        tasks.values().forEach(Task::flushCaches);
        transaction = new Transaction();
        tasks.values().forEach(Task::close);
    }

    /** Returns whether there is nothing left to read and nothing waits for its schema. */
    boolean isDone() {
        return tasks.values().stream()
                .allMatch(task -> task.unread().isEmpty() && task.waiting().isEmpty());
    }

    /** Returns whether {@code value} is of a schema that this process has in its memory. */
    boolean knowsSchemaOf(byte[] value) {
        return WireFormat.fault(value).isEmpty()
                && memory.known(WireFormat.schemaId(value)).isPresent();
    }

    Log log() {
        return log;
    }

    Clock clock() {
        return clock;
    }

    Fate fate() {
        return fate;
    }

    Transaction transaction() {
        return transaction;
    }

    int partitions() {
        return partitions;
    }
}
