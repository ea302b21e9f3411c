package se.malbild.gateway;

import java.util.List;
import java.util.Optional;
import se.malbild.goals.decision.Condition;
import se.malbild.goals.decision.VoidCode;
import se.malbild.goals.decision.YearDecision;

/** What became of what somebody wanted to decide. */
sealed interface DecisionOutcome {
    /**
     * It is in force.
     *
     * @param decision as it lies in the log
     */
    record InForce(YearDecision decision) implements DecisionOutcome {}

    /**
     * It decides nothing.
     *
     * @param first the decision that was there before it, where one stands in its way
     */
    record NoDecision(VoidCode code, Optional<YearDecision> first) implements DecisionOutcome {}

    /** Something is not in order, and nothing was written. */
    record Refused(List<Condition> conditions) implements DecisionOutcome {
        public Refused {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * The picture is another than the author saw, and nothing was written.
     *
     * @param now SHA-256, in hexadecimal, of what it is now
     */
    record PictureChanged(String now) implements DecisionOutcome {}

    /** It was written, or may have been, and whether it is in force is not known. */
    record Unconfirmed() implements DecisionOutcome {}

    /** Returns what metrics call it. */
    default String word() {
        if (this instanceof InForce) {
            return "in-force";
        }
        if (this instanceof NoDecision) {
            return "void";
        }
        return this instanceof Unconfirmed ? "unconfirmed" : "refused";
    }
}
