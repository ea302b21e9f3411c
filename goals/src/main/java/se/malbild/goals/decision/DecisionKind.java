package se.malbild.goals.decision;

/** What kind of decision about a year it is. */
public enum DecisionKind {
    /** What was known at a place in the log is what stands on an official date, such as 31 August. */
    MARKED,
    /** A department's figures of the year are complete, and somebody other than their sender has reviewed them. */
    READY,
    /** The board's own judgement (<i>samlad bedömning</i>) of a goal area, a strategic area or the municipality. */
    JUDGED,
    /** A department's analysis of an indicator or area that it is responsible for. */
    COMMENTED,
    /** The year is closed (<i>bokslut</i>), with the picture of the annual report. */
    CLOSED,
    /** The year is open again. */
    REOPENED;

    /** Returns in which role it is decided. */
    public Author.Role role() {
        return switch (this) {
            case READY, COMMENTED -> Author.Role.DEPARTMENT;
            case MARKED, JUDGED, CLOSED, REOPENED -> Author.Role.STEERING_OFFICE;
        };
    }
}
