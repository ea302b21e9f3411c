package se.malbild.history;

import java.time.Instant;
import java.util.List;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecisions;

/**
 * What has been decided about a year.
 *
 * @param places where each record about the year lies, in the order of {@link YearDecisions#records}
 */
public record DecidedYear(DecisionYear year, YearDecisions decisions, List<Place> places) {
    /**
     * Where a record lies in {@code year-decisions}.
     *
     * @param partition from 0
     * @param offset from 0
     * @param at when it was appended
     */
    public record Place(int partition, long offset, Instant at) {}

    public DecidedYear {
        places = List.copyOf(places);
    }
}
