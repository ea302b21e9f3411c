package se.malbild.dashboard.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;

/**
 * An observation that took the place of another, or of nothing, as the winner of its cell.
 *
 * @param before what won until then
 * @param now what wins
 */
public record Replacement(Optional<Observation> before, Observation now) {

    /** Returns what replaced what between two lists of winners, in the order of the later one. */
    public static List<Replacement> between(List<Observation> earlier, List<Observation> later) {
        Map<Cell, Observation> before = new HashMap<>();
        earlier.forEach(observation -> before.put(observation.cell(), observation));
        List<Replacement> replaced = new ArrayList<>();
        for (Observation observation : later) {
            Observation won = before.get(observation.cell());
            if (!observation.equals(won)) {
                replaced.add(new Replacement(Optional.ofNullable(won), observation));
            }
        }
        return replaced;
    }
}
