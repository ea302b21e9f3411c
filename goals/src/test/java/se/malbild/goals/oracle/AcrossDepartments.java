package se.malbild.goals.oracle;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/** Step 2: what all departments together say of the year about each group. */
final class AcrossDepartments {
    /**
     * The figure of one group.
     *
     * @param reporters those whose values it rests on
     * @param problems what came up on the way
     */
    record Combined(Figure figure, List<String> reporters, Set<Listed> problems) {}

    private final Indicator indicator;
    private final Reorganisations reorganisations;
    private final List<String> expected;
    private final Map<Group, Map<String, WithinTheYear>> figures = new HashMap<>();
    private final Set<String> expectedWithValue;
    private final Map<Group, Combined> combined = new HashMap<>();

    /** @param reports all that is said of the indicator's series in {@code year} */
    AcrossDepartments(GoalFramework framework, Indicator indicator, int year, List<Reported> reports) {
        this.indicator = indicator;
        this.reorganisations = new Reorganisations(framework);
        this.expected = reorganisations.expected(indicator, year);
        reports.stream()
                .collect(Collectors.groupingBy(report -> Group.of(report.event().cell())))
                .forEach((group, about) -> {
                    Map<String, WithinTheYear> byDepartment = new TreeMap<>();
                    about.stream()
                            .collect(Collectors.groupingBy(
                                    report -> report.event().cell().department()))
                            .forEach((department, its) ->
                                    byDepartment.put(department, WithinTheYear.of(its, indicator)));
                    figures.put(group, byDepartment);
                });
        this.expectedWithValue = expectedWithValue();
    }

    List<String> expected() {
        return expected;
    }

    Set<Group> groups() {
        return figures.keySet();
    }

    /** "In the total of the whole municipality or, if no department has such a total, in any group." */
    private Set<String> expectedWithValue() {
        Set<String> withTotal = withValue(Stream.of(Group.ALL));
        Set<String> withValue = withTotal.isEmpty() ? withValue(figures.keySet().stream()) : withTotal;
        return withValue.stream().filter(expected::contains).collect(Collectors.toSet());
    }

    private Set<String> withValue(Stream<Group> groups) {
        return groups.flatMap(group -> about(group).entrySet().stream())
                .filter(said -> said.getValue().figure() instanceof Figure.Known)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, WithinTheYear> about(Group group) {
        return figures.getOrDefault(group, Map.of());
    }

    /** "Only when all its successors have a value for that year", for the year and not for a group of it. */
    private boolean isReplaced(String department) {
        Set<String> successors = reorganisations.successors(department, expectedWithValue);
        return !successors.isEmpty() && expectedWithValue.containsAll(successors);
    }

    Combined of(Group group) {
        return combined.computeIfAbsent(group, this::combine);
    }

    private Combined combine(Group group) {
        Map<String, WithinTheYear> said = notSetAside(group);
        Set<Listed> problems = new LinkedHashSet<>();
        withValue(Stream.of(group)).stream()
                .filter(this::isReplaced)
                .forEach(department -> problems.add(new Listed("replaced-by-successor", department)));
        List<String> reporters = reorganisations.inOrder(said.keySet().stream()
                .filter(department -> said.get(department).figure() instanceof Figure.Known)
                .toList());
        if (reporters.isEmpty()) {
            return new Combined(reason(said), List.of(), problems);
        }
        List<String> missing = expected.stream()
                .filter(department -> !reporters.contains(department) && !isReplaced(department))
                .toList();
        for (String reporter : reporters) {
            if (!expected.contains(reporter)) {
                problems.add(new Listed("unexpected-department", reporter));
            }
            if (said.get(reporter).months() < 12) {
                problems.add(new Listed(
                        "part-of-year", reporter + " " + said.get(reporter).months()));
            }
        }
        List<String> waiting =
                reporters.stream().filter(this::waitsForSuccessors).toList();
        if (!waiting.isEmpty()) {
            problems.add(new Listed("successor-missing", waiting.toString()));
        }
        List<Figure.Known> values = reporters.stream()
                .map(reporter -> (Figure.Known) said.get(reporter).figure())
                .toList();
        switch (indicator.acrossDepartments()) {
            case SINGLE -> {
                if (reporters.size() > 1) {
                    problems.add(new Listed("several-reporters", reporters.toString()));
                }
            }
            case SUM -> {
                // a missing department is the reason why there is no value
            }
            case MEAN, WEIGHTED_MEAN, MAX, MIN -> {
                if (!missing.isEmpty()) {
                    problems.add(new Listed("department-missing", missing.toString()));
                }
            }
        }
        return new Combined(combined(values, missing), reporters, problems);
    }

    /**
     * Tells whether what is said of {@code group} is of the whole year: all that it rests on, and what every department says that
     * is to report, but where a single one reports.
     */
    boolean isOfWholeYear(Group group) {
        Set<String> toHaveCome = new HashSet<>(of(group).reporters());
        if (toHaveCome.isEmpty() || indicator.acrossDepartments() != Indicator.AcrossDepartmentsMethod.SINGLE) {
            toHaveCome.addAll(expected);
        }
        toHaveCome.removeIf(this::isReplaced);
        Map<String, WithinTheYear> said = about(group);
        return !toHaveCome.isEmpty()
                && toHaveCome.stream()
                        .allMatch(department -> said.containsKey(department)
                                && said.get(department).isOfWholeYear());
    }

    private Map<String, WithinTheYear> notSetAside(Group group) {
        Map<String, WithinTheYear> said = new HashMap<>(about(group));
        said.keySet().removeIf(this::isReplaced);
        return said;
    }

    /** Tells whether some of its successors have a value and others have none yet. */
    private boolean waitsForSuccessors(String predecessor) {
        Set<String> successors = reorganisations.successors(predecessor, expectedWithValue);
        return !expectedWithValue.containsAll(successors) && successors.stream().anyMatch(expectedWithValue::contains);
    }

    private Figure reason(Map<String, WithinTheYear> said) {
        return Figure.Unknown.first(reorganisations.inOrder(said.keySet()).stream()
                        .map(department -> (Figure.Unknown) said.get(department).figure())
                        .toList())
                .orElse(new Figure.Unknown("no-observation"));
    }

    private Figure combined(List<Figure.Known> figures, List<String> missing) {
        List<Rational> values = figures.stream().map(Figure.Known::value).toList();
        return switch (indicator.acrossDepartments()) {
            case SINGLE -> values.size() == 1 ? figures.get(0) : new Figure.Unknown("several-reporters");
            case SUM ->
                missing.isEmpty()
                        ? Figure.Known.derived(WithinTheYear.sum(values))
                        : new Figure.Unknown("department-missing");
            case MEAN -> Figure.Known.derived(WithinTheYear.mean(values));
            case MAX ->
                WithinTheYear.first(
                        figures, Comparator.comparing(Figure.Known::value).reversed());
            case MIN -> WithinTheYear.first(figures, Comparator.comparing(Figure.Known::value));
            case WEIGHTED_MEAN -> weightedMean(figures);
        };
    }

    private static Figure weightedMean(List<Figure.Known> figures) {
        if (figures.stream().anyMatch(figure -> figure.persons().isEmpty())) {
            return new Figure.Unknown("no-count");
        }
        Rational all = Rational.ZERO;
        Rational weighed = Rational.ZERO;
        for (Figure.Known figure : figures) {
            Rational persons = figure.persons().orElseThrow();
            all = all.plus(persons);
            weighed = weighed.plus(figure.value().times(persons));
        }
        return all.isZero() ? new Figure.Unknown("no-persons") : Figure.Known.derived(weighed.dividedBy(all));
    }
}
