package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.ExpectedDepartments;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.AcrossDepartments;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;

/** From the cells of one indicator and year to its value: within the year, across departments, and the measure. */
final class YearValue {
    private static final Comparator<Winner> BY_CELL =
            Comparator.comparing(winner -> winner.observation().cell());

    /** One gender in one district: what departments give a value for. */
    private record Side(Gender gender, String district) {}

    private final Indicator indicator;
    private final int year;
    private final Map<String, Department> departments;
    private final List<String> expected;
    private final List<Winner> outcomes;
    private final Map<Side, SortedMap<String, List<Winner>>> sides;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> reported = new TreeSet<>();

    /** @param cells the winners of the indicator's series in {@code year} */
    YearValue(Indicator indicator, int year, Map<String, Department> departments, Collection<Winner> cells) {
        this.indicator = indicator;
        this.year = year;
        this.departments = departments;
        this.expected = ExpectedDepartments.of(indicator, year, departments);
        this.outcomes = cells.stream()
                .filter(winner -> winner.observation().cell().kind() == Kind.OUTCOME)
                .sorted(BY_CELL)
                .toList();
        this.sides = outcomes.stream()
                .collect(Collectors.groupingBy(
                        winner -> new Side(
                                winner.observation().cell().gender(),
                                winner.observation().cell().district()),
                        Collectors.groupingBy(
                                winner -> winner.observation().cell().department(),
                                TreeMap::new,
                                Collectors.toList())));
    }

    /** Returns the value that the rule judges; notes what it saw on the way. */
    Outcome<Quantity> value() {
        outcomes.forEach(this::noteCellProblems);
        return switch (indicator.measure()) {
            case TOTAL -> side(Gender.TOTAL, Cell.WHOLE_MUNICIPALITY, true);
            case GAP_GENDER ->
                bothGenders((women, men) ->
                        Outcome.found(Quantity.derived(women.minus(men).abs(), Optional.empty())));
            case RATIO_GENDER ->
                bothGenders((women, men) -> men.signum() == 0
                        ? Outcome.notMeasured(
                                "zero-for-men",
                                "Värdet för män är 0, så kvoten finns inte.",
                                "The value for men is 0, so the ratio does not exist.")
                        : Outcome.found(Quantity.derived(women.dividedBy(men), Optional.empty())));
            case GAP_DISTRICT -> gapBetweenDistricts();
        };
    }

    /** Returns the value for one gender in the whole municipality, as it is shown. */
    Optional<BigDecimal> shown(Gender gender) {
        return side(gender, Cell.WHOLE_MUNICIPALITY, false).asOptional().map(Quantity::shown);
    }

    /** Returns the value of every district that has one, as it is shown. */
    SortedMap<String, BigDecimal> shownDistricts() {
        SortedMap<String, BigDecimal> shown = new TreeMap<>();
        for (String district : districts()) {
            side(Gender.TOTAL, district, false)
                    .asOptional()
                    .ifPresent(quantity -> shown.put(district, quantity.shown()));
        }
        return shown;
    }

    /** Returns what {@link #value()} saw that somebody should look at. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the departments whose values {@link #value()} used: the expected ones first, in the framework's order. */
    List<String> reported() {
        return inFrameworkOrder(reported);
    }

    /** Returns the departments that are to report in the year, in the framework's order. */
    List<String> expected() {
        return expected;
    }

    /** Returns the winners the value rests on. */
    List<Winner> outcomes() {
        return outcomes;
    }

    /** Returns the outcomes that are read but left aside, each with the reason. */
    Map<Cell, Reason> refused() {
        Map<Cell, Reason> refused = new HashMap<>();
        for (SortedMap<String, List<Winner>> byDepartment : sides.values()) {
            Map<String, String> successors = new HashMap<>();
            byDepartment.forEach((department, parts) -> {
                if (withinYear(parts).asOptional().isPresent()) {
                    allReplacedBy(department)
                            .forEach(replaced -> successors.merge(replaced, department, YearValue::first));
                }
            });
            byDepartment.forEach((department, parts) ->
                    parts.forEach(winner -> whyRefused(winner, Optional.ofNullable(successors.get(department)))
                            .ifPresent(why -> refused.put(winner.observation().cell(), why))));
        }
        return refused;
    }

    private static String first(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private Optional<Reason> whyRefused(Winner winner, Optional<String> successor) {
        if (winner.observation().content() instanceof Content.Value value
                && !indicator.range().contains(value.number())) {
            return Optional.of(new Reason("outside-range", outsideRange(winner.observation(), value)));
        }
        return successor.map(by -> new Reason(
                "replaced-by-successor", replaced(winner.observation().cell().department(), by)));
    }

    private Outcome<Quantity> bothGenders(BiFunction<Fraction, Fraction, Outcome<Quantity>> compare) {
        Outcome<Quantity> women = side(Gender.WOMEN, Cell.WHOLE_MUNICIPALITY, true);
        Outcome<Quantity> men = side(Gender.MEN, Cell.WHOLE_MUNICIPALITY, true);
        return women.then(forWomen -> men.then(forMen -> compare.apply(forWomen.exact(), forMen.exact())));
    }

    private Outcome<Quantity> gapBetweenDistricts() {
        List<Fraction> values = districts().stream()
                .map(district -> side(Gender.TOTAL, district, true))
                .flatMap(outcome -> outcome.asOptional().stream())
                .map(Quantity::exact)
                .toList();
        if (values.size() < 2) {
            return Outcome.notMeasured(
                    "too-few-districts",
                    "Minst två stadsdelar behöver ett värde; " + values.size() + " har det.",
                    "At least two districts need a value; " + values.size() + " have one.");
        }
        Fraction highest = values.stream().reduce(Fraction::max).orElseThrow();
        Fraction lowest = values.stream().reduce(Fraction::min).orElseThrow();
        return Outcome.found(Quantity.derived(highest.minus(lowest), Optional.empty()));
    }

    private Set<String> districts() {
        return sides.keySet().stream()
                .filter(side -> side.gender() == Gender.TOTAL)
                .map(Side::district)
                .filter(district -> !district.equals(Cell.WHOLE_MUNICIPALITY))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The value of one gender and district; {@code judged} tells whether what is seen on the way is to be noted. */
    private Outcome<Quantity> side(Gender gender, String district, boolean judged) {
        SortedMap<String, List<Winner>> byDepartment =
                sides.getOrDefault(new Side(gender, district), Collections.emptySortedMap());
        Map<String, Quantity> values = new LinkedHashMap<>();
        Outcome<Quantity> firstEmpty = null;
        for (String department : inFrameworkOrder(byDepartment.keySet())) {
            Outcome<Quantity> within = withinYear(byDepartment.get(department));
            within.asOptional().ifPresent(quantity -> values.put(department, quantity));
            if (within.asOptional().isEmpty() && firstEmpty == null) {
                firstEmpty = within;
            }
        }
        withoutPredecessors(values, judged);
        if (judged) {
            reported.addAll(values.keySet());
            noteUnexpected(values.keySet());
        }
        if (values.isEmpty()) {
            return firstEmpty != null
                    ? firstEmpty
                    : Outcome.notMeasured(
                            "no-observation",
                            "Ingen uppgift är rapporterad för " + year + ".",
                            "Nothing has been reported for " + year + ".");
        }
        return acrossDepartments(values, judged);
    }

    private Outcome<Quantity> withinYear(List<Winner> parts) {
        List<Winner> usable =
                parts.stream().filter(winner -> number(winner).isPresent()).toList();
        if (usable.isEmpty()) {
            return whyEmpty(parts.stream().max(BY_END).orElseThrow());
        }
        Optional<Winner> wholeYear = usable.stream()
                .filter(winner -> winner.observation().cell().period().isWholeYear())
                .findFirst();
        if (wholeYear.isPresent()) {
            return Outcome.found(given(wholeYear.get()));
        }
        if (indicator.withinYear() == Indicator.WithinYear.LAST) {
            return Outcome.found(given(usable.stream().max(BY_END).orElseThrow()));
        }
        Period.Granularity coarsest = usable.stream()
                .map(winner -> winner.observation().cell().period().granularity())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<Quantity> same = usable.stream()
                .filter(winner -> winner.observation().cell().period().granularity() == coarsest)
                .map(this::given)
                .toList();
        if (indicator.requiredParts().isPresent()
                && same.size() < indicator.requiredParts().getAsInt()) {
            int required = indicator.requiredParts().getAsInt();
            return Outcome.notMeasured(
                    "parts-missing",
                    same.size() + " av " + required + " delar av året är rapporterade.",
                    same.size() + " of " + required + " parts of the year have been reported.");
        }
        return Outcome.found(
                switch (indicator.withinYear()) {
                    case SUM -> Quantity.derived(sum(same), meanCount(same));
                    case MEAN -> Quantity.derived(sum(same).dividedBy(Fraction.of(same.size())), meanCount(same));
                    case MAX -> highest(same);
                    case MIN -> lowest(same);
                    case LAST -> throw new AssertionError("answered above");
                });
    }

    /** Latest end month, then the longer part. */
    private static final Comparator<Winner> BY_END = Comparator.<Winner>comparingInt(
                    winner -> winner.observation().cell().period().endMonth())
            .thenComparing(winner -> winner.observation().cell().period().granularity(), Comparator.reverseOrder());

    private Outcome<Quantity> acrossDepartments(Map<String, Quantity> values, boolean judged) {
        List<Quantity> quantities = List.copyOf(values.values());
        List<String> missing = missing(values.keySet());
        AcrossDepartments across = indicator.acrossDepartments();
        if (across == AcrossDepartments.SINGLE) {
            if (quantities.size() == 1) {
                return Outcome.found(quantities.get(0));
            }
            String who =
                    String.join(", ", values.keySet().stream().map(this::nameSv).toList());
            String whoEn =
                    String.join(", ", values.keySet().stream().map(this::nameEn).toList());
            Text message = new Text(
                    "Fler än en förvaltning har rapporterat: " + who + ".",
                    "More than one department has reported: " + whoEn + ".");
            if (judged) {
                problems.add(new Problem("several-reporters", message, Optional.empty()));
            }
            return Outcome.notAssessed("several-reporters", message.sv(), message.en());
        }
        if (!missing.isEmpty()) {
            Text message = new Text(
                    "Uppgift saknas från "
                            + String.join(
                                    ", ", missing.stream().map(this::nameSv).toList()) + ".",
                    "Nothing from "
                            + String.join(
                                    ", ", missing.stream().map(this::nameEn).toList()) + ".");
            if (across == AcrossDepartments.SUM) {
                return Outcome.notMeasured("department-missing", message.sv(), message.en());
            }
            if (judged) {
                problems.add(new Problem("department-missing", message, Optional.empty()));
            }
        }
        return switch (across) {
            case SUM -> Outcome.found(Quantity.derived(sum(quantities), Optional.empty()));
            case MEAN ->
                Outcome.found(
                        Quantity.derived(sum(quantities).dividedBy(Fraction.of(quantities.size())), Optional.empty()));
            case WEIGHTED_MEAN -> weightedMean(quantities);
            case MAX -> Outcome.found(highest(quantities));
            case MIN -> Outcome.found(lowest(quantities));
            case SINGLE -> throw new AssertionError("answered above");
        };
    }

    /** The expected departments with no value, neither their own nor a successor's in their place. */
    private List<String> missing(Set<String> reporters) {
        Set<String> filled = new LinkedHashSet<>(reporters);
        reporters.forEach(reporter -> filled.addAll(allReplacedBy(reporter)));
        return expected.stream()
                .filter(department -> !filled.contains(department))
                .toList();
    }

    private static Outcome<Quantity> weightedMean(List<Quantity> quantities) {
        if (quantities.stream().anyMatch(quantity -> quantity.count().isEmpty())) {
            return Outcome.notAssessed(
                    "no-count",
                    "Antalet personer bakom värdet saknas, så förvaltningarna kan inte vägas samman.",
                    "The number of persons behind the value is missing, so the departments cannot be weighted.");
        }
        Fraction persons = quantities.stream()
                .map(quantity -> quantity.count().orElseThrow())
                .reduce(Fraction.ZERO, Fraction::plus);
        if (persons.signum() == 0) {
            return Outcome.notAssessed(
                    "no-persons",
                    "Inga personer står bakom värdena, så förvaltningarna kan inte vägas samman.",
                    "No persons stand behind the values, so the departments cannot be weighted.");
        }
        Fraction weighted = quantities.stream()
                .map(quantity -> quantity.exact().times(quantity.count().orElseThrow()))
                .reduce(Fraction.ZERO, Fraction::plus);
        return Outcome.found(Quantity.derived(weighted.dividedBy(persons), Optional.of(persons)));
    }

    private static Fraction sum(List<Quantity> quantities) {
        return quantities.stream().map(Quantity::exact).reduce(Fraction.ZERO, Fraction::plus);
    }

    /** The parts of a year count the same persons again, so their mean stands behind the year. */
    private static Optional<Fraction> meanCount(List<Quantity> parts) {
        if (parts.stream().anyMatch(part -> part.count().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(parts.stream()
                .map(part -> part.count().orElseThrow())
                .reduce(Fraction.ZERO, Fraction::plus)
                .dividedBy(Fraction.of(parts.size())));
    }

    private static Quantity highest(List<Quantity> quantities) {
        return quantities.stream()
                .reduce((a, b) -> b.exact().compareTo(a.exact()) > 0 ? b : a)
                .orElseThrow();
    }

    private static Quantity lowest(List<Quantity> quantities) {
        return quantities.stream()
                .reduce((a, b) -> b.exact().compareTo(a.exact()) < 0 ? b : a)
                .orElseThrow();
    }

    private Quantity given(Winner winner) {
        Observation observation = winner.observation();
        BigDecimal number = number(winner).orElseThrow();
        Optional<Fraction> count = observation.count().isPresent()
                ? Optional.of(Fraction.of(observation.count().getAsLong()))
                : Optional.empty();
        return new Quantity(Fraction.of(number), number, count, Optional.of(observation.eventId()));
    }

    private Optional<BigDecimal> number(Winner winner) {
        return winner.observation().content() instanceof Content.Value value
                        && indicator.range().contains(value.number())
                ? Optional.of(value.number())
                : Optional.empty();
    }

    private static Outcome<Quantity> whyEmpty(Winner winner) {
        Content content = winner.observation().content();
        if (content instanceof Content.Missing missing) {
            Text label = missing.reason().label();
            return Outcome.notMeasured(
                    "missing-"
                            + missing.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    label.sv() + ".",
                    label.en() + ".");
        }
        if (content instanceof Content.Retracted) {
            String comment = winner.observation().comment();
            String why = comment.isBlank() ? "." : ": " + comment;
            return Outcome.notMeasured("retracted", "Uppgiften är återtagen" + why, "The value was retracted" + why);
        }
        return Outcome.notMeasured(
                "outside-range",
                "Det rapporterade värdet är inte möjligt och räknas inte.",
                "The reported value is not possible and does not count.");
    }

    private void noteCellProblems(Winner winner) {
        Observation observation = winner.observation();
        Optional<String> eventId = Optional.of(observation.eventId());
        if (observation.content() instanceof Content.Value value
                && !indicator.range().contains(value.number())) {
            problems.add(new Problem("outside-range", outsideRange(observation, value), eventId));
        }
        if (winner.contested()) {
            problems.add(new Problem(
                    "event-id-reused",
                    new Text(
                            "Händelsens id har använts igen med annat innehåll; det innehåll som ordnas sist räknas.",
                            "The event id was used again with other content; the content that sorts last counts."),
                    eventId));
        }
    }

    private Text outsideRange(Observation observation, Content.Value value) {
        String number = value.number().toPlainString();
        return new Text(
                number + " från " + nameSv(observation.cell().department()) + " ("
                        + observation.cell().period() + ") ligger utanför " + range("från ", " till ")
                        + " och räknas inte.",
                number + " from " + nameEn(observation.cell().department()) + " ("
                        + observation.cell().period() + ") is outside the range " + range("from ", " to ")
                        + " and does not count.");
    }

    private Text replaced(String predecessor, String successor) {
        return new Text(
                "Värdet från " + nameSv(predecessor) + " räknas inte, eftersom " + nameSv(successor)
                        + " har tagit över.",
                "The value from " + nameEn(predecessor) + " does not count, because " + nameEn(successor)
                        + " has taken over.");
    }

    private String range(String from, String to) {
        String lower = indicator
                .range()
                .lower()
                .map(bound -> from + bound.toPlainString())
                .orElse("");
        return (lower
                        + indicator
                                .range()
                                .upper()
                                .map(bound -> to + bound.toPlainString())
                                .orElse(""))
                .strip();
    }

    private void noteUnexpected(Set<String> reporters) {
        for (String department : reporters) {
            if (!expected.contains(department)) {
                problems.add(new Problem(
                        "unexpected-department",
                        new Text(
                                nameSv(department) + " har rapporterat men väntas inte göra det.",
                                nameEn(department) + " has reported but is not expected to."),
                        Optional.empty()));
            }
        }
    }

    /** After a reorganisation the successor's value takes the place of the predecessor's. */
    private void withoutPredecessors(Map<String, Quantity> values, boolean judged) {
        for (String successor : List.copyOf(values.keySet())) {
            for (String predecessor : allReplacedBy(successor)) {
                if (values.remove(predecessor) != null && judged) {
                    problems.add(
                            new Problem("replaced-by-successor", replaced(predecessor, successor), Optional.empty()));
                }
            }
        }
    }

    private Set<String> allReplacedBy(String department) {
        Set<String> replaced = new LinkedHashSet<>();
        for (String predecessor : departments.containsKey(department)
                ? departments.get(department).replaces()
                : List.<String>of()) {
            replaced.add(predecessor);
            replaced.addAll(allReplacedBy(predecessor));
        }
        return replaced;
    }

    private List<String> inFrameworkOrder(Collection<String> ids) {
        List<String> ordered = new ArrayList<>(
                departments.keySet().stream().filter(ids::contains).toList());
        ids.stream().filter(id -> !departments.containsKey(id)).sorted().forEach(ordered::add);
        return ordered;
    }

    private String nameSv(String department) {
        return name(department, Text::sv);
    }

    private String nameEn(String department) {
        return name(department, Text::en);
    }

    private String name(String department, Function<Text, String> language) {
        return departments.containsKey(department)
                ? language.apply(departments.get(department).name())
                : department;
    }
}
