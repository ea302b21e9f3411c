package se.malbild.dashboard.then;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.malbild.dashboard.then.FrameworkDifference.Kind;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.picture.RulePicture;
import se.malbild.report.words.PictureLabels;

/** Everything that a framework says, line by line, for a person to read. */
final class FrameworkLines {
    /** What lines are about. */
    record Id(Kind kind, String id) {}

    /** What a framework says about something; what it leaves out has no line. */
    record Element(Text name, Map<Text, Text> lines) {
        private void add(String sv, String en, Object value) {
            add(new Text(sv, en), value);
        }

        private void add(Text what, Object value) {
            text(value).ifPresent(said -> lines.put(what, said));
        }
    }

    private final GoalFramework framework;
    private final Map<Id, Element> elements = new LinkedHashMap<>();

    private FrameworkLines(GoalFramework framework) {
        this.framework = framework;
        whole();
        framework.departments().forEach(this::department);
        framework.strategicAreas().forEach(this::strategicArea);
        framework.indicators().forEach(this::indicator);
    }

    static Map<Id, Element> of(GoalFramework framework) {
        return new FrameworkLines(framework).elements;
    }

    private Element element(Kind kind, String id, Text name) {
        Element element = new Element(name, new LinkedHashMap<>());
        elements.put(new Id(kind, id), element);
        return element;
    }

    private void whole() {
        Element whole = element(Kind.FRAMEWORK, "", framework.title());
        whole.add("Namn", "Title", framework.title());
        whole.add("Vision", "Vision", framework.vision());
        whole.add("Viktigt att veta", "Notice", framework.notice());
        whole.add("Period", "Period", framework.from() + "–" + framework.to());
        whole.add("Historik från", "History from", Integer.toString(framework.historyFrom()));
        whole.add("Minsta täckning", "Minimum coverage", framework.minimumCoverage());
        whole.add("Minsta grupp", "Smallest group", framework.smallestGroup());
        whole.add("Tillbakadragen", "Withdrawn", framework.withdrawn());
        whole.add("Stadsdelar", "City districts", framework.districts());
        whole.add(
                "Högst så många målområden per nämnd",
                "At most so many goal areas per department",
                framework.atMostPerDepartment().goalAreas());
        whole.add(
                "Högst så många nyckeltal per nämnd",
                "At most so many indicators per department",
                framework.atMostPerDepartment().indicators());
        whole.add("Skala", "Scale", framework.scale().id());
        for (Scale.Level level : framework.scale().levels()) {
            whole.add("Nivån " + level.id() + ": namn", "Level " + level.id() + ": name", level.label());
            whole.add("Nivån " + level.id() + ": från", "Level " + level.id() + ": from", level.from());
            whole.add("Nivån " + level.id() + ": färg", "Level " + level.id() + ": colour", level.colour());
            whole.add(
                    "Nivån " + level.id() + ": form",
                    "Level " + level.id() + ": shape",
                    level.shape().toString());
        }
    }

    private void department(Department department) {
        Element of = element(Kind.DEPARTMENT, department.id(), department.name());
        of.add("Namn", "Name", department.name());
        of.add("Finns från och med", "Exists from", year(department.validFrom(), department.validFrom() > 0));
        of.add(
                "Finns till och med",
                "Exists until",
                year(department.validTo(), department.validTo() < Integer.MAX_VALUE));
        of.add("Ersätter", "Replaces", department.replaces());
        for (ReportingDeadline deadline : framework.reporting()) {
            if (deadline.department().equals(department.id())) {
                boolean isYear = deadline.of().equals("year");
                of.add(
                        "Rapporterar " + (isYear ? "helåret" : deadline.of()) + " senast",
                        "Reports " + (isYear ? "the year" : deadline.of()) + " by",
                        DateTimeFormatter.ofPattern("MM-dd").format(deadline.by()));
            }
        }
    }

    private static Optional<String> year(int year, boolean isGiven) {
        return Optional.of(Integer.toString(year)).filter(given -> isGiven);
    }

    private void strategicArea(StrategicArea area) {
        Element of = element(Kind.STRATEGIC_AREA, area.id(), area.title());
        of.add("Namn", "Title", area.title());
        of.add("Beskrivning", "Description", area.description());
        area.goalAreas().forEach(goalArea -> goalArea(goalArea, area));
    }

    private void goalArea(GoalArea area, StrategicArea in) {
        Element of = element(Kind.GOAL_AREA, area.id(), area.statement());
        of.add("Formulering", "Statement", area.statement());
        of.add("Strategiskt område", "Strategic area", in.id());
        of.add("Vikt", "Weight", area.weight());
        of.add("Ansvarig nämnd", "Responsible department", area.responsible());
        of.add("God ekonomisk hushållning", "Sound financial management", area.financialManagement());
        of.add("Inledning till hur det ska ske", "Introduction to how it shall be done", area.meansIntro());
        int number = 0;
        for (GoalArea.Means means : area.means()) {
            number++;
            of.add("Hur det ska ske, punkt " + number, "How it shall be done, item " + number, means.text());
            of.add(
                    "Hur det ska ske, punkt " + number + ": följs av",
                    "How it shall be done, item " + number + ": followed by",
                    means.followedBy());
        }
        for (GoalArea.WeightedIndicator part : area.indicators()) {
            of.add("Vikt för " + part.indicator(), "Weight of " + part.indicator(), part.weight());
        }
    }

    private void indicator(Indicator indicator) {
        Element of = element(Kind.INDICATOR, indicator.id(), indicator.title());
        of.add("Namn", "Title", indicator.title());
        of.add("Serie", "Series", indicator.series());
        of.add("Enhet", "Unit", indicator.unit());
        of.add("Vad som bedöms", "What is judged", PictureLabels.measure(word(indicator.measure())));
        of.add("Årets värde av delarna", "The year's value from its parts", withinYear(indicator.withinYear()));
        of.add("Antal delar som krävs", "Parts required", indicator.requiredParts());
        of.add(
                "Värdet av flera nämnders",
                "The value from those of several departments",
                acrossDepartments(indicator.acrossDepartments()));
        of.add("Rapporteras av", "Reported by", indicator.departments());
        of.add("Minsta möjliga värde", "Least possible value", indicator.range().lower());
        of.add(
                "Största möjliga värde",
                "Greatest possible value",
                indicator.range().upper());
        of.add("Gäller personer", "About persons", indicator.persons());
        of.add("Mäts åren", "Due years", dueYears(indicator));
        for (Indicator.Break change : indicator.breaks()) {
            of.add("Metodbyte " + change.year(), "Method changed in " + change.year(), change.reason());
        }
        of.add("Rådighet", "Control", indicator.control().map(control -> PictureLabels.control(word(control))));
        of.add("Jämförelsevärde", "Comparison value", indicator.comparison().map(FrameworkLines::comparison));
        rule(of, indicator.rule());
        of.add("Motivering", "Reason", indicator.reason());
    }

    /** Every year is due unless the framework says otherwise. */
    private Collection<Integer> dueYears(Indicator indicator) {
        boolean isEvery =
                IntStream.rangeClosed(framework.historyFrom(), framework.to()).allMatch(indicator.dueYears()::contains);
        return isEvery ? List.of() : indicator.dueYears();
    }

    private void rule(Element of, Rule rule) {
        RulePicture shown = RulePicture.of(rule, framework.from());
        of.add("Regel", "Rule", Labels.rule(shown));
        of.add("Riktning", "Direction", shown.direction().map(Labels::direction));
        of.add("Önskat läge", "Ideal", shown.ideal());
        of.add("Nedre gräns", "Lower bound", shown.lower());
        of.add("Övre gräns", "Upper bound", shown.upper());
        framework
                .years()
                .forEach(year -> of.add(
                        shown.targetIsComparison() ? "Jämförelsevärde att nå " + year : "Målvärde " + year,
                        shown.targetIsComparison() ? "Comparison value to reach " + year : "Target " + year,
                        rule.target(year)));
        of.add("Målvärdets källa", "Source of the target", shown.targetSource());
        of.add("Tolerans", "Tolerance", shown.tolerance());
        of.add("Utgångsvärde", "Baseline", shown.baseline().map(FrameworkLines::baseline));
        if (rule instanceof Rule.Improve improve && improve.aim() instanceof Rule.Toward toward) {
            of.add("Det önskade lägets källa", "Source of the ideal", toward.source());
        }
    }

    private static Text comparison(Indicator.Comparison other) {
        Text value = number(other.value());
        return new Text(
                value.sv() + " (" + other.year() + ", " + other.source().sv() + ")",
                value.en() + " (" + other.year() + ", " + other.source().en() + ")");
    }

    private static Text baseline(Rule.Baseline from) {
        Text value = number(from.value());
        return new Text(
                value.sv() + " (" + from.year() + source(from, Text::sv) + ")",
                value.en() + " (" + from.year() + source(from, Text::en) + ")");
    }

    private static String source(Rule.Baseline from, Function<Text, String> in) {
        return from.source().map(in).map(source -> ", " + source).orElse("");
    }

    private static Text withinYear(Indicator.WithinYearMethod method) {
        return switch (method) {
            case LAST -> new Text("Den senaste delen", "The last part");
            case SUM -> new Text("Summan", "The sum");
            case MEAN -> new Text("Medelvärdet", "The mean");
            case MAX -> new Text("Det högsta", "The highest");
            case MIN -> new Text("Det lägsta", "The lowest");
        };
    }

    private static Text acrossDepartments(Indicator.AcrossDepartmentsMethod method) {
        return switch (method) {
            case SINGLE -> new Text("En enda nämnd rapporterar", "A single department reports");
            case SUM -> new Text("Summan", "The sum");
            case MEAN -> new Text("Medelvärdet", "The mean");
            case WEIGHTED_MEAN -> new Text("Vägt medelvärde efter antal", "Mean weighted by counts");
            case MAX -> new Text("Det högsta", "The highest");
            case MIN -> new Text("Det lägsta", "The lowest");
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Text> text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(FrameworkLines::text);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? text(number.getAsInt()) : Optional.empty();
        }
        if (value instanceof Collection<?> several) {
            String listed = several.stream().map(Object::toString).collect(Collectors.joining(", "));
            return listed.isEmpty() ? Optional.empty() : text(listed);
        }
        if (value instanceof Text text) {
            return Optional.of(text);
        }
        if (value instanceof BigDecimal number) {
            return Optional.of(number(number));
        }
        if (value instanceof Boolean is) {
            return is ? Optional.of(new Text("Ja", "Yes")) : Optional.empty();
        }
        return Optional.of(new Text(value.toString(), value.toString()));
    }

    private static Text number(BigDecimal number) {
        String plain = number.stripTrailingZeros().toPlainString();
        return new Text(plain.replace('.', ','), plain);
    }
}
