package se.malbild.goals.decision;

import java.util.List;
import se.malbild.goals.Fault;

/** What a record about a year turned out to be. */
public sealed interface DecisionRecord {
    /** A decision. */
    record Decided(YearDecision decision) implements DecisionRecord {}

    /** A decision of a kind, or in a role, that a later version knows and this one does not. */
    record OfLaterVersion() implements DecisionRecord {}

    /** No decision, with everything that is wrong with it. */
    record Unreadable(List<Fault> faults) implements DecisionRecord {
        public Unreadable {
            faults = List.copyOf(faults);
        }
    }
}
