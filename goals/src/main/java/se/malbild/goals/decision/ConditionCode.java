package se.malbild.goals.decision;

import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.Word;

/** What is to be in order before a year is closed, and before a department is ready. */
public enum ConditionCode {
    /** The municipality as a whole cannot be assessed. */
    BELOW_MINIMUM_COVERAGE,
    /** A department that reports in the year is not ready, or has sent something since. */
    NOT_READY,
    /** Something is not reported. */
    MISSING,
    /** There are records of the municipality that cannot be taken in. */
    UNDECODED,
    /** An earlier year of the period is not closed. */
    EARLIER_YEAR_OPEN,
    /** Of {@link DecisionKind#READY}: a goal area at the lowest level has no comment by the department. Cannot be acknowledged. */
    UNCOMMENTED;

    /** Returns the code as programs exchange it: {@code earlier-year-open}. */
    public String id() {
        return Word.of(this);
    }

    /** Tells whether a year may be closed although the condition is not met, when the author says so. */
    public boolean canBeAcknowledged() {
        return this != UNCOMMENTED;
    }

    /** Returns the code that {@link #id} gives {@code id} of. */
    public static Optional<ConditionCode> of(String id) {
        return Stream.of(values()).filter(code -> code.id().equals(id)).findFirst();
    }
}
