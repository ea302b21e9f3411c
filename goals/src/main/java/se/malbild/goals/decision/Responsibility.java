package se.malbild.goals.decision;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/** What of a framework a department answers for in a year: what it is to report, and goal areas that name it. */
final class Responsibility {
    private final GoalFramework framework;
    private final Departments departments;
    private final Map<String, Indicator> indicators;
    private final int year;

    Responsibility(GoalFramework framework, int year) {
        this.framework = framework;
        this.departments = new Departments(framework);
        this.indicators = framework.indicatorsById();
        this.year = year;
    }

    /** Returns the goal areas in which {@code department} is to report an indicator. */
    List<GoalArea> reportedAreas(String department) {
        return framework.goalAreas().stream()
                .filter(area -> indicators(area).anyMatch(indicator -> reports(department, indicator)))
                .toList();
    }

    /** Tells whether {@code department} may say anything about an area or an indicator. */
    boolean covers(String department, String subject) {
        return indicators(framework, subject).stream().anyMatch(indicator -> reports(department, indicator))
                || areas(framework, subject)
                        .anyMatch(area -> area.responsible().stream().anyMatch(department::equals));
    }

    private boolean reports(String department, String indicator) {
        return departments.expected(indicators.get(indicator), year).contains(department);
    }

    /** Returns the ids of the indicators of an area, of an indicator itself, or of everything when {@code subject} is {@code ""}. */
    static Set<String> indicators(GoalFramework framework, String subject) {
        Set<String> within = areas(framework, subject)
                .flatMap(Responsibility::indicators)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        framework.indicators().stream()
                .map(Indicator::id)
                .filter(subject::equals)
                .forEach(within::add);
        return within;
    }

    private static Stream<String> indicators(GoalArea area) {
        return area.indicators().stream().map(GoalArea.WeightedIndicator::indicator);
    }

    private static Stream<GoalArea> areas(GoalFramework framework, String subject) {
        return framework.strategicAreas().stream()
                .flatMap(strategic -> strategic.goalAreas().stream()
                        .filter(area -> subject.isEmpty()
                                || strategic.id().equals(subject)
                                || area.id().equals(subject)));
    }
}
