package se.malbild.schemas.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Decides what a record of {@link Topic#INDICATOR_EVENTS} is: an observation in its place, or everything that is wrong
 * with it. Every reader of the topic that asks this says the same. One per thread.
 */
public final class EventIntake {
    private final IndicatorEventReader reader;
    private final Placement placement;
    private final ObservationDraft draft = new ObservationDraft();

    /** @param partitions of the topic */
    public EventIntake(WriterSchemas schemas, int partitions) {
        this(schemas, new Placement(partitions));
    }

    private EventIntake(WriterSchemas schemas, Placement placement) {
        this.reader = new IndicatorEventReader(schemas);
        this.placement = placement;
    }

    /** Returns one that finds nothing wrong with the partition of a record. */
    public static EventIntake anywhere(WriterSchemas schemas) {
        return new EventIntake(schemas, Placement.anywhere());
    }

    /** Judges {@code record}. Never throws and never blocks, whatever the bytes are. */
    public Intake<Observation> judge(InputRecord record) {
        if (record.isTooLarge()) {
            return new Intake.Rejected<>(Intake.Claim.NONE, List.of(Placement.tooLarge(record)));
        }
        IndicatorEventReader.Reading reading = reader.read(record.value(), draft);
        if (reading instanceof IndicatorEventReader.Reading.UnknownSchema unknown) {
            return new Intake.UnknownSchema<>(unknown.id());
        }
        if (reading instanceof IndicatorEventReader.Reading.Faulty faulty) {
            return new Intake.Rejected<>(Intake.Claim.NONE, faulty.faults());
        }
        try {
            Observation observation = draft.build();
            String organisation = observation.cell().organisation();
            List<Fault> misplaced = placement.faults(record, organisation, Keys.event(organisation));
            return misplaced.isEmpty()
                    ? new Intake.Accepted<>(observation)
                    : new Intake.Rejected<>(claim(misplaced), misplaced);
        } catch (InvalidObservationException invalid) {
            List<Fault> faults = new ArrayList<>(invalid.faults());
            // Without a municipality code nobody can say where the event should lie.
            if (faults.stream().noneMatch(fault -> fault.field().equals("organisation"))) {
                faults.addAll(placement.faults(record, draft.organisation(), Keys.event(draft.organisation())));
            }
            return new Intake.Rejected<>(claim(faults), faults);
        }
    }

    private Intake.Claim claim(List<Fault> faults) {
        Set<String> atFault = faults.stream().map(Fault::field).collect(Collectors.toSet());
        return new Intake.Claim(
                claimed(draft.eventId(), "eventId", atFault),
                claimed(draft.organisation(), "organisation", atFault),
                // Also a department that is written badly: whoever looks for it looks for what was written.
                Optional.of(draft.department()).filter(id -> !id.isBlank()),
                atFault.contains("year") ? OptionalInt.empty() : draft.year());
    }

    private static Optional<String> claimed(String id, String field, Set<String> atFault) {
        return atFault.contains(field) ? Optional.empty() : Optional.of(id);
    }
}
