package se.malbild.goals.advice;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;

/** Looks at the departments: when they report, and how much each answers for. */
final class DepartmentAdvice {
    private final GoalFramework framework;
    private final Departments departments;

    private DepartmentAdvice(GoalFramework framework) {
        this.framework = framework;
        this.departments = new Departments(framework);
    }

    static Stream<FrameworkWarning> of(GoalFramework framework) {
        DepartmentAdvice advice = new DepartmentAdvice(framework);
        return framework.departments().stream().flatMap(advice::about);
    }

    private Stream<FrameworkWarning> about(Department department) {
        int reported = mostReportedInAYear(department.id());
        return Stream.of(
                        noDeadline(department, reported),
                        tooMany(
                                department,
                                WarningKind.TOO_MANY_GOAL_AREAS,
                                goalAreas(department.id()),
                                framework.atMostPerDepartment().goalAreas()),
                        tooMany(
                                department,
                                WarningKind.TOO_MANY_INDICATORS,
                                reported,
                                framework.atMostPerDepartment().indicators()))
                .flatMap(Optional::stream);
    }

    private Optional<FrameworkWarning> noDeadline(Department department, int reported) {
        boolean isMissing = reported > 0
                && framework.reporting().stream()
                        .noneMatch(deadline -> deadline.department().equals(department.id()));
        return isMissing
                ? Optional.of(new FrameworkWarning(
                        WarningKind.NO_DEADLINE,
                        department.id(),
                        department.name(),
                        new Text(
                                "Ska rapportera, men det står inte när (reporting).",
                                "Is to report, but it is not said when (reporting).")))
                : Optional.empty();
    }

    private static Optional<FrameworkWarning> tooMany(
            Department department, WarningKind kind, int number, OptionalInt most) {
        return most.isPresent() && number > most.getAsInt()
                ? Optional.of(new FrameworkWarning(
                        kind,
                        department.id(),
                        department.name(),
                        new Text(
                                number + "; styrmodellen anger högst " + most.getAsInt() + ".",
                                number + "; the framework says at most " + most.getAsInt() + ".")))
                : Optional.empty();
    }

    private int goalAreas(String department) {
        return (int) framework.goalAreas().stream()
                .filter(area -> area.responsible().equals(Optional.of(department)))
                .count();
    }

    private int mostReportedInAYear(String department) {
        return framework
                .years()
                .map(year -> (int) framework.indicators().stream()
                        .filter(indicator -> indicator.dueYears().contains(year))
                        .filter(indicator ->
                                departments.expected(indicator, year).contains(department))
                        .count())
                .max()
                .orElse(0);
    }
}
