package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Reason;

/** What each department has of its own, before the departments are put together. */
class DepartmentYearTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "acrossDepartments: sum | skola 2018 5; fritid 2018 6.5 | skola 5 [2018]; fritid 6.5 [2018]",
                "acrossDepartments: weighted-mean | fritid 2018 60 of 20; skola 2018 90 of 10 | skola 90 [2018]; fritid 60 [2018]",
                "acrossDepartments: single | skola 2018 5; fritid 2018 6 | skola 5 [2018]; fritid 6 [2018]",
                "acrossDepartments: sum | skola 2018 SECRECY; fritid 2018 6 | skola - missing-secrecy []; fritid 6 [2018]",
                "acrossDepartments: sum | skola 2018 5; okand 2018 6 | skola 5 [2018]; okand 6 [2018]",
                "withinYear: sum | skola 2018-T1 1; skola 2018-T2 2; skola 2018-T3 4 | skola 7 [2018-T1, 2018-T2, 2018-T3]",
                "withinYear: sum | skola 2018-T1 1; skola 2018-T2 2 | skola - parts-missing [2018-T1, 2018-T2]",
                "withinYear: last | skola 2018-T1 1; skola 2018-T2 2 forecast | skola 1 [2018-T1]",
                "range: {lower: 0, upper: 100} | skola 2018 120 | skola - outside-range []",
                "measure: gap-gender | skola 2018 women 8; skola 2018 men 5; fritid 2018 women 8 |"
                        + " skola 3 women 8 men 5 [2018]; fritid - no-observation women 8 [2018]",
                "measure: ratio-gender | skola 2018 women 8; skola 2018 men 5 | skola 1.6 women 8 men 5 [2018]",
                "measure: gap-district | skola 2018 @norr 8; skola 2018 @soder 5 | skola 3 [2018]",
                "acrossDepartments: sum | skola 2018 women 8 | skola - no-observation women 8 [2018]",
                "acrossDepartments: sum | skola 2017 5 | ''",
            })
    void a_department_has_what_its_own_observations_give(String key, String reports, String told) {
        Given given = Given.indicator(key, "departments: [skola, fritid]").reported(reports);

        assertThat(told(given, 2018, Kind.OUTCOME)).isEqualTo(told);
    }

    @Test
    void a_forecast_is_told_apart_from_an_outcome() {
        Given given = Given.indicator().reported("skola 2018-T1 1; skola 2018 3 forecast");

        assertThat(told(given, 2018, Kind.FORECAST)).isEqualTo("skola 3 [2018]");
    }

    @Test
    void the_value_of_a_predecessor_is_its_own_and_left_aside() {
        Given given = Given.indicator("acrossDepartments: sum", "departments: [norr, soder, samlad]")
                .reported("norr 2019 1; samlad 2019 5");

        assertThat(told(given, 2019, Kind.OUTCOME)).isEqualTo("norr 1 replaced-by-successor [2019]; samlad 5 [2019]");
    }

    @Test
    void what_may_not_be_shown_leaves_no_trace() {
        Given given = Given.indicator("acrossDepartments: weighted-mean", "departments: [skola, fritid]")
                .reported("skola 2018 90 of 100; skola 2018 women 80 of 98; skola 2018 men 10 of 2;"
                        + " fritid 2018 60 of 100");

        assertThat(given.shown(2018).suppressed()).isNotEmpty();
        assertThat(told(given, 2018, Kind.OUTCOME)).doesNotContain("80", "10 ", "women", "men");
        assertThat(told(Given.indicator().reported("skola 2018 90 of 2"), 2018, Kind.OUTCOME))
                .isEmpty();
    }

    private static String told(Given given, int year, Kind kind) {
        GoalFramework framework = given.framework();
        IndicatorAssessment assessed = given.assessed(year);
        List<DepartmentYear> departments = DepartmentYear.of(
                framework,
                framework.indicators().get(0),
                year,
                kind,
                kind == Kind.OUTCOME ? assessed.outcomes() : assessed.forecasts(),
                assessed.observations().stream().map(Winner::observation).toList());
        return departments.stream().map(DepartmentYearTest::told).collect(Collectors.joining("; "));
    }

    private static String told(DepartmentYear department) {
        return department.department() + " "
                + department.value().map(BigDecimal::toPlainString).orElse("-")
                + department.reason().map(Reason::code).map(" "::concat).orElse("")
                + number(" women ", department.women())
                + number(" men ", department.men())
                + " " + department.periods();
    }

    private static String number(String name, Optional<BigDecimal> number) {
        return number.map(value -> name + value.toPlainString()).orElse("");
    }
}
