package se.malbild.files;

import java.util.List;
import java.util.Objects;
import se.malbild.goals.observation.Observation;

/** A row of a file: an observation, nothing that is to be sent, or every reason why it is no observation. */
public sealed interface FileRow {

    /** Returns the row's number from 1, as a spreadsheet counts. */
    long number();

    /** A row that says an observation. */
    record Good(long number, Observation observation) implements FileRow {
        public Good {
            Objects.requireNonNull(observation, "observation");
        }
    }

    /** A row without a value, which is to mean {@link EmptyValue#SKIP}. */
    record Skipped(long number) implements FileRow {}

    /**
     * A row that says no observation though it should.
     *
     * @param faults at least one, in the order of the event's fields
     * @param original the row's cells as they stand in the file
     */
    record Faulty(long number, List<CellFault> faults, List<String> original) implements FileRow {
        public Faulty {
            faults = List.copyOf(faults);
            original = List.copyOf(original);
        }
    }
}
