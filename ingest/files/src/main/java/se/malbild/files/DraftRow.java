package se.malbild.files;

import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/** Judges what a row has put into a draft, in the same way for every kind of file. */
final class DraftRow {
    private static final Fault NO_VALUE = new Fault(
            "value-or-reason",
            Column.VALUE.field(),
            new Text(
                    "Raden har inget värde och säger inte varför. Skriv orsaken i bortfall (bortfall, ej tillämpligt eller"
                            + " sekretess), eller ange med --empty vad alla sådana rader betyder: dropout,"
                            + " not-applicable eller skip.",
                    "The row has no value and does not say why. Write the reason in missing (dropout, not applicable or"
                            + " secrecy), or say with --empty what all such rows mean: dropout, not-applicable or"
                            + " skip."));

    private DraftRow() {}

    /**
     * Returns the row that {@code draft} was filled from.
     *
     * @param empty what the row means when it says neither a value nor why there is none; a fault when it is not given
     * @throws InvalidObservationException with every fault of the row, also when it would be skipped without them
     */
    static FileRow of(long number, ObservationDraft draft, Optional<EmptyValue> empty)
            throws InvalidObservationException {
        boolean isEmpty = draft.isWithoutContent();
        if (isEmpty && empty.isPresent()) {
            draft.missing(reason(empty.get()));
        }
        Observation observation = isEmpty && empty.isEmpty() ? unexplained(draft) : draft.build();
        if (isEmpty && empty.equals(Optional.of(EmptyValue.SKIP))) {
            return new FileRow.Skipped(number);
        }
        return new FileRow.Good(number, observation);
    }

    /** A row that is to be skipped has to be right but for its value, so any reason will do. */
    private static MissingReason reason(EmptyValue empty) {
        return empty == EmptyValue.NOT_APPLICABLE ? MissingReason.NOT_APPLICABLE : MissingReason.DROPOUT;
    }

    /** Names, in the place of the fault that a draft has without content, the ways that a file has to say what it means. */
    private static Observation unexplained(ObservationDraft draft) throws InvalidObservationException {
        try {
            return draft.build();
        } catch (InvalidObservationException invalid) {
            throw new InvalidObservationException(invalid.faults().stream()
                    .map(fault -> fault.code().equals(NO_VALUE.code()) ? NO_VALUE : fault)
                    .toList());
        }
    }
}
