package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.malbild.goals.assessment.YearCells.Side;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Reason;

/**
 * What one department has for an indicator in a year: the steps that lead to the municipality's value, up to where the
 * departments are put together. It is made of observations that may be shown, and of no others, so it tells no more than they do.
 *
 * @param value what the department's own observations give, in the indicator's unit
 * @param reason why there is no value, or why something of what it has reported is left aside
 * @param women the value for women, where it is known
 * @param men the value for men, where it is known
 * @param periods the parts of the year, or the year, that it has reported a value of
 */
public record DepartmentYear(
        String department,
        Optional<BigDecimal> value,
        Optional<Reason> reason,
        Optional<BigDecimal> women,
        Optional<BigDecimal> men,
        List<Period> periods) {

    public DepartmentYear {
        periods = List.copyOf(periods);
    }

    /** Tells whether the department has said anything of what the indicator measures, if only that there is no value. */
    public boolean hasReported() {
        return value.isPresent()
                || reason.filter(why -> !why.code().equals(YearValue.NO_OBSERVATION))
                        .isPresent();
    }

    /**
     * Returns what each department has that has said anything which may be shown, in the order of the framework.
     *
     * @param kind of the observations that are used; those of the other kind are not seen
     * @param disclosure what of the observations of {@code kind} may be shown
     * @param observations the winners of the year's cells
     */
    public static List<DepartmentYear> of(
            GoalFramework framework,
            Indicator indicator,
            int year,
            Kind kind,
            Disclosure disclosure,
            Collection<Observation> observations) {
        YearCells cells = new YearCells(
                kind,
                observations.stream()
                        .filter(observation -> disclosure.shows(observation.cell()))
                        .map(Winner::of)
                        .toList());
        Departments departments = new Departments(framework);
        YearValue value = new YearValue(indicator, year, departments, framework.districts(), disclosure, cells);
        Set<String> reporters = cells.winners().stream()
                .map(winner -> winner.observation().cell().department())
                .collect(Collectors.toSet());
        return departments.inOrder(reporters).stream()
                .map(department -> of(department, indicator, value, cells))
                .toList();
    }

    private static DepartmentYear of(String department, Indicator indicator, YearValue year, YearCells cells) {
        Outcome<Quantity> own = own(department, indicator, year);
        Optional<Reason> leftAside = year.disregarded().entrySet().stream()
                .filter(cell -> cell.getKey().department().equals(department))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .findFirst();
        return new DepartmentYear(
                department,
                own.asOptional().map(Quantity::shown),
                own.whyNot().or(() -> leftAside),
                shown(department, Gender.WOMEN, year),
                shown(department, Gender.MEN, year),
                periods(department, year, cells));
    }

    private static Outcome<Quantity> own(String department, Indicator indicator, YearValue year) {
        return switch (indicator.measure()) {
            case TOTAL -> year.ofDepartment(department, Side.ofMunicipality(Gender.TOTAL));
            case GAP_GENDER ->
                Disparity.genderGap(
                        year.ofDepartment(department, Side.ofMunicipality(Gender.WOMEN)),
                        year.ofDepartment(department, Side.ofMunicipality(Gender.MEN)));
            case RATIO_GENDER ->
                Disparity.genderRatio(
                        year.ofDepartment(department, Side.ofMunicipality(Gender.WOMEN)),
                        year.ofDepartment(department, Side.ofMunicipality(Gender.MEN)));
            case GAP_DISTRICT -> {
                Map<String, Outcome<Quantity>> byDistrict = new LinkedHashMap<>();
                year.judged().forEach(side -> byDistrict.put(side.district(), year.ofDepartment(department, side)));
                yield Disparity.districtGap(byDistrict);
            }
        };
    }

    private static Optional<BigDecimal> shown(String department, Gender gender, YearValue year) {
        return year.ofDepartment(department, Side.ofMunicipality(gender))
                .asOptional()
                .map(Quantity::shown);
    }

    private static List<Period> periods(String department, YearValue year, YearCells cells) {
        return List.copyOf(cells.winners().stream()
                .filter(year::hasValue)
                .map(winner -> winner.observation().cell())
                .filter(cell -> cell.department().equals(department))
                .map(Cell::period)
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
