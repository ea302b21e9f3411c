package se.malbild.cli.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
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
    private static final Duration REGISTRY_ANSWERS_WITHIN = SchemaLookups.NO_COUNTS_AFTER.multipliedBy(2);

    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final TopicPrefix prefix;
    private final SchemaRegistry registry;
    private final SchemaLookups lookups;
    private long leftOut;
    private long undecoded;

    /** @param registry with the schemas of both input topics preloaded */
    public InputFold(Cluster cluster, SchemaRegistry registry) {
        this(() -> TopicScan.consumer(cluster), cluster.prefix(), registry);
    }

    /** As above, with consumers from {@code consumers}, one for each reading. */
    public InputFold(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            TopicPrefix prefix,
            SchemaRegistry registry) {
        this.consumers = consumers;
        this.prefix = prefix;
        this.registry = registry;
        this.lookups = SchemaLookups.onOwnThread(registry);
    }

    /** Reads both input topics to their ends and returns every picture that follows from what can be read of them. */
    public SortedMap<Pictures.Key, Picture> pictures() {
        List<Observation> observations = new ArrayList<>();
        forEachObservation(observations::add);
        return Pictures.of(
                frameworks().stream().map(FrameworkIntake.Applied::version).toList(), observations);
    }

    /** Fails when the registry did not tell the schema of some record, so that nobody knows what it is. */
    public void requireAllDecoded() throws CommandException {
        if (undecoded > 0) {
            throw registryAway();
        }
    }

    static CommandException registryAway() {
        return new CommandException(new Text(
                "Schemaregistret svarar inte när det frågas efter en posts schema. Försök igen när det svarar.",
                "The schema registry does not answer when asked for the schema of a record. Try again when it"
                        + " does."));
    }

    /** Returns how many records were read that cannot be taken in; each stands in rejected-events with its faults. */
    public long leftOut() {
        return leftOut;
    }

    /** Reads the frameworks' topic to its end and returns every version that was taken in. */
    private List<FrameworkIntake.Applied> frameworks() {
        List<FrameworkIntake.Applied> frameworks = new ArrayList<>();
        read(Topic.GOAL_FRAMEWORKS, partitions -> new FrameworkIntake(registry, partitions)::judge, frameworks::add);
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
        read(Topic.INDICATOR_EVENTS, partitions -> new EventIntake(registry, partitions)::judge, visitor);
    }

    /** @param intakeOf by how many partitions the topic has */
    private <T> void read(Topic topic, IntFunction<Function<InputRecord, Intake<T>>> intakeOf, Consumer<T> visitor) {
        Map<Integer, TopicIntake<T>> intakes = new HashMap<>();
        try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = consumers.get()) {
            TopicScan.of(consumer, prefix.topic(topic), (record, partitions) -> {
                TopicIntake<T> intake = intakes.computeIfAbsent(
                        partitions,
                        count -> new TopicIntake<>(
                                lookups, intakeOf.apply(count), settled -> take(settled.intake(), visitor)));
                long now = System.currentTimeMillis();
                intake.take(
                        new InputRecord(
                                record.partition(), record.offset(), record.timestamp(), record.key(), record.value()),
                        now);
                intake.retry(now);
            });
        }
        for (TopicIntake<T> intake : intakes.values()) {
            intake.awaitAll(REGISTRY_ANSWERS_WITHIN);
            undecoded += intake.waiting();
        }
    }

    private <T> void take(Intake<T> intake, Consumer<T> visitor) {
        if (intake instanceof Intake.Accepted<T> accepted) {
            visitor.accept(accepted.content());
        } else {
            leftOut++;
        }
    }
}
