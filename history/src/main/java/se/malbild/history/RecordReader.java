package se.malbild.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import se.malbild.goals.Fault;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.intake.TopicIntake;
import se.malbild.schemas.registry.SchemaRegistry;

/** Takes in the records of one input topic in their order, by the verdict that every reader of the topic gives. */
final class RecordReader<T> {
    /** Longer than a registry has to say no before it is believed. */
    static final Duration REGISTRY_ANSWERS_WITHIN = SchemaRegistry.NO_COUNTS_AFTER.multipliedBy(2);

    private final Function<InputRecord, Intake<T>> judge;
    private final TopicIntake<T> intake;
    private Optional<T> content = Optional.empty();
    private List<Fault> faults = List.of();
    private boolean isFinal = true;

    /** @param judge as {@link se.malbild.schemas.intake.EventIntake#judge} does */
    RecordReader(SchemaLookups lookups, Function<InputRecord, Intake<T>> judge) {
        this.judge = judge;
        intake = new TopicIntake<>(lookups, judge, settled -> settle(settled.intake()));
    }

    private void settle(Intake<T> settled) {
        content = settled instanceof Intake.Accepted<T> accepted ? Optional.of(accepted.content()) : Optional.empty();
        faults = settled instanceof Intake.Rejected<T> rejected ? rejected.faults() : List.of();
        if (faults.stream().anyMatch(fault -> fault.code().equals(SchemaLookups.UNKNOWN_SCHEMA))) {
            isFinal = false;
        }
    }

    /** Returns what is wrong with the record that was read last; nothing when it was taken in. */
    List<Fault> faults() {
        return faults;
    }

    /** Tells whether what has been read can become nothing else: none of it has a schema that may still be registered. */
    boolean isFinal() {
        return isFinal;
    }

    /**
     * Returns what {@code record} holds; empty when it cannot be taken in. Waits for its schema.
     *
     * @throws UndecodedException when the registry does not answer within ten seconds
     */
    Optional<T> read(InputRecord record) throws UndecodedException {
        // Almost every record is one of these.
        if (judge.apply(record) instanceof Intake.Accepted<T> accepted) {
            faults = List.of();
            return Optional.of(accepted.content());
        }
        intake.take(record);
        intake.awaitAll(REGISTRY_ANSWERS_WITHIN);
        if (intake.waiting() > 0) {
            throw new UndecodedException(record.partition(), record.offset());
        }
        return content;
    }
}
