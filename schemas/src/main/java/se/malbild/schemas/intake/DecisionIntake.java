package se.malbild.schemas.intake;

import java.util.List;
import se.malbild.goals.Fault;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.YearDecisionReader;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Decides what a record of {@link Topic#YEAR_DECISIONS} is: a decision in its place, or everything that is wrong with it. Every
 * reader of the topic asks this, so all of them take in the same. One per thread.
 */
public final class DecisionIntake {
    private final YearDecisionReader reader;
    private final Placement placement;

    /** @param partitions of the topic */
    public DecisionIntake(WriterSchemas schemas, int partitions) {
        this(schemas, new Placement(partitions));
    }

    private DecisionIntake(WriterSchemas schemas, Placement placement) {
        this.reader = new YearDecisionReader(schemas);
        this.placement = placement;
    }

    /** Returns one that finds nothing wrong with the partition of a record. */
    public static DecisionIntake anywhere(WriterSchemas schemas) {
        return new DecisionIntake(schemas, Placement.anywhere());
    }

    /** Judges {@code record}. Never throws and never blocks, whatever the bytes are. */
    public Intake<YearDecision> judge(InputRecord record) {
        if (record.isTooLarge()) {
            return rejected(List.of(Placement.tooLarge(record)));
        }
        YearDecisionReader.Reading reading = reader.read(record.value());
        if (reading instanceof YearDecisionReader.Reading.UnknownSchema unknown) {
            return new Intake.UnknownSchema<>(unknown.id());
        }
        if (reading instanceof YearDecisionReader.Reading.Faulty faulty) {
            return rejected(faulty.faults());
        }
        YearDecision decision = ((YearDecisionReader.Reading.Decision) reading).decision();
        DecisionYear year = decision.year();
        List<Fault> misplaced = placement.faults(
                record, year.organisation(), Keys.decisions(year.organisation(), year.framework(), year.year()));
        return misplaced.isEmpty() ? new Intake.Accepted<>(decision) : rejected(misplaced);
    }

    private static Intake<YearDecision> rejected(List<Fault> faults) {
        return new Intake.Rejected<>(Intake.Claim.NONE, faults);
    }
}
