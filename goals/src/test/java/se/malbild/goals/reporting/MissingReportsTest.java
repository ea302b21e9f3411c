package se.malbild.goals.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.assessment.Given;
import se.malbild.goals.framework.Department;
import se.malbild.goals.reporting.MissingReport.Standing;

/** Who has not reported what. */
class MissingReportsTest {
    private static final String YEAR = "reporting: [{department: skola, of: year, by: 02-15}]";
    private static final String TERTIALS = "reporting: [{department: skola, of: T1, by: 05-20},"
            + " {department: skola, of: T2, by: 09-20}, {department: skola, of: T3, by: 01-31}]";
    private static final String INTERIM = "reporting: [{department: skola, of: T1, by: 05-20}]";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // the year, once
                "rule | '' | skola 2018 by 2019-02-15: 2018",
                "rule | skola 2018 5 | ''",
                "rule | skola 2018 DROPOUT | ''",
                "rule | skola 2018 SECRECY | ''",
                "rule | skola 2018 NOT_APPLICABLE | ''",
                "rule | skola 2018 RETRACTED | skola 2018 by 2019-02-15: 2018",
                "rule | skola 2018 5 forecast | skola 2018 by 2019-02-15: 2018",
                "rule | skola 2017 5 | skola 2018 by 2019-02-15: 2018",
                "rule | fritid 2018 5 | skola 2018 by 2019-02-15: 2018",
                "rule | skola 2018 women 5 | skola 2018 by 2019-02-15: 2018",
                "range: {lower: 0, upper: 100} | skola 2018 500 | ''",
                "dueYears: [2017, 2019] | '' | ''",
                // the year as its last part
                "rule | skola 2018-T1 5 | skola 2018 by 2019-02-15: 2018-T3",
                "rule | skola 2018-08 5 | skola 2018 by 2019-02-15: 2018-12",
                "rule | skola 2018-T3 5 | ''",
                "rule | skola 2018-12 5 | ''",
                // the year from its parts
                "withinYear: sum | skola 2018 5 | ''",
                "withinYear: sum | skola 2018-T1 1; skola 2018-T3 1 | skola 2018 by 2019-02-15: 2018-T2",
                "withinYear: sum | skola 2018-T1 1; skola 2018-T2 DROPOUT; skola 2018-T3 1 | ''",
                "withinYear: sum | skola 2018-Q1 1; skola 2018-04 1 | skola 2018 by 2019-02-15:"
                        + " 2018-05, 2018-06, 2018-07, 2018-08, 2018-09, 2018-10, 2018-11, 2018-12",
                "withinYear: mean | skola 2018-T1 1; skola 2018-T2 1 | skola 2018 by 2019-02-15: 2018-T3",
                "withinYear: max | skola 2018-Q4 1 | skola 2018 by 2019-02-15: 2018-Q1, 2018-Q2, 2018-Q3",
                "withinYear: mean, requiredParts: 2 | skola 2018-T1 1; skola 2018-T2 1 | ''",
                "withinYear: mean, requiredParts: 2 | skola 2018-T1 1 | skola 2018 by 2019-02-15: 2018-T2, 2018-T3",
                // women, men, districts
                "measure: gap-gender | skola 2018 5 | skola 2018 by 2019-02-15: women 2018; men 2018",
                "measure: ratio-gender | skola 2018 women 5 | skola 2018 by 2019-02-15: men 2018",
                "measure: gap-gender | skola 2018 women 5; skola 2018 men SECRECY | ''",
                "measure: gap-district | '' | skola 2018 by 2019-02-15: 2018, at least two districts",
                "measure: gap-district | skola 2018 @norr 5 | skola 2018 by 2019-02-15: 2018, at least two districts",
                "measure: gap-district | skola 2018 @norr 5; skola 2018 @soder RETRACTED |"
                        + " skola 2018 by 2019-02-15: soder 2018",
                "measure: gap-district | skola 2018 @norr 5; skola 2018 @soder 5 | ''",
            })
    void a_department_has_not_reported_what_the_framework_asks_of_it(String key, String reports, String missing) {
        assertThat(missing(given(key.equals("rule") ? "control: own" : key, YEAR), reports))
                .isEqualTo(missing);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "withinYear: sum | '' | skola 2018-T1 by 2018-05-20: 2018-T1, skola 2018-T2 by 2018-09-20: 2018-T2,"
                        + " skola 2018-T3 by 2019-01-31: 2018-T3",
                "withinYear: sum | skola 2018-T1 1; skola 2018-05 1; skola 2018-06 1 |"
                        + " skola 2018-T2 by 2018-09-20: 2018-07 2018-08, skola 2018-T3 by 2019-01-31: 2018-T3",
                "withinYear: sum | skola 2018-Q1 1; skola 2018-Q2 1 | skola 2018-T2 by 2018-09-20: 2018-07 2018-08,"
                        + " skola 2018-T3 by 2019-01-31: 2018-T3",
                "withinYear: sum | skola 2018 1 | ''",
                "control: own | '' | skola 2018 by 2019-01-31: 2018",
                "control: own | skola 2018-T1 1 | skola 2018 by 2019-01-31: 2018-T3",
            })
    void a_part_that_has_a_last_day_is_asked_for_where_the_year_is_made_of_its_parts(
            String key, String reports, String missing) {
        assertThat(missing(given(key, TERTIALS), reports).replace(", 2018", " 2018"))
                .isEqualTo(missing);
    }

    @Test
    void what_is_left_of_the_year_has_no_last_day_when_only_a_part_has_one() {
        assertThat(missing(given("withinYear: sum", INTERIM), "skola 2018-T1 1"))
                .isEqualTo("skola 2018 without a last day: 2018-T2, 2018-T3");
        assertThat(missing(given("control: own", INTERIM), "")).isEqualTo("skola 2018 without a last day: 2018");
    }

    @Test
    void declared_districts_are_named() {
        Given given = given("measure: gap-district", YEAR + "\ndistricts: [norr, soder, vaster]");

        assertThat(missing(given, "skola 2018 @soder 5; skola 2018 @annan 5"))
                .isEqualTo("skola 2018 by 2019-02-15: norr 2018; vaster 2018");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "acrossDepartments: sum | [skola, fritid] | skola 2018 1 | fritid 2018 without a last day: 2018",
                "acrossDepartments: mean | [fritid, teknik] | '' |"
                        + " fritid 2018 without a last day: 2018, teknik 2018 without a last day: 2018",
                "acrossDepartments: single | [skola, fritid] | fritid 2018 1 | ''",
                "acrossDepartments: sum | [norr, soder, samlad] | samlad 2018 1 |"
                        + " norr 2018 without a last day: 2018, soder 2018 without a last day: 2018",
                "acrossDepartments: sum | [gamla, ostra, vastra] | ostra 2018 1; vastra 2018 1 | ''",
                "acrossDepartments: sum | [gamla, ostra, vastra] | gamla 2018 1; ostra 2018 1 |"
                        + " vastra 2018 without a last day: 2018",
                "acrossDepartments: sum | [forsta, andra, tredje] | tredje 2018 1 | ''",
                "acrossDepartments: sum | [femte] | '' | nobody 2018 without a last day: 2018",
                "acrossDepartments: sum | [femte] | skola 2018 1 | ''",
            })
    void each_department_that_is_to_report_is_asked(String across, String departments, String reports, String missing) {
        Given given = Given.indicator(across, "departments: " + departments);

        assertThat(missing(given, reports)).isEqualTo(missing);
    }

    @Test
    void what_would_end_it_is_a_cell_of_the_series_with_a_revision_that_wins() {
        Given given =
                given("series: N999, measure: gap-gender", YEAR).reported("N999 skola 2018 women RETRACTED rev 2");

        List<MissingCell> cells = of(given).missing().get(0).cells();

        assertThat(cells)
                .extracting(missing -> missing.cell().indicator() + " "
                        + missing.cell().gender() + " " + missing.cell().kind() + " " + missing.revision())
                .containsExactly("N999 WOMEN OUTCOME 3", "N999 MEN OUTCOME 0");
    }

    @ParameterizedTest
    @CsvSource({"2019-02-14, NOT_YET_DUE", "2019-02-15, NOT_YET_DUE", "2019-02-16, OVERDUE"})
    void the_last_day_counts_to_its_end(LocalDate day, Standing standing) {
        assertThat(of(given("control: own", YEAR)).missing())
                .extracting(missing -> missing.on(day))
                .containsExactly(standing);
        assertThat(of(given("control: own", YEAR)).standing(standing, day)).hasSize(1);
        assertThat(of(given("control: own", INTERIM)).missing())
                .extracting(missing -> missing.on(day))
                .containsExactly(Standing.NO_DEADLINE);
    }

    @Test
    void what_is_reported_without_a_value_is_told_with_the_reason() {
        Given given = given("withinYear: sum", YEAR)
                .reported("skola 2018-T1 SECRECY; skola 2018-T2 1; skola 2018-T3 DROPOUT; skola 2018 women DROPOUT;"
                        + " fritid 2018 DROPOUT; skola 2018 DROPOUT forecast");

        assertThat(of(given).missing()).isEmpty();
        assertThat(of(given).withoutValue())
                .extracting(report -> report.cell().period() + " " + report.reason())
                .containsExactly("2018-T1 SECRECY", "2018-T3 DROPOUT");
    }

    @Test
    void a_small_group_is_reported_like_any_other() {
        assertThat(missing(given("persons: true", YEAR), "skola 2018 5 of 2")).isEmpty();
    }

    @Test
    void what_is_not_known_is_not_called_missing() {
        Given given = Given.areas(
                List.of("skola-1=N1+N2+N3"),
                List.of(
                        Given.indicatorLine("N1", "acrossDepartments: sum", "departments: [skola, fritid]"),
                        Given.indicatorLine("N2", "departments: [fritid]"),
                        Given.indicatorLine("N3", "departments: [femte]")));

        MissingReports reports = MissingReports.of(
                given.framework(),
                2018,
                indicator -> indicator.id().equals("N2") ? Optional.of(List.of()) : Optional.empty());

        assertThat(told(reports)).isEqualTo("fritid 2018 without a last day: 2018");
        assertThat(reports.notShown())
                .extracting(hidden -> hidden.indicator().id() + " " + hidden.department())
                .containsExactly("N1 skola", "N1 fritid");
    }

    @Test
    void one_department_has_its_own_in_the_order_of_their_last_days() {
        Given given = Given.areas(
                List.of("skola-1=N1+N2+N3"),
                Stream.of("N1", "N2", "N3")
                        .map(id -> Given.indicatorLine(
                                id,
                                id.equals("N2") ? "withinYear: sum" : "control: own",
                                "acrossDepartments: sum",
                                "departments: [fritid, skola]"))
                        .toList(),
                TERTIALS);
        Department school = given.framework().departmentsById().get("skola");

        MissingReports own = of(given).of(school);

        assertThat(of(given).departments()).extracting(Department::id).containsExactly("skola", "fritid");
        assertThat(own.missing())
                .extracting(report -> report.indicator().id() + " " + report.period())
                .containsExactly("N2 2018-T1", "N2 2018-T2", "N1 2018", "N2 2018-T3", "N3 2018");
        assertThat(of(given).missing()).hasSize(8).startsWith(own.missing().toArray(MissingReport[]::new));
    }

    private static Given given(String key, String line) {
        return Given.areas(List.of("skola-1=N15428"), List.of(Given.indicatorLine("N15428", key)), line);
    }

    private static MissingReports of(Given given) {
        return MissingReports.of(given.framework(), 2018, given.observed());
    }

    private static String missing(Given given, String reports) {
        return told(of(given.reported(reports)));
    }

    private static String told(MissingReports reports) {
        return reports.missing().stream()
                .map(report -> report.department().orElse("nobody") + " " + report.period() + " "
                        + report.lastDay().map(day -> "by " + day).orElse("without a last day") + ": "
                        + report.what().en())
                .collect(Collectors.joining(", "));
    }
}
