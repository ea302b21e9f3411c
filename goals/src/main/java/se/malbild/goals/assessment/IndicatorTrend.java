package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.picture.Trend;

/** How an indicator's value stands against an earlier one, by the direction and tolerance of its rule. */
final class IndicatorTrend {
    private IndicatorTrend() {}

    /** Returns how {@code value} of {@code year} stands against {@code before}; empty for want of the year's target. */
    static Optional<Trend> of(Rule rule, int year, Fraction value, Fraction before) {
        if (rule instanceof Rule.Reach reach) {
            return Optional.of(trend(reach.direction().gain(before, value), reach.tolerance()));
        }
        if (rule instanceof Rule.Improve improve) {
            return Optional.of(trend(improve.aim().gain(before, value), improve.tolerance()));
        }
        if (rule instanceof Rule.Approach approach) {
            return approach.target(year)
                    .map(target -> new Rule.Toward(target, Optional.empty()))
                    .map(aim -> trend(aim.gain(before, value), approach.tolerance()));
        }
        Rule.Hold hold = (Rule.Hold) rule;
        return Optional.of(trend(hold.outside(before).minus(hold.outside(value)), BigDecimal.ZERO));
    }

    private static Trend trend(Fraction gain, BigDecimal tolerance) {
        return Trend.of(gain, Fraction.of(tolerance));
    }
}
