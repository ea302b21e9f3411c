package se.malbild.goals.assessment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;

/**
 * What indicators come to together, exact: one of them can be taken out again as if it had never been there.
 *
 * @param sum of weight times attainment
 * @param assessed the weight of what was assessed
 * @param due the weight of what was due
 */
record Tally(Fraction sum, Fraction assessed, Fraction due) {
    /** Returns what {@code parts} come to, where the indicators have the attainments that {@code attainment} tells. */
    static Tally of(
            Collection<WeightedIndicator> parts,
            Map<String, IndicatorAssessment> indicators,
            Function<IndicatorAssessment, Optional<Fraction>> attainment) {
        List<Tally> each = parts.stream()
                .map(part -> of(part, indicators.get(part.indicator()), attainment))
                .toList();
        return new Tally(
                Fraction.sum(each.stream().map(Tally::sum).toList()),
                Fraction.sum(each.stream().map(Tally::assessed).toList()),
                Fraction.sum(each.stream().map(Tally::due).toList()));
    }

    /** Returns what {@code part} comes to by itself. */
    static Tally of(
            WeightedIndicator part,
            IndicatorAssessment indicator,
            Function<IndicatorAssessment, Optional<Fraction>> attainment) {
        Fraction weight = Fraction.of(part.weight());
        Optional<Fraction> judged = attainment.apply(indicator);
        return new Tally(
                judged.map(weight::times).orElse(Fraction.ZERO),
                judged.isPresent() ? weight : Fraction.ZERO,
                indicator.isDue() ? weight : Fraction.ZERO);
    }

    /** Returns this without {@code part}, which is in it. */
    Tally without(Tally part) {
        return new Tally(sum.minus(part.sum), assessed.minus(part.assessed), due.minus(part.due));
    }

    /** Returns the weighted mean of what was assessed, 0 to 1; empty when nothing was. */
    Optional<Fraction> attainment() {
        return assessed.signum() == 0 ? Optional.empty() : Optional.of(sum.dividedBy(assessed));
    }

    /** Returns the share of the due weight that was assessed, 0 to 1; empty when nothing was due. */
    Optional<Fraction> coverage() {
        return due.signum() == 0 ? Optional.empty() : Optional.of(assessed.dividedBy(due));
    }
}
