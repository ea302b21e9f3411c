package se.malbild.dashboard.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.malbild.dashboard.view.DepartmentReport.Status;
import se.malbild.goals.assessment.DepartmentYear;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.goals.reporting.MissingReports;
import se.malbild.schemas.IndicatorObservations;

/**
 * Who is to report, and who has reported, in one year of a framework. Departments are listed in the order of the framework. For
 * one thread.
 */
public final class Reporting {
    private final FrameworkView view;
    private final Picture picture;
    private final GoalFramework framework;
    private final Map<String, List<DepartmentReport>> byIndicator = new HashMap<>();

    /** Of {@code year}, which {@code view} has a picture of. */
    public Reporting(FrameworkView view, int year) {
        this.view = view;
        this.picture = view.picture(year).orElseThrow().value();
        this.framework = view.frameworkOf(picture);
    }

    public int year() {
        return picture.year();
    }

    public GoalFramework framework() {
        return framework;
    }

    /** Returns the departments that exist in the year, or that something is said of anyway. */
    public List<Department> departments() {
        Set<String> named = new LinkedHashSet<>();
        framework
                .indicators()
                .forEach(indicator -> about(indicator.id()).stream()
                        .map(DepartmentReport::department)
                        .forEach(named::add));
        return framework.departments().stream()
                .filter(department -> department.existsIn(year())
                        || named.contains(department.id())
                        || !goalAreas(department.id()).isEmpty())
                .toList();
    }

    /** Returns the goal areas of the picture that {@code department} is responsible for. */
    public List<GoalAreaPicture> goalAreas(String department) {
        List<String> responsibleFor = framework.goalAreas().stream()
                .filter(area -> area.responsible().filter(department::equals).isPresent())
                .map(area -> area.id())
                .toList();
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> responsibleFor.contains(area.id()))
                .toList();
    }

    /** Returns by when {@code department} is to report; none when the framework does not say. */
    public List<ReportingDeadline> deadlines(String department) {
        return framework.reporting().stream()
                .filter(deadline -> deadline.department().equals(department))
                .toList();
    }

    /** Returns what {@code department} is to report or has reported, in the order of the framework's indicators. */
    public List<DepartmentReport> by(String department) {
        return framework.indicators().stream()
                .flatMap(indicator -> about(indicator.id()).stream())
                .filter(report -> report.department().equals(department))
                .toList();
    }

    /** Returns what every department is to report, or has reported, of {@code indicator}. */
    public List<DepartmentReport> about(String indicator) {
        return byIndicator.computeIfAbsent(indicator, id -> {
            Indicator definition = framework.indicatorsById().get(id);
            Published<IndicatorObservations> record = view.history(id).get(year());
            return definition == null || record == null ? List.of() : reports(definition, record.value());
        });
    }

    /** Returns what is not reported, as far as what is published tells. */
    public MissingReports missing() {
        return MissingReports.of(framework, year(), this::observations);
    }

    /** Returns the year's observations of {@code indicator}; empty when not all that it measures is shown. */
    private Optional<List<Observation>> observations(Indicator indicator) {
        return Optional.ofNullable(view.history(indicator.id()).get(year()))
                .map(Published::value)
                .filter(record -> record.observationsLeftOut() == 0)
                .filter(record -> !record.indicator().suppressed().contains(Suppressed.VALUE))
                .map(record -> record.observations().stream()
                        .filter(observation -> record.shows(observation.cell()))
                        .toList());
    }

    private List<DepartmentReport> reports(Indicator definition, IndicatorObservations record) {
        IndicatorPicture indicator = record.indicator();
        List<DepartmentYear> outcomes = DepartmentYear.of(
                framework, definition, year(), Kind.OUTCOME, record.outcomes(), record.observations());
        List<DepartmentYear> forecasts = indicator.forecast().isEmpty()
                ? List.of()
                : DepartmentYear.of(
                        framework, definition, year(), Kind.FORECAST, record.forecasts(), record.observations());
        Set<String> departments = new LinkedHashSet<>(indicator.departments().expected());
        departments.addAll(indicator.departments().reported());
        Stream.concat(outcomes.stream(), forecasts.stream())
                .map(DepartmentYear::department)
                .forEach(departments::add);
        boolean isDue = !indicator.level().equals(IndicatorAssessment.NOT_DUE);
        List<DepartmentReport> reports = new ArrayList<>();
        for (String department : new Departments(framework).inOrder(departments)) {
            boolean isExpected = isDue && indicator.departments().expected().contains(department);
            Optional<DepartmentYear> own = of(department, outcomes);
            reports.add(new DepartmentReport(
                    department,
                    definition,
                    year(),
                    indicator,
                    isExpected,
                    status(department, record, own, isDue),
                    own,
                    of(department, forecasts),
                    record.observationsLeftOut() > 0));
        }
        return reports;
    }

    private static Optional<DepartmentYear> of(String department, List<DepartmentYear> years) {
        return years.stream()
                .filter(year -> year.department().equals(department))
                .findFirst();
    }

    private static Status status(
            String department, IndicatorObservations record, Optional<DepartmentYear> own, boolean isDue) {
        IndicatorPicture indicator = record.indicator();
        if (indicator.departments().reported().contains(department)) {
            return Status.REPORTED;
        }
        if (own.filter(DepartmentYear::hasReported).isPresent()) {
            return Status.NOT_USED;
        }
        if (!isDue) {
            return Status.NOT_DUE;
        }
        return indicator.suppressed().contains(Suppressed.VALUE) || record.observationsLeftOut() > 0
                ? Status.NOT_SHOWN
                : Status.NOT_REPORTED;
    }
}
