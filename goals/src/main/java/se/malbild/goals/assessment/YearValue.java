package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.YearCells.Side;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.AcrossDepartmentsMethod;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Suppressed;

/**
 * From the outcomes, or the forecasts, of one indicator and year to its value: within the year, across departments, and the
 * measure.
 */
final class YearValue {
    /** The code of the reason where nobody has said anything. */
    static final String NO_OBSERVATION = "no-observation";

    private static final Outcome<Quantity> SUPPRESSED = Outcome.notAssessed(
            "small-group",
            "Visas inte, till skydd för enskilda: en grupp är eller kan vara för liten.",
            "Not shown, to protect individuals: a group is or may be too small.");

    private final Indicator indicator;
    private final int year;
    private final Departments departments;
    private final List<String> districts;
    private final Disclosure disclosure;
    private final YearCells cells;
    private final List<String> expected;
    private final CellValues cellValues;
    private final WithinYear withinYear;
    private final Reorganisation reorganisation;
    private final AcrossDepartments acrossDepartments;
    private final Map<Side, Map<String, Outcome<Quantity>>> byDepartment = new HashMap<>();
    private final Map<Side, SideValue> computed = new HashMap<>();

    /**
     * From the cells of one year and kind.
     *
     * @param districts those that are declared, if any are
     * @param disclosure what of the cells may be shown
     * @param cells those of the indicator's series in {@code year}
     */
    YearValue(
            Indicator indicator,
            int year,
            Departments departments,
            List<String> districts,
            Disclosure disclosure,
            YearCells cells) {
        this.indicator = indicator;
        this.year = year;
        this.departments = departments;
        this.districts = districts;
        this.disclosure = disclosure;
        this.cells = cells;
        this.expected = departments.expected(indicator, year);
        this.cellValues = new CellValues(indicator.range(), departments, disclosure.counted());
        this.withinYear = new WithinYear(indicator, cellValues);
        this.reorganisation = new Reorganisation(departments, year, present());
        this.acrossDepartments =
                new AcrossDepartments(indicator.acrossDepartments(), departments, expected, reorganisation);
    }

    /** Returns the value that the rule judges. A small group goes before any other reason why there is none. */
    Outcome<Quantity> value() {
        if (judged().stream().anyMatch(this::isSuppressed)) {
            return SUPPRESSED;
        }
        return switch (indicator.measure()) {
            case TOTAL -> value(Gender.TOTAL);
            case GAP_GENDER -> Disparity.genderGap(value(Gender.WOMEN), value(Gender.MEN));
            case RATIO_GENDER -> Disparity.genderRatio(value(Gender.WOMEN), value(Gender.MEN));
            case GAP_DISTRICT -> {
                Map<String, Outcome<Quantity>> byDistrict = new LinkedHashMap<>();
                judged().forEach(side -> byDistrict.put(side.district(), shown(side)));
                yield Disparity.districtGap(byDistrict);
            }
        };
    }

    private Outcome<Quantity> value(Gender gender) {
        return shown(Side.ofMunicipality(gender));
    }

    private Outcome<Quantity> shown(Side side) {
        return isSuppressed(side) ? SUPPRESSED : of(side).value();
    }

    private boolean isSuppressed(Side side) {
        return !disclosure.shows(side.gender(), side.district())
                && !cells.of(side).isEmpty();
    }

    /** Returns what is empty in the picture because a group is too small, the change left out. */
    Set<Suppressed> suppressed() {
        Set<Suppressed> suppressed = EnumSet.noneOf(Suppressed.class);
        if (value().equals(SUPPRESSED)) {
            suppressed.add(Suppressed.VALUE);
        }
        if (isSuppressed(Side.ofMunicipality(Gender.WOMEN))) {
            suppressed.add(Suppressed.WOMEN);
        }
        if (isSuppressed(Side.ofMunicipality(Gender.MEN))) {
            suppressed.add(Suppressed.MEN);
        }
        if (cells.districts().stream().map(Side::ofDistrict).anyMatch(this::isSuppressed)) {
            suppressed.add(Suppressed.DISTRICTS);
        }
        return suppressed;
    }

    /** Returns the value for one gender in the whole municipality, as it is shown. */
    Optional<BigDecimal> shown(Gender gender) {
        return value(gender).asOptional().map(Quantity::shown);
    }

    /** Returns the value of every district that has one, as it is shown. */
    SortedMap<String, BigDecimal> shownDistricts() {
        SortedMap<String, BigDecimal> shown = new TreeMap<>();
        for (String district : cells.districts()) {
            shown(Side.ofDistrict(district)).asOptional().ifPresent(quantity -> shown.put(district, quantity.shown()));
        }
        return shown;
    }

    /** Returns what of the cells, and of what {@link #value()} is made of, somebody should look at. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(cellProblems());
        for (Side side : judged()) {
            of(side).reporters().forEach(reporter -> partOfYear(reporter, side).ifPresent(problems::add));
            problems.addAll(of(side).problems());
        }
        if (indicator.measure() == Measure.GAP_DISTRICT && !districts.isEmpty()) {
            cells.districts().stream()
                    .filter(district -> !districts.contains(district))
                    .filter(district ->
                            of(Side.ofDistrict(district)).value().asOptional().isPresent())
                    .map(YearValue::unexpectedDistrict)
                    .forEach(problems::add);
        }
        return problems.stream().distinct().toList();
    }

    private static Problem unexpectedDistrict(String district) {
        return new Problem(
                "unexpected-district",
                new Text(
                        "Stadsdelen " + district + " finns inte i styrmodellen och ingår inte i skillnaden.",
                        "The district " + district + " is not in the framework and is no part of the difference."),
                Optional.empty());
    }

    private Optional<Problem> partOfYear(String reporter, Side side) {
        return withinYear
                .partOfYear(departments.name(reporter), cells.of(side).get(reporter))
                .map(message -> new Problem("part-of-year", message, Optional.empty()));
    }

    /** Returns the departments whose values {@link #value()} used: the expected ones first, in the framework's order. */
    List<String> reported() {
        Set<String> reporters =
                judged().stream().flatMap(side -> of(side).reporters().stream()).collect(Collectors.toSet());
        return departments.inOrder(reporters);
    }

    /** Returns the departments that are to report in the year, in the framework's order. */
    List<String> expected() {
        return expected;
    }

    /** Returns the cells that are left aside, each with the reason: outside the range, or others have taken over. */
    Map<Cell, Reason> disregarded() {
        Map<Cell, Reason> disregarded = new HashMap<>();
        for (Winner winner : cells.winners()) {
            whyDisregarded(winner)
                    .ifPresent(why -> disregarded.put(winner.observation().cell(), why));
        }
        return disregarded;
    }

    private Optional<Reason> whyDisregarded(Winner winner) {
        String department = winner.observation().cell().department();
        Optional<Reason> outsideRange =
                cellValues.outsideRange(winner).map(message -> new Reason("outside-range", message));
        return outsideRange.isEmpty() && reorganisation.givesWay(department)
                ? Optional.of(new Reason("replaced-by-successor", reorganisation.givesWayBecause(department)))
                : outsideRange;
    }

    /** Returns what of the cells may be shown. */
    Disclosure disclosure() {
        return disclosure;
    }

    /** Returns the winners the value rests on. */
    List<Winner> winners() {
        return cells.winners();
    }

    /** Returns what of the single cells somebody should look at. */
    List<Problem> cellProblems() {
        return cells.winners().stream()
                .flatMap(winner -> cellValues.problems(winner).stream())
                .toList();
    }

    /** Tells whether anybody has reported a number of what {@link #value()} is made of, or it is not shown whether. */
    boolean isReported() {
        return judged().stream()
                .anyMatch(side -> isSuppressed(side)
                        || cells.of(side).values().stream()
                                .flatMap(List::stream)
                                .anyMatch(cellValues::hasValue));
    }

    /** Tells whether everybody who is to report what {@link #value()} is made of has done so for the whole year. */
    boolean isOfWholeYear() {
        return !judged().isEmpty() && judged().stream().allMatch(this::isOfWholeYear);
    }

    private boolean isOfWholeYear(Side side) {
        Set<String> reporters = new HashSet<>(of(side).reporters());
        if (reporters.isEmpty() || indicator.acrossDepartments() != AcrossDepartmentsMethod.SINGLE) {
            expected.stream()
                    .filter(awaited -> !reorganisation.givesWay(awaited))
                    .forEach(reporters::add);
        }
        Map<String, List<Winner>> parts = cells.of(side);
        return !reporters.isEmpty()
                && reporters.stream()
                        .allMatch(reporter -> withinYear.isOfWholeYear(parts.getOrDefault(reporter, List.of())));
    }

    /** Returns the sides that the measure is made of. */
    List<Side> judged() {
        return switch (indicator.measure()) {
            case TOTAL -> List.of(Side.ofMunicipality(Gender.TOTAL));
            case GAP_GENDER, RATIO_GENDER ->
                List.of(Side.ofMunicipality(Gender.WOMEN), Side.ofMunicipality(Gender.MEN));
            case GAP_DISTRICT ->
                (districts.isEmpty() ? cells.districts() : districts)
                        .stream().map(Side::ofDistrict).toList();
        };
    }

    private SideValue of(Side side) {
        return computed.computeIfAbsent(side, this::compute);
    }

    private SideValue compute(Side side) {
        return acrossDepartments.value(byDepartment(side), noObservation());
    }

    /** Returns what {@code department} alone has for the year, or why it has nothing. */
    Outcome<Quantity> ofDepartment(String department, Side side) {
        return byDepartment(side).getOrDefault(department, noObservation());
    }

    /** Tells whether the cell has a number that counts as one. */
    boolean hasValue(Winner winner) {
        return cellValues.hasValue(winner);
    }

    /** What each department has for the year, or why it has nothing, in the order of the framework. */
    private Map<String, Outcome<Quantity>> byDepartment(Side side) {
        return byDepartment.computeIfAbsent(side, key -> {
            SortedMap<String, List<Winner>> parts = cells.of(side);
            Map<String, Outcome<Quantity>> outcomes = new LinkedHashMap<>();
            departments
                    .inOrder(parts.keySet())
                    .forEach(department -> outcomes.put(department, withinYear.value(parts.get(department))));
            return outcomes;
        });
    }

    /** The expected departments with a value in the municipality's total or, when nobody has that, about anybody. */
    private Set<String> present() {
        Set<String> inTotal = withValue(Side.ofMunicipality(Gender.TOTAL)).collect(Collectors.toSet());
        Stream<String> present = inTotal.isEmpty() ? cells.sides().stream().flatMap(this::withValue) : inTotal.stream();
        return present.filter(expected::contains).collect(Collectors.toSet());
    }

    private Stream<String> withValue(Side side) {
        Map<String, Outcome<Quantity>> outcomes = byDepartment(side);
        return outcomes.keySet().stream()
                .filter(department -> outcomes.get(department).asOptional().isPresent());
    }

    private Outcome<Quantity> noObservation() {
        return Outcome.notMeasured(
                NO_OBSERVATION,
                "Ingen uppgift är rapporterad för " + year + ".",
                "Nothing has been reported for " + year + ".");
    }
}
