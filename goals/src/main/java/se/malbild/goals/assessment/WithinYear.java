package se.malbild.goals.assessment;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
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
        Optional<Winner> wholeYear = wholeYear(parts);
        if (wholeYear.isPresent()) {
            return cells.outcome(wholeYear.get());
        }
        List<Winner> usable = usable(parts);
        if (usable.isEmpty()) {
            return whyNoValue(parts);
        }
        return indicator.withinYear() == WithinYearMethod.LAST
                ? cells.outcome(latest(usable))
                : together(widest(usable));
    }

    /** Tells whether what {@code parts}, of which there may be none, say of the year is of all of it. */
    boolean isOfWholeYear(List<Winner> parts) {
        if (wholeYear(parts).isPresent()) {
            return true;
        }
        List<Winner> usable = usable(parts);
        if (usable.isEmpty()) {
            return false;
        }
        int year = Period.Granularity.YEAR.months();
        return indicator.withinYear() == WithinYearMethod.LAST
                ? latest(usable).observation().cell().period().endMonth() == year
                : months(widest(usable)) == year;
    }

    private Optional<Winner> wholeYear(List<Winner> parts) {
        return parts.stream()
                .filter(winner -> winner.observation().cell().period().isWholeYear())
                .filter(cells::isConclusive)
                .findFirst();
    }

    /**
     * Returns what is said of the value of {@code department} when it is made of parts that do not cover the year, unless
     * that is as the framework wants it.
     *
     * @param parts its winners, from which {@link #value} has found a value
     */
    Optional<Text> partOfYear(Text department, List<Winner> parts) {
        if (indicator.withinYear() == WithinYearMethod.LAST || indicator.withinYear() == WithinYearMethod.SUM) {
            return Optional.empty();
        }
        int months = months(widest(usable(parts)));
        return months == Period.Granularity.YEAR.months()
                ? Optional.empty()
                : Optional.of(new Text(
                        "Värdet från " + department.sv() + " omfattar " + months + " av årets 12 månader.",
                        "The value from " + department.en() + " covers " + months + " of the year's 12 months."));
    }

    /** As the latest part says; that it does not apply is the reason only when no part has another. */
    private Outcome<Quantity> whyNoValue(List<Winner> parts) {
        List<Winner> applicable = parts.stream()
                .filter(part -> !CellValues.isNotApplicable(cells.outcome(part)))
                .toList();
        return cells.outcome(latest(applicable.isEmpty() ? parts : applicable));
    }

    private List<Winner> usable(List<Winner> parts) {
        return parts.stream().filter(cells::hasValue).toList();
    }

    private static Winner latest(List<Winner> parts) {
        return parts.stream().max(BY_END).orElseThrow();
    }

    /** The parts of the length that covers most months of the year, the longer when two cover as much. */
    private static List<Winner> widest(List<Winner> usable) {
        Map<Period.Granularity, List<Winner>> longestFirst = usable.stream()
                .collect(Collectors.groupingBy(
                        WithinYear::granularity, () -> new EnumMap<>(Period.Granularity.class), Collectors.toList()));
        return longestFirst.values().stream()
                .reduce((longer, shorter) -> months(shorter) > months(longer) ? shorter : longer)
                .orElseThrow();
    }

    private Outcome<Quantity> together(List<Winner> widest) {
        int required = required(granularity(widest.get(0)).inYear());
        if (widest.size() < required) {
            return Outcome.notMeasured(
                    "parts-missing",
                    widest.size() + " av " + required + " delar av året är rapporterade.",
                    widest.size() + " of " + required + " parts of the year have been reported.");
        }
        List<Quantity> parts = widest.stream().map(cells::value).toList();
        return Outcome.found(
                switch (indicator.withinYear()) {
                    case SUM -> Quantity.derived(Quantity.sum(parts), Quantity.persons(parts));
                    case MEAN -> Quantity.derived(Quantity.mean(parts), meanCount(parts));
                    case MAX -> Quantity.highest(parts);
                    case MIN -> Quantity.lowest(parts);
                    case LAST -> throw new AssertionError("the last part is taken as it is");
                });
    }

    private int required(int ofYear) {
        int otherwise = indicator.withinYear() == WithinYearMethod.SUM ? ofYear : 1;
        return Math.min(ofYear, indicator.requiredParts().orElse(otherwise));
    }

    /** The parts of a year count the same persons again, so their mean stands behind the year. */
    private static Optional<Fraction> meanCount(List<Quantity> parts) {
        return Quantity.persons(parts).map(persons -> persons.dividedBy(Fraction.of(parts.size())));
    }

    private static int months(List<Winner> parts) {
        return parts.size() * granularity(parts.get(0)).months();
    }

    private static Period.Granularity granularity(Winner winner) {
        return winner.observation().cell().period().granularity();
    }
}
