package se.malbild.cli.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;

/**
 * What some observations would change of what is known of their cells. It is the winner that counts, and not what was ever
 * said: a value that was corrected and comes back is a change.
 *
 * @param changing those that say something else than the winner and go before it
 * @param unchanged how many say what the winner says, whatever their event id, time and revision
 * @param superseded how many say something else, but lose against the winner
 */
public record CellChanges(List<Observation> changing, int unchanged, int superseded) {
    public CellChanges {
        changing = List.copyOf(changing);
    }

    /**
     * Compares {@code observations} with {@code winners}.
     *
     * @param observations at most one of a cell
     */
    public static CellChanges of(List<Observation> observations, Map<Cell, Winner> winners) {
        List<Observation> changing = new ArrayList<>();
        int unchanged = 0;
        int superseded = 0;
        for (Observation observation : observations) {
            Winner winner = winners.get(observation.cell());
            if (winner == null) {
                changing.add(observation);
            } else if (saysTheSame(observation, winner.observation())) {
                unchanged++;
            } else if (observation.compareRank(winner.observation()) < 0) {
                superseded++;
            } else {
                changing.add(observation);
            }
        }
        return new CellChanges(changing, unchanged, superseded);
    }

    private static boolean saysTheSame(Observation one, Observation other) {
        return one.content().equals(other.content())
                && one.count().equals(other.count())
                && one.source().equals(other.source())
                && one.comment().equals(other.comment());
    }
}
