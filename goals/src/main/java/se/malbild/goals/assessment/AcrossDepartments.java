package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.HashSet;
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

    /** @param reported what each department has a value for, at least one, in the order of the framework */
    SideValue value(Map<String, Quantity> reported) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Quantity> values = withoutPredecessors(reported, problems);
        values.keySet().stream()
                .filter(reporter -> !expected.contains(reporter))
                .map(this::unexpected)
                .forEach(problems::add);
        Outcome<Quantity> value = together(values, problems);
        return new SideValue(value, List.copyOf(values.keySet()), problems);
    }

    /** After a reorganisation the successor's value takes the place of the predecessor's. */
    private Map<String, Quantity> withoutPredecessors(Map<String, Quantity> reported, List<Problem> problems) {
        Map<String, Quantity> values = new LinkedHashMap<>(reported);
        reorganisation.successors(reported.keySet()).forEach((predecessor, successor) -> {
            if (values.remove(predecessor) != null) {
                problems.add(problem("replaced-by-successor", reorganisation.replaced(predecessor, successor)));
            }
        });
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

    /** The expected departments with no value, neither their own nor a successor's in their place. */
    private List<String> missing(Set<String> reporters) {
        Set<String> filled = new HashSet<>(reporters);
        filled.addAll(reorganisation.successors(reporters).keySet());
        return expected.stream()
                .filter(department -> !filled.contains(department))
                .toList();
    }

    private static Outcome<Quantity> weightedMean(List<Quantity> quantities) {
        Optional<Fraction> persons = Quantity.persons(quantities);
        if (persons.isEmpty()) {
            return Outcome.notAssessed(
                    "no-count",
                    "Antalet personer bakom värdet saknas, så förvaltningarna kan inte vägas samman.",
                    "The number of persons behind the value is missing, so the departments cannot be weighted.");
        }
        if (persons.get().signum() == 0) {
            return Outcome.notAssessed(
                    "no-persons",
                    "Inga personer står bakom värdena, så förvaltningarna kan inte vägas samman.",
                    "No persons stand behind the values, so the departments cannot be weighted.");
        }
        Fraction weighted = quantities.stream()
                .map(quantity -> quantity.exact().times(quantity.count().orElseThrow()))
                .reduce(Fraction.ZERO, Fraction::plus);
        return Outcome.found(Quantity.derived(weighted.dividedBy(persons.get()), persons));
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
                "Fler än en förvaltning har rapporterat: " + names.sv() + ".",
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
