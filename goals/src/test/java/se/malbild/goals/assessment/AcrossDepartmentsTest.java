package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;
import static se.malbild.goals.assessment.Given.problemCodes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Reason;

/** Step 2: from the departments to one value, after a reorganisation too. */
class AcrossDepartmentsTest {

    @ParameterizedTest(name = "{0} of {1}: {2} {3}, problems {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "single | skola 2018 5 | 5 | - | ''",
                "single | fritid 2018 5; skola 2018 DROPOUT | 5 | - | ''",
                "single | skola 2018 5; fritid 2018 6 | - | several-reporters | several-reporters",
                "sum | skola 2018 5; fritid 2018 6.5 | 11.5 | - | ''",
                "sum | skola 2018 5 | - | department-missing | ''",
                "sum | skola 2018 5; fritid 2018 SECRECY | - | department-missing | ''",
                "sum | skola 2018 5; fritid 2018 6; teknik 2018 7 | 18 | - | unexpected-department",
                "sum | skola 2018 5; teknik 2018 7 | - | department-missing | unexpected-department",
                "mean | skola 2018 5; fritid 2018 6 | 5.5 | - | ''",
                "mean | skola 2018 5 | 5 | - | department-missing",
                "mean | skola 2018 1; fritid 2018 1; teknik 2018 0 | 0.666667 | - | unexpected-department",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 of 20 | 70 | - | ''",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 of 20; teknik 2018 7 of 0 | 70 | - | unexpected-department",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 of 0 | 90 | - | ''",
                "weighted-mean | skola 2018 90 of 0; fritid 2018 60 of 0 | - | no-persons | ''",
                "weighted-mean | skola 2018 90 of 10; fritid 2018 60 | - | no-count | ''",
                "weighted-mean | skola 2018 90 of 10 | 90 | - | department-missing",
                "weighted-mean | skola 2018 90 | - | no-count | department-missing",
                "max | skola 2018 5; fritid 2018 6 | 6 | - | ''",
                "max | fritid 2018 6 | 6 | - | department-missing",
                "min | skola 2018 5; fritid 2018 6 | 5 | - | ''",
                "min | fritid 2018 6 | 6 | - | department-missing",
            })
    void acrossDepartments(String method, String reports, String value, String reason, String problems) {
        IndicatorPicture shown = Given.indicator("acrossDepartments: " + method, "departments: [skola, fritid]")
                .reported(reports)
                .shown(2018);

        assertValue(shown, value, reason);
        assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
    }

    @ParameterizedTest(name = "{1} is {2}")
    @CsvSource({
        "single, several-reporters, not-assessed",
        "sum, department-missing, not-measured",
        "weighted-mean, no-count, not-assessed"
    })
    void aMissingDepartmentIsNotMeasuredAndWhatCannotBeWeightedIsNotAssessed(
            String method, String reason, String level) {
        String reports = method.equals("sum") ? "skola 2018 5" : "skola 2018 5; fritid 2018 6";

        IndicatorPicture shown = Given.indicator("acrossDepartments: " + method, "departments: [skola, fritid]")
                .reported(reports)
                .shown(2018);

        assertThat(shown.level()).isEqualTo(level);
        assertThat(shown.reason()).map(Reason::code).contains(reason);
    }

    @Test
    void theProblemNamesTheDepartmentsAsPeopleDo() {
        IndicatorPicture shown = Given.indicator("departments: [skola]")
                .reported("skola 2018 5; okand 2018 6")
                .shown(2018);

        assertThat(shown.problems())
                .extracting(problem -> problem.message().sv())
                .containsExactly(
                        "okand har rapporterat men väntas inte göra det.",
                        "Fler än en nämnd har rapporterat: Skolnämnden, okand.");
        assertThat(shown.departments().reported()).containsExactly("skola", "okand");
        assertThat(shown.departments().expected()).containsExactly("skola");
    }

    @Test
    void personsArePutTogetherWithinTheYearBeforeDepartmentsAreWeighted() {
        // 10 and 30 persons in two tertials: 20 stand behind the year
        IndicatorPicture shown = Given.indicator(
                        "withinYear: mean", "acrossDepartments: weighted-mean", "departments: [skola, fritid]")
                .reported("skola 2018-T1 80 of 10; skola 2018-T2 90 of 30; fritid 2018 40 of 20")
                .shown(2018);

        assertValue(shown, "62.5", null);
    }

    @ParameterizedTest(name = "{0} in {1} of {2}: {3} {4}; expected {5}, reported {6}, problems {7}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // north and south report until 2018, the joint committee from 2019
                "sum | 2018 | norr 2018 5; soder 2018 6 | 11 | - | norr soder | norr soder | ''",
                "sum | 2018 | norr 2018 5 | - | department-missing | norr soder | norr | ''",
                "sum | 2019 | samlad 2019 12 | 12 | - | samlad | samlad | ''",
                // the successor takes the place of both
                "sum | 2019 | samlad 2019 12; norr 2019 5; soder 2019 6 | 12 | - | samlad | samlad"
                        + " | replaced-by-successor replaced-by-successor",
                "mean | 2019 | samlad 2019 12; norr 2019 5 | 12 | - | samlad | samlad | replaced-by-successor",
                "single | 2019 | samlad 2019 12; norr 2019 5 | 12 | - | samlad | samlad | replaced-by-successor",
                // only the predecessors report: they count but are not expected
                "mean | 2019 | norr 2019 5; soder 2019 6 | 5.5 | - | samlad | norr soder"
                        + " | unexpected-department unexpected-department department-missing",
                "sum | 2019 | norr 2019 5; soder 2019 6 | - | department-missing | samlad | norr soder"
                        + " | unexpected-department unexpected-department",
                // an empty report of the successor takes nobody's place
                "mean | 2019 | samlad 2019 DROPOUT; norr 2019 5 | 5 | - | samlad | norr"
                        + " | unexpected-department department-missing",
                // before the reorganisation the successor takes nobody's place
                "sum | 2018 | samlad 2018 12 | - | department-missing | norr soder | samlad | unexpected-department",
                "sum | 2018 | samlad 2018 12; norr 2018 5 | - | department-missing | norr soder | norr samlad"
                        + " | unexpected-department",
                "mean | 2018 | samlad 2018 12 | 12 | - | norr soder | samlad"
                        + " | unexpected-department department-missing",
            })
    void afterAReorganisationTheSuccessorTakesThePlace(
            String method,
            int year,
            String reports,
            String value,
            String reason,
            String expected,
            String reported,
            String problems) {
        for (String declared : List.of("[norr, soder, samlad]", "[samlad]", "[norr, soder]")) {
            IndicatorPicture shown = Given.indicator("acrossDepartments: " + method, "departments: " + declared)
                    .reported(reports)
                    .shown(year);

            assertValue(shown, value, reason);
            assertThat(String.join(" ", shown.departments().expected())).isEqualTo(expected);
            assertThat(String.join(" ", shown.departments().reported())).isEqualTo(reported);
            assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
        }
    }
}
