package se.malbild.goals.assessment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.WithinYearMethod;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;

/** Step 1: from the parts of a year that one department reports to its value of the year. */
final class WithinYear {
    /** Latest end month, then the longer part. */
    private static final Comparator<Winner> BY_END = Comparator.<Winner>comparingInt(
                    winner -> winner.observation().cell().period().endMonth())
            .thenComparing(WithinYear::granularity, Comparator.reverseOrder());

    private final Indicator indicator;
    private final CellValues cells;

    WithinYear(Indicator indicator, CellValues cells) {
        this.indicator = indicator;
        this.cells = cells;
    }

    /** @param parts one department's winners about one side, at least one */
    Outcome<Quantity> value(List<Winner> parts) {
        List<Winner> usable = parts.stream().filter(cells::hasValue).toList();
        if (usable.isEmpty()) {
            return cells.whyEmpty(parts.stream().max(BY_END).orElseThrow());
        }
        Optional<Winner> wholeYear = usable.stream()
                .filter(winner -> winner.observation().cell().period().isWholeYear())
                .findFirst();
        if (wholeYear.isPresent()) {
            return Outcome.found(cells.value(wholeYear.get()));
        }
        if (indicator.withinYear() == WithinYearMethod.LAST) {
            return Outcome.found(cells.value(usable.stream().max(BY_END).orElseThrow()));
        }
        Period.Granularity coarsest = usable.stream()
                .map(WithinYear::granularity)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return together(usable.stream()
                .filter(winner -> granularity(winner) == coarsest)
                .map(cells::value)
                .toList());
    }

    private Outcome<Quantity> together(List<Quantity> parts) {
        if (indicator.requiredParts().isPresent()
                && parts.size() < indicator.requiredParts().getAsInt()) {
            int required = indicator.requiredParts().getAsInt();
            return Outcome.notMeasured(
                    "parts-missing",
                    parts.size() + " av " + required + " delar av året är rapporterade.",
                    parts.size() + " of " + required + " parts of the year have been reported.");
        }
        return Outcome.found(
                switch (indicator.withinYear()) {
                    case SUM -> Quantity.derived(Quantity.sum(parts), meanCount(parts));
                    case MEAN -> Quantity.derived(Quantity.mean(parts), meanCount(parts));
                    case MAX -> Quantity.highest(parts);
                    case MIN -> Quantity.lowest(parts);
                    case LAST -> throw new AssertionError("the last part is taken as it is");
                });
    }

    /** The parts of a year count the same persons again, so their mean stands behind the year. */
    private static Optional<Fraction> meanCount(List<Quantity> parts) {
        return Quantity.persons(parts).map(persons -> persons.dividedBy(Fraction.of(parts.size())));
    }

    private static Period.Granularity granularity(Winner winner) {
        return winner.observation().cell().period().granularity();
    }
}
