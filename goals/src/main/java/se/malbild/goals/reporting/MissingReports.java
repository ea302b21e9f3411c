package se.malbild.goals.reporting;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.reporting.MissingReport.Standing;

/**
 * Who has not reported what in one year of a framework: a function of the framework and the observations. What is missing
 * names no number, so it may be told of small groups too. A value that was taken back is missing; one that is disregarded is not.
 *
 * @param departments those that are to report something, in the order of the framework
 * @param missing by department, in the order of the framework; then by last day; then in the order of its indicators
 * @param withoutValue what is reported without a value, and so is not missing
 * @param notShown of which indicators and departments it is not told here whether they are reported
 */
public record MissingReports(
        GoalFramework framework,
        int year,
        List<Department> departments,
        List<MissingReport> missing,
        List<ValuelessReport> withoutValue,
        List<NotShown> notShown) {
    private static final Comparator<MissingReport> BY_LAST_DAY =
            Comparator.comparing(report -> report.lastDay().orElse(LocalDate.MAX));

    /** An indicator and a department that is to report it. */
    public record NotShown(Indicator indicator, String department) {}

    public MissingReports {
        departments = List.copyOf(departments);
        missing = List.copyOf(missing);
        withoutValue = List.copyOf(withoutValue);
        notShown = List.copyOf(notShown);
    }

    /** Returns what is missing of all that {@code observed} has. */
    public static MissingReports of(GoalFramework framework, int year, Observed observed) {
        return of(
                framework,
                year,
                indicator -> Optional.of(observed.cells(indicator.series(), year).stream()
                        .map(Winner::observation)
                        .toList()));
    }

    /**
     * Returns what is missing where the observations of some indicators are not known.
     *
     * @param observations the winners of the cells of an indicator in the year; empty when not all that it measures are known
     */
    public static MissingReports of(
            GoalFramework framework, int year, Function<Indicator, Optional<List<Observation>>> observations) {
        List<IndicatorReports> due = framework.indicators().stream()
                .filter(indicator -> indicator.dueYears().contains(year))
                .map(indicator -> new IndicatorReports(framework, indicator, year, observations.apply(indicator)))
                .toList();
        List<Department> departments = framework.departments().stream()
                .filter(department -> due.stream().anyMatch(reports -> reports.isExpected(department)))
                .toList();
        Stream<MissingReport> missing = departments.stream()
                .flatMap(department ->
                        of(department, due, IndicatorReports::missing).sorted(BY_LAST_DAY));
        return new MissingReports(
                framework,
                year,
                departments,
                Stream.concat(missing, due.stream().flatMap(IndicatorReports::missingOfNobody))
                        .toList(),
                departments.stream()
                        .flatMap(department -> of(department, due, IndicatorReports::withoutValue))
                        .toList(),
                departments.stream()
                        .flatMap(department -> of(department, due, IndicatorReports::notShown))
                        .toList());
    }

    private static <T> Stream<T> of(
            Department department, List<IndicatorReports> due, BiFunction<IndicatorReports, String, Stream<T>> what) {
        return due.stream()
                .filter(reports -> reports.isExpected(department))
                .flatMap(reports -> what.apply(reports, department.id()));
    }

    /** Returns the same of one department alone. */
    public MissingReports of(Department department) {
        return new MissingReports(
                framework,
                year,
                List.of(department),
                missing.stream()
                        .filter(report -> report.department().equals(Optional.of(department.id())))
                        .toList(),
                withoutValue.stream()
                        .filter(report -> report.cell().department().equals(department.id()))
                        .toList(),
                notShown.stream()
                        .filter(report -> report.department().equals(department.id()))
                        .toList());
    }

    /** Returns what nobody is named to report. */
    public List<MissingReport> ofNobody() {
        return missing.stream().filter(report -> report.department().isEmpty()).toList();
    }

    /** Returns how much of what is missing stands as {@code standing} on {@code day}. */
    public List<MissingReport> standing(Standing standing, LocalDate day) {
        return missing.stream().filter(report -> report.on(day) == standing).toList();
    }
}
