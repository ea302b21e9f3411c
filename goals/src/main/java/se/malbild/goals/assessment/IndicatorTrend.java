package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.picture.Trend;

/** How an indicator's value stands against the year before; nothing is said over a break. */
final class IndicatorTrend {
    private final Indicator indicator;
    private final int year;
    private final boolean comparable;

    IndicatorTrend(Indicator indicator, int year) {
        this.indicator = indicator;
        this.year = year;
        this.comparable = indicator.breakBetween(year - 1, year).isEmpty();
    }

    /** Returns how {@code value} stands against {@code before}, by the rule's direction and tolerance. */
    Optional<Trend> trend(Fraction value, Fraction before) {
        return comparable ? byRule(value, before) : Optional.empty();
    }

    /** Returns {@code value} less {@code before}, as it is shown. */
    Optional<BigDecimal> change(Fraction value, Fraction before) {
        return comparable ? Optional.of(value.minus(before).rounded()) : Optional.empty();
    }

    private Optional<Trend> byRule(Fraction value, Fraction before) {
        Rule rule = indicator.rule();
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
