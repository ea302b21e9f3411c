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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.observation.Period;

/** Reads a goal framework from its YAML document, or says everything that is wrong with it. */
public final class FrameworkReader {
    /** The longest period a framework may have, in years. */
    public static final int LONGEST_PERIOD = 30;

    private static final Pattern FRAMEWORK_ID = Pattern.compile("(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ORGANISATION = Pattern.compile("\\d{4}");
    private static final BigDecimal DEFAULT_MINIMUM_COVERAGE = new BigDecimal("0.5");

    /** What {@code smallestGroup} is where the document does not say. */
    public static final int DEFAULT_SMALLEST_GROUP = 5;

    private static final int LARGEST_SMALLEST_GROUP = 1_000;

    private FrameworkReader() {}

    /**
     * Returns the framework that {@code document} describes.
     *
     * @throws InvalidFrameworkException with every fault, when there is any, or the first 1,000 of very many
     */
    public static GoalFramework read(String document) throws InvalidFrameworkException {
        FrameworkFaults faults = new FrameworkFaults();
        try {
            Section root = new Section(YamlNode.parse(document, faults), "", faults);
            if (!faults.hasCode("not-yaml")) {
                GoalFramework framework = framework(root);
                if (faults.isEmpty()) {
                    return framework;
                }
            }
        } catch (FrameworkFaults.Full enough) {
            // what is listed by now is reported
        }
        throw new InvalidFrameworkException(faults.inOrder());
    }

    /** Returns the version that {@code document} gives itself, whatever else is wrong with it; empty when it gives none. */
    public static OptionalInt version(String document) {
        FrameworkFaults faults = new FrameworkFaults();
        try {
            Section root = new Section(YamlNode.parse(document, faults), "", faults);
            int version = root.whole("version");
            return root.isReadable("version") ? OptionalInt.of(version) : OptionalInt.empty();
        } catch (FrameworkFaults.Full hopeless) {
            return OptionalInt.empty();
        }
    }

    private static GoalFramework framework(Section root) {
        String id = root.matching(
                "framework",
                FRAMEWORK_ID,
                "små bokstäver a–z, siffror och bindestreck väntas, högst 100 tecken.",
                "lower-case letters a–z, digits and hyphens are expected, at most 100 characters.");
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
        checkPeriod(root, from, to);
        boolean periodIsKnown = root.isReadable("period"); // if not, no year is called outside it
        List<Integer> years = periodIsKnown ? years(from, to) : years(Period.FIRST_YEAR, Period.LAST_YEAR);
        BigDecimal minimumCoverage =
                root.number("minimumCoverage", BigDecimal.ZERO, BigDecimal.ONE, DEFAULT_MINIMUM_COVERAGE);
        boolean withdrawn = root.flag("withdrawn");
        Scale scale = ScaleReader.read(root.section("scale"));
        List<Department> departments = DepartmentReader.read(root);
        List<String> districts = districts(root);
        List<ReportingDeadline> reporting = ReportingReader.deadlines(root, departments);
        DepartmentLimits atMostPerDepartment = ReportingReader.limits(root);
        int smallestGroup = smallestGroup(root);
        OptionalInt declaredHistory = declaredHistory(root, periodIsKnown ? from : Period.LAST_YEAR);
        IndicatorReader indicatorReader =
                new IndicatorReader(years, declaredHistory.orElse(Period.FIRST_YEAR), departments);
        List<Indicator> indicators = new ArrayList<>();
        Set<String> indicatorIds = new HashSet<>();
        Map<String, Section> indicatorSections = new HashMap<>();
        for (Section section : root.requiredSections("indicators")) {
            Indicator indicator = indicatorReader.read(section);
            section.unique(indicatorIds, indicator.id());
            indicatorSections.putIfAbsent(indicator.id(), section);
            indicators.add(indicator);
        }
        int historyFrom = declaredHistory.orElseGet(() -> firstYearRead(from, indicators));
        indicators.replaceAll(
                indicator -> indicator.dueYears().isEmpty() ? indicator.dueIn(years(historyFrom, to)) : indicator);
        List<StrategicArea> areas = new GoalAreaReader(indicatorIds, departments).read(root);
        root.done();
        checkUse(indicatorSections, areas);
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
                districts,
                reporting,
                atMostPerDepartment,
                smallestGroup,
                indicators,
                areas);
    }

    private static void checkPeriod(Section root, int from, int to) {
        if (root.isReadable("period") && (to < from || to - from >= LONGEST_PERIOD)) {
            String years = from + "–" + to + ".";
            root.fault(
                    "period",
                    "invalid-period",
                    "Perioden ska gå framåt och vara högst " + LONGEST_PERIOD + " år; här står " + years,
                    "The period must run forwards and be at most " + LONGEST_PERIOD + " years; this is " + years);
        }
    }

    private static List<Integer> years(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<String> districts(Section root) {
        List<String> districts = root.ids("districts");
        if (new HashSet<>(districts).size() < districts.size()) {
            root.fault(
                    "districts",
                    "duplicate",
                    "En stadsdel står mer än en gång i listan.",
                    "A district is in the list more than once.");
        }
        if (districts.size() == 1) {
            root.fault(
                    "districts",
                    "too-few-districts",
                    "Listan ska ha alla kommunens stadsdelar, minst två; utan stadsdelar utelämnas den.",
                    "The list must have all districts of the municipality, at least two; without districts leave it out.");
        }
        return districts;
    }

    private static int smallestGroup(Section root) {
        int smallestGroup = root.optionalWhole("smallestGroup").orElse(DEFAULT_SMALLEST_GROUP);
        if (smallestGroup > LARGEST_SMALLEST_GROUP) {
            root.fault(
                    "smallestGroup",
                    "out-of-range",
                    "Minsta gruppen är 1–" + LARGEST_SMALLEST_GROUP + " personer.",
                    "The smallest group is 1–" + LARGEST_SMALLEST_GROUP + " persons.");
        }
        return smallestGroup;
    }

    private static void checkUse(Map<String, Section> indicators, List<StrategicArea> areas) {
        Set<String> used = areas.stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .map(WeightedIndicator::indicator)
                .collect(Collectors.toSet());
        indicators.forEach((id, section) -> {
            if (!used.contains(id)) {
                section.fault(
                        "id",
                        "unused",
                        "Inget målområde använder nyckeltalet; lägg till det i ett målområde eller ta bort det.",
                        "No goal area uses the indicator; add it to a goal area or remove it.");
            }
        });
    }

    private static OptionalInt declaredHistory(Section root, int from) {
        if (!root.has("historyFrom")) {
            return OptionalInt.empty();
        }
        int declared = root.year("historyFrom");
        if (declared > from) {
            root.fault(
                    "historyFrom",
                    "out-of-range",
                    "Historiken kan inte börja efter periodens första år, " + from + ".",
                    "The history cannot start after the first year of the period, " + from + ".");
        }
        return OptionalInt.of(Math.min(declared, from));
    }

    /** The first year that trends, baselines and due years look at. */
    private static int firstYearRead(int from, List<Indicator> indicators) {
        return indicators.stream()
                .flatMap(indicator -> Stream.concat(
                        indicator.rule().baseline().map(Baseline::year).stream(), indicator.dueYears().stream()))
                .reduce(from - 1, Integer::min);
    }
}
