package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;

/**
 * What is to be reached, and what shows whether it is.
 *
 * @param weight how much the goal area counts in the means above it; greater than 0
 * @param responsible id of the department that answers for it, where that is said
 * @param financialManagement whether it counts for sound financial management (god ekonomisk hushållning)
 * @param meansIntro the words before the means, such as "Detta ska ske genom"
 * @param means how it is to be reached
 * @param indicators what shows it, in the order of the document
 */
public record GoalArea(
        String id,
        Text statement,
        BigDecimal weight,
        Optional<String> responsible,
        boolean financialManagement,
        Optional<Text> meansIntro,
        List<Means> means,
        List<WeightedIndicator> indicators) {

    /**
     * One way in which the goal is to be reached.
     *
     * @param followedBy ids of the indicators that follow it; none means that it is not followed up
     */
    public record Means(Text text, List<String> followedBy) {
        public Means {
            followedBy = List.copyOf(followedBy);
        }
    }

    /**
     * An indicator's part in the goal area.
     *
     * @param indicator id of the indicator
     * @param weight how much it counts here; greater than 0
     */
    public record WeightedIndicator(String indicator, BigDecimal weight) {}

    public GoalArea {
        means = List.copyOf(means);
        indicators = List.copyOf(indicators);
    }
}
