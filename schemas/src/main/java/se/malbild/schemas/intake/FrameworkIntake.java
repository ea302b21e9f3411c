package se.malbild.schemas.intake;

import java.util.List;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.FrameworkFault;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.GoalFrameworkReader;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Decides what a record of {@link Topic#GOAL_FRAMEWORKS} is: a framework in its place, or everything that is wrong with
 * it. Every reader of the topic asks this, so all of them take in the same. One per thread.
 */
public final class FrameworkIntake {
    /**
     * A framework as it was read.
     *
     * @param document that it was read from
     * @param justification of those who applied it
     */
    public record Applied(FrameworkVersion version, String document, Justification justification) {}

    private final GoalFrameworkReader reader;
    private final Placement placement;

    /** @param partitions of the topic */
    public FrameworkIntake(WriterSchemas schemas, int partitions) {
        this(schemas, new Placement(partitions));
    }

    private FrameworkIntake(WriterSchemas schemas, Placement placement) {
        this.reader = new GoalFrameworkReader(schemas);
        this.placement = placement;
    }

    /** Returns one that finds nothing wrong with the partition of a record. */
    public static FrameworkIntake anywhere(WriterSchemas schemas) {
        return new FrameworkIntake(schemas, Placement.anywhere());
    }

    /**
     * Returns the framework of a document that is still to be sent, when the record that carries it will be taken in.
     *
     * @throws InvalidFrameworkException with everything that is wrong with it
     */
    public static FrameworkVersion check(String document, Justification justification)
            throws InvalidFrameworkException {
        long valueBytes = RecordWriter.frameworkBytes(document, justification);
        requireBytes(valueBytes);
        FrameworkVersion version = FrameworkVersion.read(document);
        String key = Keys.framework(
                version.framework().organisation(), version.framework().id());
        requireBytes(key.length() + valueBytes); // the key is ASCII
        return version;
    }

    private static void requireBytes(long bytes) throws InvalidFrameworkException {
        if (bytes > Topic.MAX_INPUT_BYTES) {
            throw new InvalidFrameworkException(List.of(new FrameworkFault(
                    1,
                    1,
                    "",
                    Placement.TOO_LARGE,
                    new Text(
                            "Styrmodellen blir en post på " + bytes + " byte; högst " + Topic.MAX_INPUT_BYTES
                                    + " tas emot, hur väl den än går att komprimera.",
                            "The framework becomes a record of " + bytes + " bytes; at most " + Topic.MAX_INPUT_BYTES
                                    + " are accepted, regardless of compression."))));
        }
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
        GoalFrameworkReader.Reading.Document document = (GoalFrameworkReader.Reading.Document) reading;
        try {
            FrameworkVersion version = FrameworkVersion.read(document.yaml());
            GoalFramework framework = version.framework();
            List<Fault> misplaced = placement.faults(
                    record, framework.organisation(), Keys.framework(framework.organisation(), framework.id()));
            return misplaced.isEmpty()
                    ? new Intake.Accepted<>(new Applied(version, document.yaml(), document.justification()))
                    : rejected(misplaced);
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
