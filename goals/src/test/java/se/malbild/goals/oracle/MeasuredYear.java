package se.malbild.goals.oracle;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;

/** From cells to an indicator's value of one year: step 3, after 1 and 2. Of cells or of forecasts, never of both. */
final class MeasuredYear {
    private final GoalFramework framework;
    private final Indicator indicator;
    private final List<Winner> cells;
    private final List<Reported> reports;
    private final SmallGroups.Disclosed disclosed;
    private final AcrossDepartments departments;
    private final Set<String> reporters = new LinkedHashSet<>();
    private final Set<Listed> problems = new LinkedHashSet<>();
    private final Figure figure;

    /** @param winners of the cells of the indicator's series in {@code year}; of these, those of {@code kind} count */
    MeasuredYear(
            GoalFramework framework,
            Indicator indicator,
            int year,
            Collection<Winner> winners,
            Kind kind,
            SmallGroups smallGroups) {
        this.framework = framework;
        this.indicator = indicator;
        // "Forecasts are cells of their own."
        this.cells = winners.stream()
                .filter(winner -> winner.event().cell().kind() == kind)
                .toList();
        this.reports =
                cells.stream().map(winner -> Reported.of(winner, indicator)).toList();
        this.departments = new AcrossDepartments(framework, indicator, year, reports);
        this.disclosed = smallGroups.disclosed(framework, indicator.series(), year, cells);
        listTheCells();
        this.figure = measured();
    }

    /** Of what is counted no event is named: its id could have been made from its content. */
    private void listTheCells() {
        for (Winner winner : cells) {
            if (winner.isReused()) {
                problems.add(new Listed("event-id-reused", "", named(winner.event())));
            }
        }
        for (Reported report : reports) {
            if (report.figure().equals(new Figure.Unknown("outside-range"))) {
                Cell cell = report.event().cell();
                String about = cell.department()
                        + cell.period()
                        + (disclosed.isCounted() ? "" : report.event().content() + "" + cell.kind());
                problems.add(new Listed("outside-range", about, named(report.event())));
            }
        }
    }

    private String named(Observation event) {
        return disclosed.isCounted() ? "" : event.eventId();
    }

    /** The id of the event that states the figure, when it is one and may be named. */
    String namedEvent() {
        return figure instanceof Figure.Known known && !disclosed.isCounted()
                ? known.eventId().orElse("")
                : "";
    }

    private Figure measured() {
        return switch (indicator.measure()) {
            case TOTAL -> judged(Group.ALL);
            case GAP_GENDER ->
                ofGenders((women, men) -> Figure.Known.derived(women.minus(men).abs()));
            case RATIO_GENDER ->
                ofGenders((women, men) ->
                        men.isZero() ? new Figure.Unknown("zero-for-men") : Figure.Known.derived(women.dividedBy(men)));
            case GAP_DISTRICT -> gapOfDistricts();
        };
    }

    /** The figure of a group that the measure rests on: who is behind it and what came up is shown with the value. */
    private Figure judged(Group group) {
        AcrossDepartments.Combined combined = departments.of(group);
        reporters.addAll(combined.reporters());
        problems.addAll(combined.problems());
        return figure(group);
    }

    /** What is not shown is as if it were not there, but that it is said. */
    private Figure figure(Group group) {
        return isHidden(group)
                ? Figure.Unknown.SMALL_GROUP
                : departments.of(group).figure();
    }

    private boolean isHidden(Group group) {
        return departments.groups().contains(group) && !disclosed.shows().test(group);
    }

    private interface Disparity {
        Figure of(Rational women, Rational men);
    }

    private Figure ofGenders(Disparity disparity) {
        Figure women = judged(Group.of(Gender.WOMEN));
        Figure men = judged(Group.of(Gender.MEN));
        if (men.equals(Figure.Unknown.SMALL_GROUP)) {
            return men;
        }
        if (women.number().isEmpty()) {
            return women;
        }
        return men.number().isEmpty()
                ? men
                : disparity.of(women.number().orElseThrow(), men.number().orElseThrow());
    }

    private Figure gapOfDistricts() {
        listUndeclaredDistricts();
        List<Figure> figures = districtsJudged().stream()
                .map(district -> judged(Group.of(district)))
                .toList();
        if (figures.contains(Figure.Unknown.SMALL_GROUP)) {
            return Figure.Unknown.SMALL_GROUP;
        }
        Optional<Figure> hidden = figures.stream()
                .filter(one -> one.number().isEmpty())
                .filter(one -> !one.equals(Figure.Unknown.NOT_APPLICABLE))
                .findFirst();
        if (hidden.isPresent()) {
            return hidden.get();
        }
        List<Rational> values =
                figures.stream().flatMap(one -> one.number().stream()).sorted().toList();
        return values.size() < 2
                ? new Figure.Unknown("too-few-districts")
                : Figure.Known.derived(values.get(values.size() - 1).minus(values.get(0)));
    }

    private List<String> districtsJudged() {
        return framework.districts().isEmpty() ? districtsWithACell() : framework.districts();
    }

    /** The groups that the measure is made of. */
    private List<Group> groups() {
        return switch (indicator.measure()) {
            case TOTAL -> List.of(Group.ALL);
            case GAP_GENDER, RATIO_GENDER -> List.of(Group.of(Gender.WOMEN), Group.of(Gender.MEN));
            case GAP_DISTRICT -> districtsJudged().stream().map(Group::of).toList();
        };
    }

    /** Whether the whole year has come, "of a difference, both groups or all districts". */
    boolean isOfWholeYear() {
        return !groups().isEmpty() && groups().stream().allMatch(departments::isOfWholeYear);
    }

    /** Whether there is a value of any of the groups, even if not enough for a figure; of hidden ones that is not told. */
    boolean mayHaveAnyValue() {
        return isHidden()
                || reports.stream()
                        .anyMatch(report -> report.hasValue()
                                && groups().contains(Group.of(report.event().cell())));
    }

    private List<String> districtsWithACell() {
        return departments.groups().stream()
                .filter(Group::isDistrict)
                .map(Group::district)
                .sorted()
                .toList();
    }

    private void listUndeclaredDistricts() {
        if (!framework.districts().isEmpty()) {
            districtsWithACell().stream()
                    .filter(district -> !framework.districts().contains(district))
                    .filter(district ->
                            departments.of(Group.of(district)).figure().number().isPresent())
                    .forEach(district -> problems.add(new Listed("unexpected-district", district)));
        }
    }

    Figure figure() {
        return figure;
    }

    /** "One side missing is not measured, whichever side it is and for whatever reason", but for a small group. */
    boolean isNotMeasured() {
        List<String> notAssessed = indicator.measure() == Indicator.Measure.TOTAL
                ? List.of("several-reporters", "no-count", "no-persons", "small-group")
                : List.of("small-group");
        return figure instanceof Figure.Unknown unknown && !notAssessed.contains(unknown.why());
    }

    boolean isHidden() {
        return figure.equals(Figure.Unknown.SMALL_GROUP);
    }

    boolean hides(Gender gender) {
        return isHidden(Group.of(gender));
    }

    boolean hidesADistrict() {
        return districtsWithACell().stream().map(Group::of).anyMatch(this::isHidden);
    }

    List<String> expected() {
        return departments.expected();
    }

    List<String> reported() {
        return new Reorganisations(framework).inOrder(reporters);
    }

    /** What is to be looked at in single cells. */
    Set<Listed> problemsOfCells() {
        Set<Listed> ofCells = new LinkedHashSet<>(problems);
        ofCells.removeIf(problem -> !List.of("event-id-reused", "outside-range").contains(problem.code()));
        return ofCells;
    }

    Set<Listed> problems() {
        return problems;
    }

    Figure about(Gender gender) {
        return figure(Group.of(gender));
    }

    /** The figure of every district that something is said about. */
    Map<String, Figure> districts() {
        Map<String, Figure> districts = new TreeMap<>();
        districtsWithACell().forEach(district -> districts.put(district, figure(Group.of(district))));
        return districts;
    }

    Optional<Instant> observedThrough() {
        return cells.stream().map(winner -> winner.event().observedAt()).max(Comparator.naturalOrder());
    }
}
