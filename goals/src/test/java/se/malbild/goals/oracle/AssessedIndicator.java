package se.malbild.goals.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;

/** One indicator in one year: measured, judged, and compared with the due year before. */
final class AssessedIndicator {
    private final Indicator indicator;
    private final SmallGroups smallGroups;
    private final int year;
    private final MeasuredYear now;
    private final Optional<MeasuredYear> before;
    private final Optional<MeasuredYear> baselineYear;
    private final Judged outcome;
    private final MeasuredYear forecast;
    private final boolean isOfWholeYear;
    private final boolean isBrokenSinceBefore;

    AssessedIndicator(
            GoalFramework framework,
            Indicator indicator,
            int year,
            Observations observations,
            SmallGroups smallGroups) {
        this.indicator = indicator;
        this.smallGroups = smallGroups;
        this.year = year;
        this.now = measured(framework, year, observations);
        Optional<Integer> earlier = isDue() ? latestDueBefore(indicator, year) : Optional.empty();
        this.before = earlier.map(one -> measured(framework, one, observations));
        this.isBrokenSinceBefore = earlier.isPresent() && Judgement.isBreakBetween(indicator, earlier.get(), year);
        this.baselineYear = indicator
                .rule()
                .baseline()
                .map(Rule.Baseline::year)
                .filter(one -> framework.historyFrom() <= one && one <= framework.to())
                .map(one -> measured(framework, one, observations));
        this.outcome = judged(now);
        this.forecast = measured(framework, year, observations, Kind.FORECAST);
        this.isOfWholeYear = now.isOfWholeYear();
    }

    /** Forecasts are judged by the same rule. */
    private Judged judged(MeasuredYear measured) {
        if (!isDue()) {
            return new Judged(measured.figure(), new Figure.Unknown("not-due"), "not-due");
        }
        return measured.figure() instanceof Figure.Known known
                ? new Judged(known, new Judgement(indicator, year).of(known.value()), "not-assessed")
                : new Judged(
                        measured.figure(),
                        measured.figure(),
                        measured.isNotMeasured() ? "not-measured" : "not-assessed");
    }

    private MeasuredYear measured(GoalFramework framework, int of, Observations observations) {
        return measured(framework, of, observations, Kind.OUTCOME);
    }

    private MeasuredYear measured(GoalFramework framework, int of, Observations observations, Kind kind) {
        return new MeasuredYear(framework, indicator, of, observations.of(indicator.series(), of), kind, smallGroups);
    }

    private static Optional<Integer> latestDueBefore(Indicator indicator, int year) {
        return indicator.dueYears().stream().filter(due -> due < year).max(Comparator.naturalOrder());
    }

    Indicator indicator() {
        return indicator;
    }

    int year() {
        return year;
    }

    boolean isDue() {
        return indicator.dueYears().contains(year);
    }

    Judged outcome() {
        return outcome;
    }

    /** Whether what is reported is of the whole year, so that nothing is foretold any more. */
    boolean isOfWholeYear() {
        return isOfWholeYear;
    }

    /** "A whole-year outcome ends it." */
    Optional<Judged> forecast() {
        return isOfWholeYear || !forecast.mayHaveAnyValue() ? Optional.empty() : Optional.of(judged(forecast));
    }

    MeasuredYear measured() {
        return now;
    }

    /** The year that trend and change are against, when there is a change. */
    Optional<Integer> changeSince() {
        return change().flatMap(change -> latestDueBefore(indicator, year));
    }

    /** By how much the value has changed since the latest earlier due year. */
    Optional<Rational> change() {
        return isBrokenSinceBefore || now.figure().number().isEmpty()
                ? Optional.empty()
                : before.flatMap(then -> then.figure().number())
                        .map(then -> now.figure().number().orElseThrow().minus(then));
    }

    Optional<String> trend() {
        return change().flatMap(change -> {
                    Rational v = now.figure().number().orElseThrow();
                    return new Judgement(indicator, year).gain(v.minus(change), v);
                })
                .map(gain -> trend(gain, Rational.of(Judgement.tolerance(indicator.rule()))));
    }

    static String trend(Rational gain, Rational tolerance) {
        if (gain.abs().compareTo(tolerance) <= 0) {
            return "unchanged";
        }
        return gain.compareTo(Rational.ZERO) > 0 ? "improved" : "worsened";
    }

    /** The fields that are empty because a group is too small. */
    List<String> suppressed() {
        List<String> fields = new ArrayList<>();
        if (now.isHidden()) {
            fields.add("value");
        }
        if (!isBrokenSinceBefore
                && before.isPresent()
                && (now.isHidden() || before.get().isHidden())) {
            fields.add("change");
        }
        if (forecast().isPresent() && forecast.isHidden()) {
            fields.add("forecast");
        }
        if (now.hides(Gender.WOMEN)) {
            fields.add("women");
        }
        if (now.hides(Gender.MEN)) {
            fields.add("men");
        }
        if (now.hidesADistrict()) {
            fields.add("districts");
        }
        return fields;
    }

    Set<Listed> problems() {
        Set<Listed> problems = new LinkedHashSet<>(now.problems());
        if (!isOfWholeYear) {
            problems.addAll(forecast.problemsOfCells());
        }
        // "A later revision of that observation lists the problem", compared at six decimals.
        if (baselineYear.isPresent() && baselineYear.get().figure() instanceof Figure.Known observed) {
            Rational literal =
                    Rational.of(indicator.rule().baseline().orElseThrow().value());
            if (!observed.value().rounded().equals(literal.rounded())) {
                problems.add(new Listed(
                        "baseline-differs", indicator.id(), baselineYear.get().namedEvent()));
            }
        }
        return problems;
    }

    /** Over the winning outcomes of the years read: this one, the one compared with, and the baseline's; and the forecasts that are not ended. */
    Optional<Instant> observedThrough() {
        List<MeasuredYear> read = new ArrayList<>(List.of(now));
        before.ifPresent(read::add);
        baselineYear.ifPresent(read::add);
        if (!isOfWholeYear) {
            read.add(forecast);
        }
        TreeSet<Instant> seen = new TreeSet<>();
        read.forEach(one -> one.observedThrough().ifPresent(seen::add));
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.last());
    }
}
