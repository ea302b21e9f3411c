package se.malbild.goals.assessment;

import java.util.Collection;
import se.malbild.goals.observation.Winner;

/** What is known of an organisation's cells: the second argument of the function from frameworks and observations. */
@FunctionalInterface
public interface Observed {
    /** Returns the winner of every cell of {@code series} in {@code year}, in any order. */
    Collection<Winner> cells(String series, int year);
}
