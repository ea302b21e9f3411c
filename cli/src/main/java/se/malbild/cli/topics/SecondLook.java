package se.malbild.cli.topics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Fault;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;

/** What would be said of a rejected record if it came now: after a schema was registered, or the rules were extended. */
public final class SecondLook {
    private final SchemaRegistry registry;
    private final EventIntake events;
    private final FrameworkIntake frameworks;
    private final int partitions;

    /**
     * @param registry with the schemas of both input topics preloaded
     * @param partitions of the input topics
     */
    public SecondLook(SchemaRegistry registry, int partitions) {
        this.registry = registry;
        events = new EventIntake(registry, partitions);
        frameworks = new FrameworkIntake(registry, partitions);
        this.partitions = partitions;
    }

    /** The answer: where the record belongs, when it would be taken in there, and else what is wrong with it. */
    public sealed interface Answer {
        record Fine(int partition) implements Answer {}

        record Faulty(List<Fault> faults) implements Answer {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /**
     * Judges {@code rejected} as if it lay where it is to lie.
     *
     * @throws CommandException when the registry is to be asked for its schema and does not answer
     */
    public Answer at(RejectedEvent rejected) throws CommandException {
        // A record that was cut off is not the one that was sent.
        if (rejected.key().isEmpty()
                || rejected.faults().stream().anyMatch(fault -> fault.code().equals("record-too-large"))) {
            return new Answer.Faulty(rejected.faults());
        }
        byte[] key = rejected.key().get();
        int partition = Partitioning.of(organisation(new String(key, StandardCharsets.UTF_8)), partitions);
        InputRecord placed = new InputRecord(
                partition,
                rejected.offset(),
                rejected.appendedAt().toEpochMilli(),
                key,
                rejected.value().orElse(null));
        Intake<?> intake = judge(rejected.topic(), placed);
        if (intake instanceof Intake.UnknownSchema<?> unknown) {
            SchemaRegistry.Lookup answer = registry.lookup(unknown.id());
            if (answer instanceof SchemaRegistry.Lookup.NoSuchId) {
                // One no is enough here: it leaves the record rejected, as it was.
                return new Answer.Faulty(List.of(SchemaLookups.unknownSchema(unknown.id())));
            }
            if (answer instanceof SchemaRegistry.Lookup.Unreachable) {
                throw InputFold.registryAway();
            }
            intake = judge(rejected.topic(), placed);
        }
        return intake instanceof Intake.Rejected<?> faulty
                ? new Answer.Faulty(faulty.faults())
                : new Answer.Fine(partition);
    }

    private Intake<?> judge(String topic, InputRecord placed) {
        return topic.equals(Topic.INDICATOR_EVENTS.topicName()) ? events.judge(placed) : frameworks.judge(placed);
    }

    private static String organisation(String key) {
        return key.contains("/") ? Keys.organisation(key) : key;
    }
}
