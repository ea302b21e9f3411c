package se.malbild.goals.reporting;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.AcrossDepartmentsMethod;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.goals.reporting.MissingReports.NotShown;

/** What is and is not reported of one indicator that is due in a year. */
final class IndicatorReports {
    /** A gap between districts needs so many. */
    private static final int FEWEST_DISTRICTS = 2;

    /** Whom a value is about. */
    private record Side(Gender gender, String district) {
        static Side of(Cell cell) {
            return new Side(cell.gender(), cell.district());
        }
    }

    private final GoalFramework framework;
    private final Indicator indicator;
    private final int year;
    private final boolean isKnown;
    private final List<Observation> outcomes;
    private final Departments departments;
    private final List<String> expected;

    /** @param observations the winners of the indicator's cells in the year, of both kinds; empty when they are not known */
    IndicatorReports(GoalFramework framework, Indicator indicator, int year, Optional<List<Observation>> observations) {
        this.framework = framework;
        this.indicator = indicator;
        this.year = year;
        this.isKnown = observations.isPresent();
        this.outcomes = observations.orElse(List.of()).stream()
                .filter(observation -> observation.cell().kind() == Kind.OUTCOME)
                .toList();
        this.departments = new Departments(framework);
        this.expected = departments.expected(indicator, year);
    }

    /** Tells whether {@code department} is to report the indicator in the year. */
    boolean isExpected(Department department) {
        return expected.contains(department.id());
    }

    /** Returns that it is not shown whether {@code department}, which is expected, has reported; nothing when it is. */
    Stream<NotShown> notShown(String department) {
        return isKnown ? Stream.empty() : Stream.of(new NotShown(indicator, department));
    }

    /** Returns what {@code department}, which is expected, has not reported, as far as it is known. */
    Stream<MissingReport> missing(String department) {
        return isKnown && isAwaited(department)
                ? Asked.of(framework, indicator, year, department).stream()
                        .flatMap(asked -> missing(Optional.of(department), asked, by(department)))
                : Stream.empty();
    }

    /** Tells whether nobody has reported in the place of {@code department}. */
    private boolean isAwaited(String department) {
        boolean isAnybodyEnough = indicator.acrossDepartments() == AcrossDepartmentsMethod.SINGLE;
        boolean isInVain =
                isAnybodyEnough && !hasReported(department) && expected.stream().anyMatch(this::hasReported);
        return !isInVain && !givesWay(department);
    }

    /** Tells whether all that took the place of {@code department} have reported. */
    private boolean givesWay(String department) {
        Set<String> successors = departments.successors(department);
        return !successors.isEmpty()
                && successors.stream()
                        .allMatch(successor ->
                                (expected.contains(successor) && hasReported(successor)) || givesWay(successor));
    }

    private boolean hasReported(String department) {
        return by(department).stream().anyMatch(IndicatorReports::stands);
    }

    /** Tells whether {@code outcome} says something that was not taken back. */
    static boolean stands(Observation outcome) {
        return !(outcome.content() instanceof Content.Retracted);
    }

    /** Returns what is missing when nobody is to report it: the year, unless somebody has all the same. */
    Stream<MissingReport> missingOfNobody() {
        return isKnown && expected.isEmpty()
                ? missing(
                        Optional.empty(),
                        new Asked(Period.of(year), Optional.empty()),
                        outcomes.stream().filter(IndicatorReports::stands).toList())
                : Stream.empty();
    }

    /** Returns where {@code department} has said that there is no value. */
    Stream<ValuelessReport> withoutValue(String department) {
        Set<Side> sides = sides(by(department));
        return by(department).stream()
                .filter(outcome -> sides.contains(Side.of(outcome.cell())))
                .sorted(Comparator.comparing(Observation::cell))
                .flatMap(outcome -> outcome.content() instanceof Content.Missing missing
                        ? Stream.of(new ValuelessReport(indicator, outcome.cell(), missing.reason()))
                        : Stream.empty());
    }

    private Stream<MissingReport> missing(Optional<String> department, Asked asked, List<Observation> own) {
        List<MissingCell> cells = sides(own).stream()
                .flatMap(side -> cells(department, asked, side, own))
                .toList();
        return cells.isEmpty() && !lacksDistricts(own)
                ? Stream.empty()
                : Stream.of(new MissingReport(indicator, department, asked.period(), asked.lastDay(), cells));
    }

    private Stream<MissingCell> cells(Optional<String> department, Asked asked, Side side, List<Observation> own) {
        ReportedYear reported = new ReportedYear(
                indicator,
                own.stream()
                        .filter(outcome -> Side.of(outcome.cell()).equals(side))
                        .toList());
        return reported.missing(asked.period()).stream()
                .map(period -> new MissingCell(
                        new Cell(
                                framework.organisation(),
                                indicator.series(),
                                department.orElse(""),
                                period,
                                side.gender(),
                                side.district(),
                                Kind.OUTCOME),
                        reported.revision(period)));
    }

    private List<Observation> by(String department) {
        return outcomes.stream()
                .filter(outcome -> outcome.cell().department().equals(department))
                .toList();
    }

    /** Returns whom the indicator asks of; of districts that the framework does not name, those that {@code own} has. */
    private Set<Side> sides(List<Observation> own) {
        return switch (indicator.measure()) {
            case TOTAL -> Set.of(new Side(Gender.TOTAL, Cell.WHOLE_MUNICIPALITY));
            case GAP_GENDER, RATIO_GENDER ->
                sides(Stream.of(Gender.WOMEN, Gender.MEN), gender -> new Side(gender, Cell.WHOLE_MUNICIPALITY));
            case GAP_DISTRICT ->
                sides(
                        framework.districts().isEmpty() ? districts(own) : framework.districts().stream(),
                        district -> new Side(Gender.TOTAL, district));
        };
    }

    /** Returns the sides in a fixed order. */
    private static <T> Set<Side> sides(Stream<T> of, Function<T, Side> side) {
        return of.map(side).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Tells whether a gap has nothing to be between: the framework names no districts, and too few have reported. */
    private boolean lacksDistricts(List<Observation> own) {
        return indicator.measure() == Measure.GAP_DISTRICT
                && framework.districts().isEmpty()
                && (districts(own).findAny().isEmpty() || districts(outcomes).count() < FEWEST_DISTRICTS);
    }

    private static Stream<String> districts(List<Observation> outcomes) {
        return outcomes.stream()
                .map(Observation::cell)
                .filter(cell -> cell.gender() == Gender.TOTAL)
                .map(Cell::district)
                .filter(district -> !district.equals(Cell.WHOLE_MUNICIPALITY))
                .distinct()
                .sorted();
    }
}
