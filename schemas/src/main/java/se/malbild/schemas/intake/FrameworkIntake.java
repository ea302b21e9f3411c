package se.malbild.schemas.intake;

import java.util.List;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.GoalFrameworkReader;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Tells what a record of {@link Topic#GOAL_FRAMEWORKS} is: a framework in its place, or everything that is wrong with it.
 * Every reader of the topic that asks this says the same. One per thread.
 */
public final class FrameworkIntake {
    /** A framework as it was read, and the document it was read from. */
    public record Applied(FrameworkVersion version, String document) {}

    private final GoalFrameworkReader reader;
    private final Placement placement;

    /** @param partitions of the topic */
    public FrameworkIntake(SchemaRegistry registry, int partitions) {
        this.reader = new GoalFrameworkReader(registry);
        this.placement = new Placement(partitions);
    }

    /** Judges {@code record}. Never throws and never blocks, whatever the bytes are. */
    public Intake<Applied> judge(InputRecord record) {
        if (record.isTooLarge()) {
            return rejected(List.of(Placement.tooLarge(record)));
        }
        GoalFrameworkReader.Reading reading = reader.read(record.value());
        if (reading instanceof GoalFrameworkReader.Reading.UnknownSchema unknown) {
            return new Intake.UnknownSchema<>(unknown.id());
        }
        if (reading instanceof GoalFrameworkReader.Reading.Faulty faulty) {
            return rejected(faulty.faults());
        }
        String document = ((GoalFrameworkReader.Reading.Document) reading).yaml();
        try {
            FrameworkVersion version = FrameworkVersion.read(document);
            GoalFramework framework = version.framework();
            List<Fault> misplaced = placement.faults(
                    record, framework.organisation(), Keys.framework(framework.organisation(), framework.id()));
            return misplaced.isEmpty() ? new Intake.Accepted<>(new Applied(version, document)) : rejected(misplaced);
        } catch (InvalidFrameworkException invalid) {
            return rejected(invalid.faults().stream()
                    .map(fault -> new Fault(
                            fault.code(),
                            fault.path() + " (" + fault.line() + ":" + fault.column() + ")",
                            fault.message()))
                    .toList());
        }
    }

    private static Intake<Applied> rejected(List<Fault> faults) {
        return new Intake.Rejected<>(Intake.Claim.NONE, faults);
    }
}
