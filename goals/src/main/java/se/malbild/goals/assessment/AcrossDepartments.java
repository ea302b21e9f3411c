package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.Indicator.AcrossDepartmentsMethod;
import se.malbild.goals.picture.Problem;

/** Step 2: from the departments' values of the year to one. */
final class AcrossDepartments {
    private final AcrossDepartmentsMethod method;
    private final Departments departments;
    private final List<String> expected;
    private final Reorganisation reorganisation;

    /** @param expected the departments that are to report in the year */
    AcrossDepartments(
            AcrossDepartmentsMethod method,
            Departments departments,
            List<String> expected,
            Reorganisation reorganisation) {
        this.method = method;
        this.departments = departments;
        this.expected = expected;
        this.reorganisation = reorganisation;
    }

    /**
     * Puts together what the departments say.
     *
     * @param reported what each department has a value for, or why it has none, in the order of the framework
     * @param nothing why there is no value when no department says anything
     */
    SideValue value(Map<String, Outcome<Quantity>> reported, Outcome<Quantity> nothing) {
        Map<String, Outcome<Quantity>> counting = new LinkedHashMap<>(reported);
        counting.keySet().removeIf(reorganisation::givesWay);
        Map<String, Quantity> values = values(counting);
        List<Problem> problems = new ArrayList<>();
        values(reported).keySet().stream()
                .filter(reorganisation::givesWay)
                .map(reporter -> problem("replaced-by-successor", reorganisation.givesWayBecause(reporter)))
                .forEach(problems::add);
        if (values.isEmpty()) {
            return new SideValue(whyNoValue(counting.values()).orElse(nothing), List.of(), problems);
        }
        values.keySet().stream()
                .filter(reporter -> !expected.contains(reporter))
                .map(this::unexpected)
                .forEach(problems::add);
        reorganisation
                .successorMissing(values.keySet())
                .map(message -> problem("successor-missing", message))
                .ifPresent(problems::add);
        Outcome<Quantity> value = together(values, problems);
        return new SideValue(value, List.copyOf(values.keySet()), problems);
    }

    /** That it does not apply is the reason only when no department has another. */
    private static Optional<Outcome<Quantity>> whyNoValue(Collection<Outcome<Quantity>> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !CellValues.isNotApplicable(outcome))
                .findFirst()
                .or(() -> outcomes.stream().findFirst());
    }

    private static Map<String, Quantity> values(Map<String, Outcome<Quantity>> outcomes) {
        Map<String, Quantity> values = new LinkedHashMap<>();
        outcomes.forEach(
                (department, outcome) -> outcome.asOptional().ifPresent(quantity -> values.put(department, quantity)));
        return values;
    }

    private Outcome<Quantity> together(Map<String, Quantity> values, List<Problem> problems) {
        List<Quantity> quantities = List.copyOf(values.values());
        if (method == AcrossDepartmentsMethod.SINGLE && quantities.size() > 1) {
            Text message = severalReporters(values.keySet());
            problems.add(problem("several-reporters", message));
            return Outcome.notAssessed("several-reporters", message.sv(), message.en());
        }
        List<String> missing = missing(values.keySet());
        if (method != AcrossDepartmentsMethod.SINGLE && !missing.isEmpty()) {
            Text message = nothingFrom(missing);
            if (method == AcrossDepartmentsMethod.SUM) {
                return Outcome.notMeasured("department-missing", message.sv(), message.en());
            }
            problems.add(problem("department-missing", message));
        }
        return switch (method) {
            case SINGLE -> Outcome.found(quantities.get(0));
            case SUM -> Outcome.found(Quantity.derived(Quantity.sum(quantities), Optional.empty()));
            case MEAN -> Outcome.found(Quantity.derived(Quantity.mean(quantities), Optional.empty()));
            case WEIGHTED_MEAN -> weightedMean(quantities);
            case MAX -> Outcome.found(Quantity.highest(quantities));
            case MIN -> Outcome.found(Quantity.lowest(quantities));
        };
    }

    /** The expected departments with no value, neither their own nor their successors' in their place. */
    private List<String> missing(Set<String> reporters) {
        return expected.stream()
                .filter(department -> !reporters.contains(department) && !reorganisation.givesWay(department))
                .toList();
    }

    private static Outcome<Quantity> weightedMean(List<Quantity> quantities) {
        Optional<Fraction> persons = Quantity.persons(quantities);
        if (persons.isEmpty()) {
            return Outcome.notAssessed(
                    "no-count",
                    "Antalet personer bakom värdet saknas, så nämnderna kan inte vägas samman.",
                    "The number of persons behind the value is missing, so the departments cannot be weighted.");
        }
        if (persons.get().signum() == 0) {
            return Outcome.notAssessed(
                    "no-persons",
                    "Inga personer står bakom värdena, så nämnderna kan inte vägas samman.",
                    "No persons stand behind the values, so the departments cannot be weighted.");
        }
        WeightedMean mean = new WeightedMean();
        quantities.forEach(
                quantity -> mean.add(quantity.exact(), quantity.count().orElseThrow()));
        return Outcome.found(Quantity.derived(mean.mean().orElseThrow(), persons));
    }

    private Problem unexpected(String reporter) {
        Text name = departments.name(reporter);
        return problem(
                "unexpected-department",
                new Text(
                        name.sv() + " har rapporterat men väntas inte göra det.",
                        name.en() + " has reported but is not expected to."));
    }

    private Text severalReporters(Set<String> reporters) {
        Text names = departments.names(reporters);
        return new Text(
                "Fler än en nämnd har rapporterat: " + names.sv() + ".",
                "More than one department has reported: " + names.en() + ".");
    }

    private Text nothingFrom(List<String> missing) {
        Text names = departments.names(missing);
        return new Text("Uppgift saknas från " + names.sv() + ".", "Nothing from " + names.en() + ".");
    }

    private static Problem problem(String code, Text message) {
        return new Problem(code, message, Optional.empty());
    }
}
