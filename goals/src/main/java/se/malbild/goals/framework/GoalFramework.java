package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.malbild.goals.Text;

/**
 * What an organisation has decided to reach and how that is measured and judged: one versioned document.
 *
 * @param id the framework's id, the same in all its versions
 * @param version from 1; the greatest version is in force
 * @param organisation SCB municipality code, four digits
 * @param notice what every page and report of the framework says about itself
 * @param from first year of the period
 * @param to last year of the period
 * @param historyFrom first year whose observations are kept for trend and comparison, at most {@code from}
 * @param minimumCoverage share of the due weight, 0 to 1, below which a goal area cannot be assessed
 * @param withdrawn whether the framework no longer applies; its pictures are then taken away
 * @param districts ids of the districts that together are the whole municipality; none when they are not declared
 * @param reporting by when the departments report, in the order of the document
 * @param atMostPerDepartment how much one department is meant to answer for
 * @param smallestGroup persons that must stand behind a value that is shown, from 1
 * @param indicators each defined once, in the order of the document
 * @param strategicAreas in the order of the document
 */
public record GoalFramework(
        String id,
        int version,
        String organisation,
        Text title,
        Optional<Text> vision,
        Optional<Text> notice,
        int from,
        int to,
        int historyFrom,
        BigDecimal minimumCoverage,
        boolean withdrawn,
        Scale scale,
        List<Department> departments,
        List<String> districts,
        List<ReportingDeadline> reporting,
        DepartmentLimits atMostPerDepartment,
        int smallestGroup,
        List<Indicator> indicators,
        List<StrategicArea> strategicAreas) {

    public GoalFramework {
        departments = List.copyOf(departments);
        districts = List.copyOf(districts);
        reporting = List.copyOf(reporting);
        indicators = List.copyOf(indicators);
        strategicAreas = List.copyOf(strategicAreas);
    }

    /** Returns the years of the period, which are the years a picture is drawn of. */
    public IntStream years() {
        return IntStream.rangeClosed(from, to);
    }

    /** Returns all goal areas in the order of the document. */
    public List<GoalArea> goalAreas() {
        return strategicAreas.stream()
                .flatMap(area -> area.goalAreas().stream())
                .toList();
    }

    /** Returns the indicators by their id. */
    public Map<String, Indicator> indicatorsById() {
        return indicators.stream().collect(Collectors.toUnmodifiableMap(Indicator::id, Function.identity()));
    }

    /** Returns the departments by their id, in the order of the document. */
    public Map<String, Department> departmentsById() {
        Map<String, Department> byId = new LinkedHashMap<>();
        departments.forEach(department -> byId.put(department.id(), department));
        return byId;
    }

    /** Tells whether observations of {@code year} are used: in the period, or in the history before it. */
    public boolean covers(int year) {
        return year >= historyFrom && year <= to;
    }
}
