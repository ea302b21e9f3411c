package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.picture.Trend;

/**
 * How a goal area stands against the year before: its mean over the indicators that were assessed in both years, with no
 * break between.
 */
final class GoalAreaTrend {
    private static final Fraction UNCHANGED_WITHIN = Fraction.of(new BigDecimal("0.05"));

    private GoalAreaTrend() {}

    /** Returns the trend of {@code area}; empty when no indicator can be compared. */
    static Optional<Trend> of(
            GoalArea area, Map<String, IndicatorAssessment> thisYear, Map<String, IndicatorAssessment> yearBefore) {
        WeightedMean gain = new WeightedMean();
        for (GoalArea.WeightedIndicator part : area.indicators()) {
            Optional<Fraction> now = Optional.of(thisYear.get(part.indicator()))
                    .filter(IndicatorAssessment::isComparable)
                    .flatMap(IndicatorAssessment::attainment);
            Optional<Fraction> before =
                    Optional.ofNullable(yearBefore.get(part.indicator())).flatMap(IndicatorAssessment::attainment);
            if (now.isPresent() && before.isPresent()) {
                gain.add(now.get().minus(before.get()), Fraction.of(part.weight()));
            }
        }
        return gain.mean().map(mean -> Trend.of(mean, UNCHANGED_WITHIN));
    }
}
