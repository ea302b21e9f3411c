package se.malbild.cli.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.PartitionCounts;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.intake.TopicIntake;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * What was taken in, and the pictures computed from it, by the input topics alone: by the same pure function but without
 * the streams application, whose output is to be equal to it.
 */
public final class InputFold {
    /** Longer than a registry has to say no before it is believed. */
    private static final Duration REGISTRY_ANSWERS_WITHIN = SchemaRegistry.NO_COUNTS_AFTER.multipliedBy(2);

    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final TopicPrefix prefix;
    private final SchemaRegistry registry;
    private final SchemaLookups lookups;
    private final boolean isAnywhereRight;
    private final SortedMap<String, Integer> leftOutByFault = new TreeMap<>();
    private long leftOut;
    private long misplaced;
    private long undecoded;

    /** @param registry with the schemas of both input topics preloaded */
    public InputFold(Cluster cluster, SchemaRegistry registry) {
        this(() -> CommittedRecords.consumer(cluster), cluster.prefix(), registry, false);
    }

    /**
     * Returns one that also takes in what lies in another partition than its organisation's, and would have been taken in
     * there: {@link #misplaced} says how much.
     *
     * @param registry with the schemas of both input topics preloaded
     */
    public static InputFold ofAllPartitions(Cluster cluster, SchemaRegistry registry) {
        return new InputFold(() -> CommittedRecords.consumer(cluster), cluster.prefix(), registry, true);
    }

    /** As above, with consumers from {@code consumers}, one for each reading. */
    public InputFold(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            TopicPrefix prefix,
            SchemaRegistry registry) {
        this(consumers, prefix, registry, false);
    }

    private InputFold(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            TopicPrefix prefix,
            SchemaRegistry registry,
            boolean isAnywhereRight) {
        this.consumers = consumers;
        this.prefix = prefix;
        this.registry = registry;
        this.isAnywhereRight = isAnywhereRight;
        this.lookups = SchemaLookups.onOwnThread(registry);
    }

    /** Reads both input topics to their ends and returns every picture that follows from what can be read of them. */
    public SortedMap<Pictures.Key, Picture> pictures() {
        List<Observation> observations = new ArrayList<>();
        forEachObservation(observations::add);
        return Pictures.of(
                frameworks().stream().map(FrameworkIntake.Applied::version).toList(), observations);
    }

    /** Fails when the registry did not give the schema of some record, so that nobody knows what it is. */
    public void requireAllDecoded() throws CommandException {
        if (undecoded > 0) {
            throw registryAway();
        }
    }

    /** Says that nobody knows what some record is, since the registry did not give its schema. */
    public static CommandException registryAway() {
        return new CommandException(new Text(
                "Schemaregistret svarar inte när det frågas efter en posts schema. Försök igen när det svarar.",
                "The schema registry does not answer when asked for the schema of a record. Try again when it"
                        + " does."));
    }

    /** Returns how many records were read that cannot be taken in; each is in rejected-events with its faults. */
    public long leftOut() {
        return leftOut;
    }

    /** Returns how many of those have each fault, by its code; one may have several. */
    public SortedMap<String, Integer> leftOutByFault() {
        return Collections.unmodifiableSortedMap(leftOutByFault);
    }

    /** Returns how many records were taken in that lie in another partition than their organisation's. */
    public long misplaced() {
        return misplaced;
    }

    /** Reads the frameworks' topic to its end and returns every version that was taken in. */
    public List<FrameworkIntake.Applied> frameworks() {
        List<FrameworkIntake.Applied> frameworks = new ArrayList<>();
        read(
                Topic.GOAL_FRAMEWORKS,
                partitions -> frameworkIntake(partitions)::judge,
                applied -> applied.version().framework().organisation(),
                frameworks::add);
        return frameworks;
    }

    /** As {@link #frameworks}, but only those in force, by key. */
    public SortedMap<String, FrameworkIntake.Applied> frameworksInForce() {
        SortedMap<String, FrameworkIntake.Applied> inForce = new TreeMap<>();
        for (FrameworkIntake.Applied applied : frameworks()) {
            GoalFramework framework = applied.version().framework();
            inForce.merge(
                    Keys.framework(framework.organisation(), framework.id()),
                    applied,
                    BinaryOperator.maxBy(Comparator.comparing(FrameworkIntake.Applied::version)));
        }
        return inForce;
    }

    /** Reads the events' topic to its end and hands on every observation that was taken in, one at a time. */
    public void forEachObservation(Consumer<Observation> visitor) {
        read(
                Topic.INDICATOR_EVENTS,
                partitions -> eventIntake(partitions)::judge,
                observation -> observation.cell().organisation(),
                visitor);
    }

    /** Reads the events' topic to its end and returns what is known of those of {@code cells} that it knows. */
    public Map<Cell, Winner> winners(Set<Cell> cells) {
        Map<Cell, Winner> winners = new HashMap<>();
        forEachObservation(observation -> {
            if (cells.contains(observation.cell())) {
                winners.merge(observation.cell(), Winner.of(observation), Winner::merge);
            }
        });
        return winners;
    }

    private FrameworkIntake frameworkIntake(int partitions) {
        return isAnywhereRight ? FrameworkIntake.anywhere(registry) : new FrameworkIntake(registry, partitions);
    }

    private EventIntake eventIntake(int partitions) {
        return isAnywhereRight ? EventIntake.anywhere(registry) : new EventIntake(registry, partitions);
    }

    /** @param intakeOf by the number of partitions in force */
    private <T> void read(
            Topic topic,
            IntFunction<Function<InputRecord, Intake<T>>> intakeOf,
            Function<T, String> organisation,
            Consumer<T> visitor) {
        try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = consumers.get()) {
            int partitions = partitionsInForce(consumer);
            TopicIntake<T> intake = new TopicIntake<>(lookups, intakeOf.apply(partitions), settled -> {
                if (settled.intake() instanceof Intake.Accepted<T> accepted) {
                    T content = accepted.content();
                    if (settled.record().partition() != Partitioning.of(organisation.apply(content), partitions)) {
                        misplaced++;
                    }
                    visitor.accept(content);
                } else {
                    leaveOut((Intake.Rejected<T>) settled.intake());
                }
            });
            TopicScan.of(consumer, prefix.topic(topic), record -> {
                intake.take(new InputRecord(
                        record.partition(), record.offset(), record.timestamp(), record.key(), record.value()));
                intake.retry();
            });
            intake.awaitAll(REGISTRY_ANSWERS_WITHIN);
            undecoded += intake.waiting();
        }
    }

    private void leaveOut(Intake.Rejected<?> rejected) {
        leftOut++;
        rejected.faults().stream()
                .map(Fault::code)
                .distinct()
                .forEach(code -> leftOutByFault.merge(code, 1, Integer::sum));
    }

    /** Returns the number of partitions that the topics were made with, as {@link PartitionCounts#inForce} does. */
    private int partitionsInForce(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (Topic topic : PartitionCounts.TOPICS) {
            String name = prefix.topic(topic);
            int count = consumer.partitionsFor(name).size();
            if (count > 0) {
                counts.put(name, count);
            }
        }
        return new PartitionCounts(counts)
                .inForce()
                .orElseThrow(() -> new UnknownTopicOrPartitionException("There are no topics"));
    }
}
