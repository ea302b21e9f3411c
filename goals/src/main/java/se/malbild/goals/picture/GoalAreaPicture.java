package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;

/**
 * One goal area in one year. Its {@link Standing#levels} count indicators.
 *
 * @param robustness how far the level depends on what it is computed from; empty when there is none
 */
public record GoalAreaPicture(
        String id,
        Text statement,
        Standing standing,
        Optional<Robustness> robustness,
        Optional<Trend> trend,
        Optional<GoalAreaForecast> forecast,
        List<WeightedIndicator> indicators) {

    /**
     * An indicator's part in the goal area.
     *
     * @param weight how much it counts here
     */
    public record WeightedIndicator(BigDecimal weight, IndicatorPicture indicator) {}

    public GoalAreaPicture {
        indicators = List.copyOf(indicators);
    }

    /**
     * Tells whether the level stands: it is the same whichever indicator is left out, and when all weigh the same. Empty when
     * there is no level.
     */
    public Optional<Boolean> stands() {
        return robustness.map(
                other -> other.decisive().isEmpty() && other.equalWeights().equals(standing.level()));
    }
}
