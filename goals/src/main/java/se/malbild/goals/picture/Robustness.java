package se.malbild.goals.picture;

import java.util.List;
import java.util.Optional;

/**
 * What level a goal area would have if the framework computed it from something else. Each is what the same rules give for
 * the framework that is so changed: the id of a level, or of a status when there would be no attainment.
 *
 * @param decisive the indicators that change the level when they are left out, each alone, in the order of the framework
 * @param equalWeights when all indicators weigh the same
 * @param ownOnly when only the indicators that the municipality controls itself count; empty when there are none
 */
public record Robustness(List<DecisiveIndicator> decisive, String equalWeights, Optional<String> ownOnly) {

    /**
     * An indicator without which the level would be another.
     *
     * @param indicator its id
     * @param level the other level or status
     */
    public record DecisiveIndicator(String indicator, String level) {}

    public Robustness {
        decisive = List.copyOf(decisive);
    }
}
