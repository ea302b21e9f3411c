package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;

/** One goal area in one year. Its {@link Standing#levels} count indicators. */
public record GoalAreaPicture(
        String id,
        Text statement,
        Standing standing,
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
}
