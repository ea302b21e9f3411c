package se.malbild.goals.reporting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.WithinYearMethod;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Period.Granularity;

/**
 * What is to be reported of an indicator: the year, or a part of it that has a last day.
 *
 * @param lastDay by when; empty when the framework does not say
 */
record Asked(Period period, Optional<LocalDate> lastDay) {

    /** Returns what {@code department} is to report of {@code indicator} in {@code year}. */
    static List<Asked> of(GoalFramework framework, Indicator indicator, int year, String department) {
        List<ReportingDeadline> deadlines = framework.reporting().stream()
                .filter(deadline -> deadline.department().equals(department))
                .toList();
        Period whole = Period.of(year);
        if (indicator.withinYear() == WithinYearMethod.LAST) {
            return List.of(new Asked(whole, lastDayOfYear(deadlines, year)));
        }
        List<Asked> asked = new ArrayList<>(deadlines.stream()
                .map(deadline -> new Asked(deadline.period(year), Optional.of(deadline.lastDay(year))))
                .toList());
        boolean isWholeYearAsked = IntStream.rangeClosed(1, Granularity.MONTH.inYear())
                .mapToObj(month -> new Period(year, Granularity.MONTH, month))
                .allMatch(month -> asked.stream().anyMatch(part -> part.period().overlaps(month)));
        if (!isWholeYearAsked) {
            asked.add(new Asked(whole, Optional.empty()));
        }
        return asked;
    }

    /** Of an indicator that is not put together from parts only the year is asked for: by then it can be known. */
    private static Optional<LocalDate> lastDayOfYear(List<ReportingDeadline> deadlines, int year) {
        Optional<LocalDate> ofYear = deadlines.stream()
                .filter(deadline -> deadline.period(year).isWholeYear())
                .map(deadline -> deadline.lastDay(year))
                .findFirst();
        return ofYear.or(() -> deadlines.stream()
                .filter(deadline -> deadline.period(year).endMonth() == Granularity.MONTH.inYear())
                .map(deadline -> deadline.lastDay(year))
                .max(Comparator.naturalOrder()));
    }
}
