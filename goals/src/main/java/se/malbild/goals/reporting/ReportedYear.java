package se.malbild.goals.reporting;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.WithinYearMethod;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Period.Granularity;

/** Which parts of a year something stands for, of one side of an indicator: a value, or why there is none. */
final class ReportedYear {
    private final Indicator indicator;
    private final SortedMap<Period, Observation> observed = new TreeMap<>();

    /** @param observations of one side and one year, one for each period */
    ReportedYear(Indicator indicator, Collection<Observation> observations) {
        this.indicator = indicator;
        observations.forEach(observation -> observed.put(observation.cell().period(), observation));
    }

    private Stream<Period> reported() {
        return observed.values().stream()
                .filter(IndicatorReports::stands)
                .map(observation -> observation.cell().period());
    }

    /** Returns the periods that are to be reported before {@code asked} is; none when it is. */
    List<Period> missing(Period asked) {
        return isReported(asked) ? List.of() : left(asked);
    }

    private boolean isReported(Period asked) {
        if (isLastOnly()) {
            return reported().anyMatch(period -> period.endMonth() == asked.endMonth());
        }
        return months(asked).allMatch(this::isReportedMonth) || (asked.isWholeYear() && hasRequiredParts());
    }

    /** Tells whether only the end of the year matters. */
    private boolean isLastOnly() {
        return indicator.withinYear() == WithinYearMethod.LAST;
    }

    private boolean hasRequiredParts() {
        return indicator.requiredParts().isPresent()
                && Stream.of(Granularity.values()).anyMatch(this::hasRequiredParts);
    }

    private boolean hasRequiredParts(Granularity length) {
        int required = Math.min(length.inYear(), indicator.requiredParts().orElseThrow());
        return reported().filter(period -> period.granularity() == length).count() >= required;
    }

    /** Returns what is left of {@code asked}, in periods as short as those that are reported of it. */
    private List<Period> left(Period asked) {
        Granularity shortest = reported()
                .filter(asked::overlaps)
                .map(Period::granularity)
                .max(Comparator.naturalOrder())
                .orElse(asked.granularity());
        boolean isDivided = asked.granularity().months() % shortest.months() == 0;
        Granularity length = isDivided ? shortest : Granularity.MONTH;
        return periods(asked.year(), length)
                .filter(asked::overlaps)
                .filter(period -> isLastOnly()
                        ? period.endMonth() == asked.endMonth()
                        : !months(period).allMatch(this::isReportedMonth))
                .toList();
    }

    private boolean isReportedMonth(Period month) {
        return reported().anyMatch(month::overlaps);
    }

    private static Stream<Period> months(Period period) {
        return periods(period.year(), Granularity.MONTH).filter(period::overlaps);
    }

    private static Stream<Period> periods(int year, Granularity length) {
        return IntStream.rangeClosed(1, length.inYear()).mapToObj(number -> new Period(year, length, number));
    }

    /** Returns the least revision that an observation of {@code period}, which is missing, can have and win. */
    int revision(Period period) {
        return observed.containsKey(period) ? observed.get(period).revision() + 1 : 0;
    }
}
