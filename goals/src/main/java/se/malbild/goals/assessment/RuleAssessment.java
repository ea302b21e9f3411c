package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.Break;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.Rule.Baseline;

/** From value to attainment: the four kinds of rule. */
public final class RuleAssessment {
    private final Indicator indicator;
    private final int year;

    RuleAssessment(Indicator indicator, int year) {
        this.indicator = indicator;
        this.year = year;
    }

    /** Tells whether there is any value of {@code indicator} in {@code year} that has an attainment. */
    public static boolean canJudge(Indicator indicator, int year) {
        BigDecimal best =
                indicator.rule().target(year).orElse(BigDecimal.ZERO); // without a target all are judged, or none
        return new RuleAssessment(indicator, year)
                .attainment(Fraction.of(best))
                .asOptional()
                .isPresent();
    }

    /** Returns the attainment, 0 to 1, of {@code value}. */
    Outcome<Fraction> attainment(Fraction value) {
        if (indicator.rule() instanceof Rule.Reach reach) {
            return reach(reach, value);
        }
        if (indicator.rule() instanceof Rule.Improve improve) {
            return comparableBaseline(improve.from())
                    .then(baseline -> Outcome.found(improve(improve, value, baseline)));
        }
        if (indicator.rule() instanceof Rule.Approach approach) {
            return approach.target(year)
                    .map(target -> approach(approach, value, Fraction.of(target)))
                    .orElseGet(this::noTarget);
        }
        return Outcome.found(hold((Rule.Hold) indicator.rule(), value));
    }

    private Outcome<Fraction> reach(Rule.Reach reach, Fraction value) {
        Optional<BigDecimal> declared = reach.target(year);
        if (declared.isEmpty()) {
            return noTarget();
        }
        Optional<Break> change = indicator
                .comparison()
                .filter(other -> reach.target().isComparison())
                .map(Comparison::year)
                .flatMap(compared -> indicator.breakBetween(compared, year));
        if (change.isPresent()) {
            return methodChanged(change.get());
        }
        Fraction target = Fraction.of(declared.get());
        Fraction shortfall = reach.direction().gain(value, target);
        if (shortfall.signum() <= 0) {
            return Outcome.found(Fraction.ONE);
        }
        boolean isWithinTolerance = shortfall.compareTo(Fraction.of(reach.tolerance())) <= 0;
        Fraction least = isWithinTolerance ? Fraction.HALF : Fraction.ZERO;
        if (reach.baseline().isEmpty()) {
            return Outcome.found(least);
        }
        Outcome<Fraction> from = comparableBaseline(reach.baseline().get());
        if (isWithinTolerance && from.asOptional().isEmpty()) {
            return Outcome.found(least);
        }
        return from.then(baseline -> {
            boolean worseSide = reach.direction().gain(baseline, target).signum() > 0;
            return Outcome.found(
                    worseSide
                            ? value.minus(baseline)
                                    .dividedBy(target.minus(baseline))
                                    .clamped()
                                    .max(least)
                            : least);
        });
    }

    private static Fraction improve(Rule.Improve improve, Fraction value, Fraction baseline) {
        Fraction gain = improve.aim().gain(baseline, value);
        Fraction tolerance = Fraction.of(improve.tolerance());
        if (gain.compareTo(tolerance) > 0) {
            return Fraction.ONE;
        }
        return gain.compareTo(tolerance.negated()) >= 0 ? Fraction.HALF : Fraction.ZERO;
    }

    private Outcome<Fraction> approach(Rule.Approach approach, Fraction value, Fraction target) {
        Fraction distance = value.minus(target).abs();
        if (distance.compareTo(Fraction.of(approach.tolerance())) <= 0) {
            return Outcome.found(Fraction.ONE);
        }
        return comparableBaseline(approach.from()).then(baseline -> {
            Fraction atStart = baseline.minus(target).abs();
            return Outcome.found(
                    atStart.signum() == 0
                            ? Fraction.ZERO
                            : Fraction.ONE.minus(distance.dividedBy(atStart)).clamped());
        });
    }

    private static Fraction hold(Rule.Hold hold, Fraction value) {
        Fraction outside = hold.outside(value);
        if (outside.signum() == 0) {
            return Fraction.ONE;
        }
        return outside.compareTo(Fraction.of(hold.margin())) <= 0 ? Fraction.HALF : Fraction.ZERO;
    }

    private Outcome<Fraction> comparableBaseline(Baseline baseline) {
        return indicator
                .breakBetween(baseline.year(), year)
                .map(this::methodChanged)
                .orElseGet(() -> Outcome.found(Fraction.of(baseline.value())));
    }

    private Outcome<Fraction> methodChanged(Break change) {
        return Outcome.notAssessed(
                "method-changed",
                "Metodbyte " + change.year() + ": " + change.reason().sv(),
                "The method changed in " + change.year() + ": "
                        + change.reason().en());
    }

    private Outcome<Fraction> noTarget() {
        return Outcome.notAssessed("no-target", "Inget målvärde för " + year + ".", "No target for " + year + ".");
    }
}
