package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalArea.Means;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;
import se.malbild.goals.framework.Indicator.AcrossDepartmentsMethod;
import se.malbild.goals.framework.Indicator.Break;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Indicator.Control;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.framework.Indicator.Range;
import se.malbild.goals.framework.Indicator.WithinYearMethod;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.framework.Rule.Direction;
import se.malbild.goals.framework.Rule.Target;
import se.malbild.goals.framework.Rule.Toward;
import se.malbild.goals.framework.Scale.Level;
import se.malbild.goals.framework.Scale.Shape;
import se.malbild.goals.observation.Period;

/** Reads a goal framework from its YAML document, or says everything that is wrong with it. */
public final class FrameworkReader {
    /** The longest period a framework may have, in years. */
    public static final int LONGEST_PERIOD = 30;

    private static final Pattern FRAMEWORK_ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ORGANISATION = Pattern.compile("\\d{4}");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final BigDecimal DEFAULT_MINIMUM_COVERAGE = new BigDecimal("0.5");
    /** Words that a count per level uses beside the level ids. */
    private static final Set<String> STATUSES = Set.of("not-due", "not-measured", "not-assessed");

    private static final Rule NO_RULE = new Rule.Hold(Optional.empty(), Optional.empty(), BigDecimal.ZERO);

    private final FaultList faults = new FaultList();
    private List<Integer> years = List.of();

    private enum ImproveDirection {
        HIGHER,
        LOWER,
        TOWARD
    }

    private FrameworkReader() {}

    /**
     * Returns the framework that {@code document} describes.
     *
     * @throws InvalidFrameworkException with every fault, when there is any, or the first 1,000 of very many
     */
    public static GoalFramework read(String document) throws InvalidFrameworkException {
        FrameworkReader reader = new FrameworkReader();
        try {
            Section root = new Section(YamlNode.parse(document, reader.faults), "", reader.faults);
            if (!reader.faults.hasCode("not-yaml")) {
                GoalFramework framework = reader.framework(root);
                if (reader.faults.isEmpty()) {
                    return framework;
                }
            }
        } catch (FaultList.Full enough) {
            // what is listed by now is told
        }
        throw new InvalidFrameworkException(reader.faults.inOrder());
    }

    private GoalFramework framework(Section root) {
        String id = root.matching(
                "framework",
                FRAMEWORK_ID,
                "små bokstäver a–z, siffror och bindestreck väntas.",
                "lower-case letters a–z, digits and hyphens are expected.");
        int version = root.whole("version");
        String organisation = root.matching(
                "organisation",
                ORGANISATION,
                "en kommunkod med fyra siffror väntas, till exempel \"1880\".",
                "a municipality code of four digits is expected, for example \"1880\".");
        Text title = root.text("title");
        Optional<Text> vision = root.optionalText("vision");
        Optional<Text> notice = root.optionalText("notice");
        Section period = root.section("period");
        int from = period.year("from");
        int to = period.year("to");
        period.done();
        if (root.isReadable("period") && (to < from || to - from >= LONGEST_PERIOD)) {
            root.fault(
                    "period",
                    "invalid-period",
                    "Perioden ska gå framåt och vara högst " + LONGEST_PERIOD + " år; här står " + from + "–" + to
                            + ".",
                    "The period is to run forwards and be at most " + LONGEST_PERIOD + " years; this is " + from + "–"
                            + to + ".");
        }
        if (root.isReadable("period")) {
            years = IntStream.rangeClosed(from, to).boxed().toList();
        } else {
            from = Period.LAST_YEAR; // no other year is called outside a period that nobody knows
            years = IntStream.rangeClosed(Period.FIRST_YEAR, Period.LAST_YEAR)
                    .boxed()
                    .toList();
        }
        BigDecimal minimumCoverage =
                root.number("minimumCoverage", BigDecimal.ZERO, BigDecimal.ONE, DEFAULT_MINIMUM_COVERAGE);
        boolean withdrawn = root.flag("withdrawn");
        Scale scale = scale(root.section("scale"));
        List<Department> departments = departments(root);
        Set<String> departmentIds = departments.stream().map(Department::id).collect(Collectors.toSet());
        Set<String> indicatorIds = new HashSet<>();
        List<Indicator> indicators = new ArrayList<>();
        Map<String, Section> indicatorSections = new HashMap<>();
        for (Section section : root.requiredSections("indicators")) {
            Indicator indicator = indicator(section, departmentIds);
            unique(section, indicatorIds, indicator.id());
            indicators.add(indicator);
            indicatorSections.putIfAbsent(indicator.id(), section);
        }
        int historyFrom = historyFrom(root, from, indicators);
        List<StrategicArea> areas = strategicAreas(root, indicatorIds);
        root.done();
        areas.stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .forEach(used -> indicatorSections.remove(used.indicator()));
        indicatorSections
                .values()
                .forEach(unused -> unused.fault(
                        "id",
                        "unused",
                        "Inget målområde använder nyckeltalet; lägg till det i ett målområde eller ta bort det.",
                        "No goal area uses the indicator; add it to a goal area or remove it."));
        return new GoalFramework(
                id,
                version,
                organisation,
                title,
                vision,
                notice,
                from,
                to,
                historyFrom,
                minimumCoverage,
                withdrawn,
                scale,
                departments,
                indicators,
                areas);
    }

    /** As declared, or else the first year that trend and baselines look at. */
    private static int historyFrom(Section root, int from, List<Indicator> indicators) {
        if (!root.has("historyFrom")) {
            return IntStream.concat(
                            IntStream.of(from - 1),
                            indicators.stream()
                                    .flatMap(indicator -> indicator.rule().baseline().stream())
                                    .mapToInt(Baseline::year))
                    .min()
                    .orElseThrow();
        }
        int declared = root.year("historyFrom");
        if (declared > from) {
            root.fault(
                    "historyFrom",
                    "out-of-range",
                    "Historiken kan inte börja efter periodens första år, " + from + ".",
                    "The history cannot start after the first year of the period, " + from + ".");
        }
        return declared;
    }

    private Scale scale(Section section) {
        String id = section.id("id");
        List<Level> levels = new ArrayList<>();
        Optional<BigDecimal> limit = Optional.empty(); // of the level before, where it could be read
        Set<String> ids = new HashSet<>(STATUSES);
        for (Section level : section.requiredSections("levels")) {
            String levelId = level.id("id");
            unique(level, ids, levelId);
            Text label = level.text("label");
            BigDecimal from = level.has("from")
                    ? level.number("from", BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO)
                    : level.number("from");
            boolean readable = level.isReadable("from");
            if (readable && limit.isPresent() && from.compareTo(limit.get()) >= 0) {
                level.fault(
                        "from",
                        "wrong-order",
                        "Nivåerna ska stå med den högsta gränsen först.",
                        "The levels are to stand with the highest limit first.");
            }
            limit = readable ? Optional.of(from) : Optional.empty();
            levels.add(new Level(
                    levelId,
                    label,
                    from,
                    level.matching(
                            "colour", COLOUR, "en färg som #1b7837 väntas.", "a colour such as #1b7837 is expected."),
                    level.choice("shape", Shape.class)));
            level.done();
        }
        if (limit.isPresent() && limit.get().signum() != 0) {
            section.fault(
                    "levels",
                    "no-lowest-level",
                    "Den sista nivån ska börja på 0, så att varje utfall har en nivå.",
                    "The last level is to start at 0, so that every attainment has a level.");
        }
        section.done();
        return new Scale(id, levels);
    }

    private List<Department> departments(Section root) {
        List<Department> departments = new ArrayList<>();
        Map<String, Section> sections = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Section section : root.requiredSections("departments")) {
            Department department = new Department(
                    section.id("id"),
                    section.text("name"),
                    section.year("validFrom", Integer.MIN_VALUE),
                    section.year("validTo", Integer.MAX_VALUE),
                    section.ids("replaces"));
            section.done();
            unique(section, ids, department.id());
            if (department.validTo() < department.validFrom()) {
                section.fault(
                        "validTo",
                        "invalid-period",
                        "Sista året ligger före det första.",
                        "The last year is before the first.");
            }
            departments.add(department);
            sections.putIfAbsent(department.id(), section);
        }
        for (Department department : departments) {
            Section section = sections.get(department.id());
            refersTo(section, "replaces", department.replaces(), ids, "en förvaltning", "department");
            if (replacesItself(department, departments)) {
                section.fault(
                        "replaces",
                        "cycle",
                        "Förvaltningen ersätter sig själv, direkt eller genom andra.",
                        "The department replaces itself, directly or through others.");
            }
        }
        return departments;
    }

    private static boolean replacesItself(Department department, List<Department> all) {
        Set<String> replaced = new HashSet<>(department.replaces());
        boolean grew = true;
        while (grew) {
            grew = all.stream()
                    .filter(other -> replaced.contains(other.id()))
                    .map(other -> replaced.addAll(other.replaces()))
                    .reduce(false, Boolean::logicalOr);
        }
        return replaced.contains(department.id());
    }

    private Indicator indicator(Section section, Set<String> departmentIds) {
        String id = section.id("id");
        String series = section.id("series", id);
        Text title = section.text("title");
        Text unit = section.text("unit");
        Measure measure = section.choice("measure", Measure.class, Measure.TOTAL);
        WithinYearMethod withinYear = section.choice("withinYear", WithinYearMethod.class, WithinYearMethod.LAST);
        OptionalInt requiredParts = section.optionalWhole("requiredParts");
        if (requiredParts.isPresent()
                && (requiredParts.getAsInt() > 12
                        || (withinYear != WithinYearMethod.SUM && withinYear != WithinYearMethod.MEAN))) {
            section.fault(
                    "requiredParts",
                    "not-here",
                    "Antalet delar, 1–12, kan bara krävas när withinYear är sum eller mean.",
                    "A number of parts, 1–12, can be required only when withinYear is sum or mean.");
        }
        AcrossDepartmentsMethod across =
                section.choice("acrossDepartments", AcrossDepartmentsMethod.class, AcrossDepartmentsMethod.SINGLE);
        List<String> departments = section.ids("departments");
        if (departments.isEmpty() && section.isReadable("departments")) {
            section.fault(
                    "departments",
                    "required",
                    "Minst en förvaltning som ska rapportera måste anges.",
                    "At least one department that is to report is required.");
        }
        refersTo(section, "departments", departments, departmentIds, "en förvaltning", "department");
        Range range =
                section.optionalSection("range").map(this::range).orElse(new Range(Optional.empty(), Optional.empty()));
        List<Integer> dueYears = section.years("dueYears");
        if (section.has("dueYears")
                && section.isReadable("dueYears")
                && (dueYears.isEmpty() || !years.containsAll(dueYears))) {
            section.fault(
                    "dueYears",
                    "outside-period",
                    "Mätåren ska vara ett eller flera år i perioden " + years.get(0) + "–" + years.get(years.size() - 1)
                            + ".",
                    "The due years are to be one or more years of the period " + years.get(0) + "–"
                            + years.get(years.size() - 1) + ".");
        }
        List<Break> breaks = section.sections("breaks").stream()
                .map(change -> {
                    Break read = new Break(change.year("year"), change.text("reason"));
                    change.done();
                    return read;
                })
                .toList();
        Optional<Control> control =
                section.has("control") ? Optional.of(section.choice("control", Control.class)) : Optional.empty();
        Optional<Comparison> comparison = section.optionalSection("comparison").map(other -> {
            Comparison read = new Comparison(other.number("value"), other.year("year"), other.text("source"));
            other.done();
            return read;
        });
        Rule rule = rule(section.section("rule"), comparison);
        Optional<Text> reason = section.optionalText("reason");
        section.done();
        return new Indicator(
                id,
                series,
                title,
                unit,
                measure,
                withinYear,
                requiredParts,
                across,
                departments,
                range,
                new TreeSet<>(dueYears.isEmpty() ? years : dueYears),
                breaks,
                control,
                comparison,
                rule,
                reason);
    }

    private Range range(Section section) {
        Range range = new Range(section.optionalNumber("lower"), section.optionalNumber("upper"));
        ordered(section, range.lower(), range.upper());
        section.done();
        return range;
    }

    private Rule rule(Section section, Optional<Comparison> comparison) {
        RuleKind kind = section.choice("kind", RuleKind.class);
        if (!section.isReadable("kind")) {
            return NO_RULE; // what else may stand here is not known
        }
        Rule rule = switch (kind) {
            case REACH ->
                new Rule.Reach(
                        section.choice("direction", Direction.class),
                        target(section, comparison),
                        section.optionalSection("baseline").map(this::baseline),
                        section.tolerance("tolerance"));
            case IMPROVE ->
                new Rule.Improve(aim(section), baseline(section.section("baseline")), section.tolerance("tolerance"));
            case APPROACH ->
                new Rule.Approach(
                        target(section, Optional.empty()),
                        baseline(section.section("baseline")),
                        section.tolerance("tolerance"));
            case HOLD -> hold(section);
        };
        section.done();
        return rule;
    }

    private Rule.Aim aim(Section section) {
        ImproveDirection direction = section.choice("direction", ImproveDirection.class);
        if (!section.isReadable("direction")) {
            section.optionalNumber("ideal");
            section.optionalText("idealSource");
            return Direction.HIGHER;
        }
        return switch (direction) {
            case HIGHER -> Direction.HIGHER;
            case LOWER -> Direction.LOWER;
            case TOWARD -> new Toward(section.number("ideal"), section.optionalText("idealSource"));
        };
    }

    private Target target(Section section, Optional<Comparison> comparison) {
        if (comparison.isPresent() && section.word("target").equals(Optional.of("comparison"))) {
            Comparison other = comparison.get();
            Map<Integer, BigDecimal> values =
                    years.stream().collect(Collectors.toMap(year -> year, year -> other.value()));
            Text source = new Text(
                    "Jämförelsevärde " + other.year() + ". " + other.source().sv(),
                    "Comparison value " + other.year() + ". " + other.source().en());
            return new Target(new TreeMap<>(values), Optional.of(source), true);
        }
        return new Target(
                new TreeMap<>(section.numberPerYear("target", years)), section.optionalText("targetSource"), false);
    }

    private Baseline baseline(Section section) {
        Baseline baseline = new Baseline(section.year("year"), section.number("value"), section.optionalText("source"));
        section.done();
        return baseline;
    }

    private static Rule hold(Section section) {
        Rule.Hold hold = new Rule.Hold(
                section.optionalNumber("lower"), section.optionalNumber("upper"), section.tolerance("margin"));
        if (hold.lower().isEmpty() && hold.upper().isEmpty()) {
            section.fault(
                    "lower",
                    "required",
                    "Minst en gräns, lower eller upper, måste anges.",
                    "At least one bound, lower or upper, is required.");
        }
        ordered(section, hold.lower(), hold.upper());
        return hold;
    }

    private static void ordered(Section section, Optional<BigDecimal> lower, Optional<BigDecimal> upper) {
        if (lower.isPresent() && upper.isPresent() && lower.get().compareTo(upper.get()) > 0) {
            section.fault(
                    "lower", "wrong-order", "Nedre gränsen är högre än övre.", "The lower bound is above the upper.");
        }
    }

    private List<StrategicArea> strategicAreas(Section root, Set<String> indicatorIds) {
        List<StrategicArea> areas = new ArrayList<>();
        Set<String> areaIds = new HashSet<>();
        Set<String> goalAreaIds = new HashSet<>();
        for (Section section : root.requiredSections("strategicAreas")) {
            String id = section.id("id");
            unique(section, areaIds, id);
            Text title = section.text("title");
            Optional<Text> description = section.optionalText("description");
            List<GoalArea> goalAreas = new ArrayList<>();
            for (Section goalArea : section.requiredSections("goalAreas")) {
                goalAreas.add(goalArea(goalArea, goalAreaIds, indicatorIds));
            }
            section.done();
            areas.add(new StrategicArea(id, title, description, goalAreas));
        }
        return areas;
    }

    private GoalArea goalArea(Section section, Set<String> goalAreaIds, Set<String> indicatorIds) {
        String id = section.id("id");
        unique(section, goalAreaIds, id);
        Text statement = section.text("statement");
        BigDecimal weight = section.weight("weight");
        Optional<Text> meansIntro = section.optionalText("meansIntro");
        Set<String> used = new HashSet<>();
        List<WeightedIndicator> indicators = new ArrayList<>();
        for (Section part : section.requiredSections("indicators")) {
            String indicator = part.id("indicator");
            refersTo(part, "indicator", List.of(indicator), indicatorIds, "ett nyckeltal", "indicator");
            if (!indicator.isEmpty() && !used.add(indicator)) {
                part.fault(
                        "indicator",
                        "duplicate",
                        "Nyckeltalet står redan i målområdet.",
                        "The indicator already stands in the goal area.");
            }
            indicators.add(new WeightedIndicator(indicator, part.weight("weight")));
            part.done();
        }
        List<Means> means = new ArrayList<>();
        for (Section one : section.sections("means")) {
            Text text = new Text(one.words("sv"), one.words("en"));
            List<String> followedBy = one.ids("followedBy");
            refersTo(one, "followedBy", followedBy, used, "ett nyckeltal i målområdet", "indicator of the goal area");
            one.done();
            means.add(new Means(text, followedBy));
        }
        section.done();
        return new GoalArea(id, statement, weight, meansIntro, means, indicators);
    }

    private static void unique(Section section, Set<String> ids, String id) {
        if (!id.isEmpty() && !ids.add(id)) {
            section.fault(
                    "id", "duplicate", "Id:t ”" + id + "” används redan.", "The id “" + id + "” is already used.");
        }
    }

    private static void refersTo(
            Section section, String key, List<String> ids, Set<String> declared, String sv, String en) {
        for (String id : ids) {
            if (!id.isEmpty() && !declared.contains(id)) {
                section.fault(
                        key,
                        "unknown-reference",
                        "”" + id + "” finns inte; ett id på " + sv + " väntas.",
                        "“" + id + "” is not the id of any " + en + ".");
            }
        }
    }
}
