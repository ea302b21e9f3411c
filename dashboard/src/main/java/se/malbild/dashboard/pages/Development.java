package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.malbild.dashboard.pages.IndicatorYears.PastYear;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.Mark;
import se.malbild.report.words.Wording.Shown;

/** Everything that a framework measures, through all the years that it has: the history before its period, and the period. */
public final class Development {
    private final Subject subject;
    private final Map<String, IndicatorYears> indicators = new HashMap<>();

    /**
     * A value in one year.
     *
     * @param value empty when there is none, or when it is not shown
     * @param mark the level that was given to it; empty for a year before the period, and where nothing is judged
     * @param isForecastAwaited whether it is the outcome so far of a year that there is a forecast of
     */
    public record Cell(Optional<Shown> value, boolean isSuppressed, Optional<Mark> mark, boolean isForecastAwaited) {}

    /** Of the framework that {@code subject} is about, with the goal areas of its year. */
    Development(Subject subject) {
        this.subject = subject;
        subject.indicators().forEach(indicator -> indicators.put(indicator.id(), indicator));
    }

    public Subject subject() {
        return subject;
    }

    /** Returns every year, the oldest first. */
    public List<Integer> years() {
        return IntStream.rangeClosed(first(), last()).boxed().toList();
    }

    public int first() {
        return subject.framework().historyFrom();
    }

    public int last() {
        return subject.years().get(subject.years().size() - 1);
    }

    /** Tells whether the year is before the period, so that nothing is judged in it. */
    public boolean isHistory(int year) {
        return year < subject.framework().from();
    }

    /** Returns the goal area in {@code year}, where the picture of that year has it. */
    public Optional<GoalAreaPicture> goalArea(String id, int year) {
        return subject.years().contains(year) ? subject.in(year).goalArea(id) : Optional.empty();
    }

    /** Returns the goal area's indicators, in its own order. */
    public List<IndicatorYears> indicatorsOf(GoalAreaPicture area) {
        return area.indicators().stream()
                .map(part -> indicators.get(part.indicator().id()))
                .filter(known -> known != null)
                .toList();
    }

    /** Returns the outcome of {@code indicator} in {@code year}. */
    public Cell outcome(IndicatorYears indicator, int year) {
        IndicatorPicture judged = indicator.byYear().get(year);
        if (judged != null) {
            return new Cell(
                    indicator.numbers().value(judged.value()),
                    judged.suppressed().contains(Suppressed.VALUE),
                    Optional.of(indicator.mark(judged)),
                    judged.forecast().isPresent());
        }
        return past(indicator, year)
                .map(past -> unjudged(indicator.numbers().value(past.value()), past.suppressed(), Suppressed.VALUE))
                .orElse(unjudged(Optional.empty(), Set.of(), Suppressed.VALUE));
    }

    public Cell women(IndicatorYears indicator, int year) {
        return part(indicator, year, Divisions::women, Suppressed.WOMEN);
    }

    public Cell men(IndicatorYears indicator, int year) {
        return part(indicator, year, Divisions::men, Suppressed.MEN);
    }

    private static Cell part(
            IndicatorYears indicator, int year, Function<Divisions, Optional<BigDecimal>> part, Suppressed field) {
        IndicatorPicture judged = indicator.byYear().get(year);
        Optional<Divisions> divisions =
                judged == null ? past(indicator, year).map(PastYear::divisions) : Optional.of(judged.divisions());
        Set<Suppressed> suppressed =
                judged == null ? past(indicator, year).map(PastYear::suppressed).orElse(Set.of()) : judged.suppressed();
        return unjudged(indicator.groupNumbers().value(divisions.flatMap(part)), suppressed, field);
    }

    private static Cell unjudged(Optional<Shown> value, Set<Suppressed> suppressed, Suppressed field) {
        return new Cell(value, suppressed.contains(field), Optional.empty(), false);
    }

    private static Optional<PastYear> past(IndicatorYears indicator, int year) {
        return indicator.pastYears().stream()
                .filter(past -> past.year() == year)
                .findFirst();
    }

    /** Returns the years whose value is the framework's baseline, where those of the goal area have one. */
    public String baselineYears(GoalAreaPicture area) {
        return indicatorsOf(area).stream()
                .flatMap(indicator -> indicator.baseline().stream())
                .map(baseline -> baseline.year())
                .filter(year -> year >= first() && isHistory(year))
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    public boolean isSuppressed() {
        return indicators.values().stream().anyMatch(IndicatorYears::isSuppressed);
    }
}
