package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import se.malbild.dashboard.view.DepartmentReport;
import se.malbild.dashboard.view.DepartmentReport.Status;
import se.malbild.dashboard.view.Reporting;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.report.words.PictureWords;

/**
 * A department in one year: what it answers for, and what it has and has not reported.
 *
 * @param lines what it is to report or has reported: the lowest attainment first and those without any last, otherwise in the order
 *     of the indicators' titles
 */
public record Board(Subject subject, Department department, Reporting reporting, List<ReportLine> lines) {
    private static final Comparator<Optional<BigDecimal>> LOWEST_FIRST =
            Comparator.comparing(share -> share.orElse(BigDecimal.TEN));

    public Board {
        lines = List.copyOf(lines);
    }

    /** Returns the departments of the subject's year, in the order of the framework. */
    static List<Board> all(Subject subject) {
        Reporting reporting = subject.reporting();
        List<IndicatorYears> indicators = subject.indicators();
        return reporting.departments().stream()
                .map(department -> of(subject, department, reporting, indicators))
                .toList();
    }

    /** Returns the department {@code id}; empty when the framework of the subject's year has none of that id. */
    static Optional<Board> of(Subject subject, String id) {
        return Optional.ofNullable(subject.framework().departmentsById().get(id))
                .map(department -> of(subject, department, subject.reporting(), subject.indicators()));
    }

    private static Board of(
            Subject subject, Department department, Reporting reporting, List<IndicatorYears> indicators) {
        return new Board(
                subject,
                department,
                reporting,
                indicators.stream()
                        .flatMap(indicator -> reporting.about(indicator.id()).stream()
                                .filter(report -> report.department().equals(department.id()))
                                .map(report -> new ReportLine(indicator, report)))
                        .sorted(Comparator.comparing(ReportLine::attainment, LOWEST_FIRST))
                        .toList());
    }

    public String id() {
        return department.id();
    }

    public String name() {
        return subject.words().say(department.name());
    }

    public boolean exists() {
        return department.existsIn(subject.year());
    }

    /** Returns the years whose framework has it. */
    public List<Integer> years() {
        return subject.years().stream()
                .filter(year -> subject.in(year).framework().departmentsById().containsKey(id()))
                .toList();
    }

    /** Returns the goal areas that it is responsible for. */
    public List<GoalAreaPicture> goalAreas() {
        return reporting.goalAreas(id());
    }

    public List<ReportingDeadline> deadlines() {
        return reporting.deadlines(id());
    }

    /** Returns the last day of {@code deadline}, with what is to be reported by then. */
    public String said(ReportingDeadline deadline) {
        PageLanguage words = subject.words();
        return words.partOfYear(deadline.period(subject.year()))
                + words.say(": senast ", ": by ")
                + words.day(deadline.lastDay(subject.year()));
    }

    public long expected() {
        return count(DepartmentReport::isExpected);
    }

    /** Returns how many of those that it is to report it has reported a value of. */
    public long reported() {
        return count(report -> report.isExpected() && report.status() == Status.REPORTED);
    }

    private long count(Predicate<DepartmentReport> which) {
        return lines.stream().map(ReportLine::report).filter(which).count();
    }

    /** Returns what is left for it to report. */
    public List<MissingReport> missing() {
        return reporting.missing().of(department).missing();
    }

    /** Returns of how many indicators something is left for it to report. */
    public long incomplete() {
        return missing().stream().map(MissingReport::indicator).distinct().count();
    }

    /** Tells whether it is not shown of some indicator whether the department has reported it. */
    public boolean hasNotShown() {
        return count(report -> report.status() == Status.NOT_SHOWN) > 0;
    }

    /** Returns how many of the indicators that are due have each level or status. */
    public List<PictureWords.Count> levels() {
        Map<String, Integer> levels = new LinkedHashMap<>();
        due().forEach(line -> levels.merge(line.report().indicator().level(), 1, Integer::sum));
        return subject.counts(levels);
    }

    private Stream<ReportLine> due() {
        return lines.stream().filter(line -> line.report().status() != Status.NOT_DUE);
    }

    public boolean hasGenders() {
        return lines.stream().anyMatch(ReportLine::hasGenders);
    }

    public boolean hasForecasts() {
        return lines.stream().anyMatch(line -> line.forecast().isPresent() || line.hides(Suppressed.FORECAST));
    }

    /** Tells whether something is not shown because of small groups. */
    public boolean isSuppressed() {
        return lines.stream().anyMatch(ReportLine::isSuppressed);
    }
}
