package se.malbild.goals.decision;

import java.util.List;
import se.malbild.goals.Text;

/**
 * Something that is not in order.
 *
 * @param about ids of the departments, goal areas or years that it is about, in their order; none where it is about the whole year
 * @param message what is not in order, and what would put it right
 */
public record Condition(ConditionCode code, List<String> about, Text message) {
    public Condition {
        about = List.copyOf(about);
    }
}
