package se.malbild.goals.framework;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator.AcrossDepartmentsMethod;
import se.malbild.goals.framework.Indicator.Break;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Indicator.Control;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.framework.Indicator.Range;
import se.malbild.goals.framework.Indicator.WithinYearMethod;

/** Reads the indicators: what is measured, and how its cells become one value a year. */
final class IndicatorReader {
    private final List<Integer> years;
    private final int historyFrom;
    private final Set<String> departmentIds;
    private final RuleReader rules;

    /**
     * @param years those of the period
     * @param historyFrom the first year that can be due
     */
    IndicatorReader(List<Integer> years, int historyFrom, List<Department> departments) {
        this.years = years;
        this.historyFrom = historyFrom;
        this.departmentIds = departments.stream().map(Department::id).collect(Collectors.toSet());
        this.rules = new RuleReader(years);
    }

    /** Reads one; it is due in the years that it names, and in none when it names none. */
    Indicator read(Section section) {
        String id = section.id("id");
        String series = section.id("series", id);
        Text title = section.text("title");
        Text unit = section.text("unit");
        Measure measure = section.choice("measure", Measure.class, Measure.TOTAL);
        WithinYearMethod withinYear = section.choice("withinYear", WithinYearMethod.class, WithinYearMethod.LAST);
        OptionalInt requiredParts = requiredParts(section, withinYear);
        AcrossDepartmentsMethod across =
                section.choice("acrossDepartments", AcrossDepartmentsMethod.class, AcrossDepartmentsMethod.SINGLE);
        List<String> departments = departments(section);
        Range range =
                section.optionalSection("range").map(IndicatorReader::range).orElse(Range.UNBOUNDED);
        boolean persons = section.flag("persons");
        List<Integer> dueYears = dueYears(section);
        List<Break> breaks = section.sections("breaks").stream()
                .map(IndicatorReader::methodChange)
                .toList();
        Optional<Control> control =
                section.has("control") ? Optional.of(section.choice("control", Control.class)) : Optional.empty();
        Range judged = rangeOfJudged(section, range, measure, withinYear, across);
        Optional<Comparison> comparison = section.optionalSection("comparison").map(other -> comparison(other, judged));
        Rule rule = rules.read(section.section("rule"), comparison, judged);
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
                persons,
                new TreeSet<>(dueYears),
                breaks,
                control,
                comparison,
                rule,
                reason);
    }

    private static OptionalInt requiredParts(Section section, WithinYearMethod withinYear) {
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
        return requiredParts;
    }

    private List<String> departments(Section section) {
        List<String> departments = section.ids("departments");
        if (departments.isEmpty() && section.isReadable("departments")) {
            section.fault(
                    "departments",
                    "required",
                    "Minst en förvaltning som ska rapportera måste anges.",
                    "At least one department that reports is required.");
        }
        section.refersTo("departments", departments, departmentIds, "en förvaltning", "department");
        return departments;
    }

    private List<Integer> dueYears(Section section) {
        List<Integer> dueYears = section.years("dueYears");
        int from = years.get(0);
        int to = years.get(years.size() - 1);
        boolean isUsable = dueYears.stream().anyMatch(year -> year >= from)
                && dueYears.stream().allMatch(year -> year >= historyFrom && year <= to);
        if (section.has("dueYears") && section.isReadable("dueYears") && !isUsable) {
            section.fault(
                    "dueYears",
                    "outside-period",
                    "Mätåren ska ligga mellan historiens första år, " + historyFrom + ", och periodens sista, " + to
                            + ", och minst ett av dem i perioden från " + from + ".",
                    "The due years must be between the first year of the history, " + historyFrom
                            + ", and the last of the period, " + to + ", and at least one of them in the period from "
                            + from + ".");
        }
        return dueYears;
    }

    private static Range range(Section section) {
        Range range = new Range(section.optionalNumber("lower"), section.optionalNumber("upper"));
        section.ordered(range.lower(), range.upper());
        section.done();
        return range;
    }

    /** The range is of the values sent; a disparity of them is on a scale of its own, and a sum can be greater. */
    private static Range rangeOfJudged(
            Section section,
            Range range,
            Measure measure,
            WithinYearMethod withinYear,
            AcrossDepartmentsMethod across) {
        boolean isKnown =
                Stream.of("range", "measure", "withinYear", "acrossDepartments").allMatch(section::isReadable);
        boolean isOnTheSameScale =
                measure == Measure.TOTAL && withinYear != WithinYearMethod.SUM && across != AcrossDepartmentsMethod.SUM;
        return isKnown && isOnTheSameScale ? range : Range.UNBOUNDED;
    }

    private static Break methodChange(Section section) {
        Break change = new Break(section.year("year"), section.text("reason"));
        section.done();
        return change;
    }

    private static Comparison comparison(Section section, Range range) {
        Comparison comparison = new Comparison(section.number("value"), section.year("year"), section.text("source"));
        section.within(range, "value");
        section.done();
        return comparison;
    }
}
