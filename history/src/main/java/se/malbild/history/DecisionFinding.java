package se.malbild.history;

import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.history.DecidedYear.Place;

/**
 * Something about a decision that somebody should know who relies on it.
 *
 * @param year that it is about; empty when the record's key names none
 * @param place where the decision lies, or of one that is lost, the one that followed it
 * @param decisionId of the decision at {@code place}; empty when it cannot be read
 * @param message what was found
 */
public record DecisionFinding(
        Kind kind, Optional<DecisionYear> year, Place place, Optional<String> decisionId, Text message) {
    /** What was found. */
    public enum Kind {
        /** Integrity: a decision that was in force was removed, or changed, or another was put before it. */
        LOST,
        /** Integrity: a record cannot be read as a decision. */
        UNREADABLE,
        /** A decision is of a kind that only a later version of the program can read. */
        UNKNOWN_KIND,
        /** Integrity: the picture that a year was closed with is not what its hash is of. */
        PICTURE_CHANGED,
        /** Integrity: the events and frameworks that a decision rests on are not those that it says. */
        BASIS_CHANGED,
        /** Integrity: the log has fewer events or frameworks than a decision rests on. */
        BASIS_MISSING,
        /** What the year was closed with is not what the same rules make of the events and frameworks that it rests on. */
        NOT_REPRODUCIBLE,
        /** The rules have changed since the year was closed, and give another picture today. No damage. */
        RULES_CHANGED
    }

    /** Tells whether something is wrong; otherwise it is only good to know. */
    public boolean isFault() {
        return kind != Kind.RULES_CHANGED;
    }
}
