package se.malbild.cli.topics;

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
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * What was taken in, and the pictures computed from it, by the input topics alone: by the same pure function but without
 * the streams application, whose output is to be equal to it.
 */
public final class InputFold {
    private final Cluster cluster;
    private final SchemaRegistry registry;
    private long leftOut;
    private long undecoded;

    /** @param registry with the schemas of both input topics preloaded */
    public InputFold(Cluster cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        this.registry = registry;
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
                "The schema registry does not answer when it is asked for the schema of a record. Try again when it"
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
        Map<Integer, Function<InputRecord, Intake<T>>> intakes = new HashMap<>();
        TopicScan.of(cluster, topic, (record, partitions) -> {
            Function<InputRecord, Intake<T>> intake = intakes.computeIfAbsent(partitions, intakeOf::apply);
            InputRecord input = new InputRecord(
                    record.partition(), record.offset(), record.timestamp(), record.key(), record.value());
            Intake<T> judged = Intake.settled(registry, () -> intake.apply(input));
            if (judged instanceof Intake.Accepted<T> accepted) {
                visitor.accept(accepted.content());
            } else if (judged instanceof Intake.UnknownSchema<T>) {
                undecoded++;
            } else {
                leftOut++;
            }
        });
    }
}
