package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.picture.Trend;

/**
 * How a goal area stands against the year before: by its means over the indicators that were assessed in both years, with no
 * break between.
 *
 * @param now the year's mean, exact, 0 to 1
 * @param before the mean of the year before, exact, 0 to 1
 */
public record GoalAreaTrend(Fraction now, Fraction before) {
    /** How far apart the means of an unchanged goal area may be. */
    public static final BigDecimal UNCHANGED_WITHIN = new BigDecimal("0.05");

    /**
     * Returns how {@code area} stands; empty when no indicator can be compared.
     *
     * @param now the year's attainment by indicator id, empty also for want of a comparable year before
     * @param before that of the year before
     */
    public static Optional<GoalAreaTrend> of(
            GoalArea area, Function<String, Optional<Fraction>> now, Function<String, Optional<Fraction>> before) {
        WeightedMean meanNow = new WeightedMean();
        WeightedMean meanBefore = new WeightedMean();
        for (GoalArea.WeightedIndicator part : area.indicators()) {
            Optional<Fraction> attainment = now.apply(part.indicator());
            Optional<Fraction> attainmentBefore = before.apply(part.indicator());
            if (attainment.isPresent() && attainmentBefore.isPresent()) {
                Fraction weight = Fraction.of(part.weight());
                meanNow.add(attainment.get(), weight);
                meanBefore.add(attainmentBefore.get(), weight);
            }
        }
        return meanNow.mean().flatMap(mean -> meanBefore.mean().map(other -> new GoalAreaTrend(mean, other)));
    }

    public Trend trend() {
        return Trend.of(now.minus(before), Fraction.of(UNCHANGED_WITHIN));
    }
}
