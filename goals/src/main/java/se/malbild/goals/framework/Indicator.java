package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Text;

/**
 * What is measured, how its cells become one value a year, and how that value is judged.
 *
 * @param series the indicator id that its observations carry; several indicators may share a series
 * @param requiredParts for {@code sum} and {@code mean} within the year: the parts needed, or else it is not measured
 * @param departments ids of the departments expected to report, at least one
 * @param range the values that are possible; others are disregarded and listed
 * @param persons whether persons stand behind the values, so that one without a count counts as a small group
 * @param dueYears the years of the history and the period in which it is to be measured
 * @param breaks the years from which the method differs from the years before
 * @param control whether the municipality controls it, where that is said
 * @param comparison another's value to see it beside, where there is one (jämförelsevärde)
 * @param reason why this indicator and this rule
 */
public record Indicator(
        String id,
        String series,
        Text title,
        Text unit,
        Measure measure,
        WithinYearMethod withinYear,
        OptionalInt requiredParts,
        AcrossDepartmentsMethod acrossDepartments,
        List<String> departments,
        Range range,
        boolean persons,
        NavigableSet<Integer> dueYears,
        List<Break> breaks,
        Optional<Control> control,
        Optional<Comparison> comparison,
        Rule rule,
        Optional<Text> reason) {

    /** What of the cells is judged. */
    public enum Measure {
        TOTAL,
        GAP_GENDER,
        RATIO_GENDER,
        GAP_DISTRICT
    }

    /** How the parts of a year become the year's value. */
    public enum WithinYearMethod {
        LAST,
        SUM,
        MEAN,
        MAX,
        MIN
    }

    /** How the departments' values become one. */
    public enum AcrossDepartmentsMethod {
        SINGLE,
        SUM,
        MEAN,
        WEIGHTED_MEAN,
        MAX,
        MIN
    }

    /** Who decides over what is measured: the municipality itself, together with others, or others. */
    public enum Control {
        OWN,
        SHARED,
        EXTERNAL
    }

    /** The possible values: from {@code lower} to {@code upper}, each where it is known. */
    public record Range(Optional<BigDecimal> lower, Optional<BigDecimal> upper) {
        /** Every value is possible. */
        static final Range UNBOUNDED = new Range(Optional.empty(), Optional.empty());

        public boolean contains(BigDecimal value) {
            return lower.map(bound -> value.compareTo(bound) >= 0).orElse(true)
                    && upper.map(bound -> value.compareTo(bound) <= 0).orElse(true);
        }

        /** Returns how far the values lie apart at most, where both bounds are known. */
        Optional<BigDecimal> width() {
            return upper.flatMap(most -> lower.map(most::subtract));
        }

        /** Returns the values in words, for example ”0–100”. */
        Text words() {
            String from = lower.map(BigDecimal::toPlainString).orElse("");
            String to = upper.map(BigDecimal::toPlainString).orElse("");
            if (from.isEmpty()) {
                return new Text("högst " + to, "at most " + to);
            }
            return to.isEmpty()
                    ? new Text("minst " + from, "at least " + from)
                    : new Text(from + "–" + to, from + "–" + to);
        }
    }

    /** The first {@code year} measured by a new method, and what changed. */
    public record Break(int year, Text reason) {}

    /** Another's value, such as the nation's (jämförelsevärde); never a target by itself. */
    public record Comparison(BigDecimal value, int year, Text source) {}

    public Indicator {
        departments = List.copyOf(departments);
        dueYears = new TreeSet<>(dueYears);
        breaks = List.copyOf(breaks);
    }

    /** Returns the latest break that lies between {@code earlier} and {@code later}, if the method changed there. */
    public Optional<Break> breakBetween(int earlier, int later) {
        return breaks.stream()
                .filter(change -> change.year() > earlier && change.year() <= later)
                .max((a, b) -> Integer.compare(a.year(), b.year()));
    }

    /** Returns the year that {@code year} is compared with: the latest due year before it, when it is due itself. */
    public Optional<Integer> comparedWith(int year) {
        return dueYears.contains(year) ? Optional.ofNullable(dueYears.lower(year)) : Optional.empty();
    }

    /** Returns the years whose cells the indicator's assessment in {@code year} rests on. */
    public SortedSet<Integer> yearsBehind(int year) {
        return Stream.of(Optional.of(year), comparedWith(year), rule.baseline().map(Rule.Baseline::year))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the same indicator, due in {@code years}. */
    Indicator dueIn(Collection<Integer> years) {
        return new Indicator(
                id,
                series,
                title,
                unit,
                measure,
                withinYear,
                requiredParts,
                acrossDepartments,
                departments,
                range,
                persons,
                new TreeSet<>(years),
                breaks,
                control,
                comparison,
                rule,
                reason);
    }
}
