package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;
import static se.malbild.goals.assessment.Given.problemCodes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;

/** Where a rule could be read in two ways: the cases, table by table, with the reading that is meant. */
class RuleCasesTest {

    @ParameterizedTest(name = "{0} of {1}, {2}: {3} gives {4} {5} from {6}, problems {7}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // a value is one in the municipality's total: the western committee has none
                "total | mean | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10; vastra 2018 women 4"
                        + " | 15 | - | gamla ostra | successor-missing department-missing",
                // or, when nobody has a total, about anybody
                "gap-gender | single | andra, tredje | andra 2018 women 60; andra 2018 men 50; tredje 2018 women 70"
                        + " | - | no-observation | tredje | replaced-by-successor",
                // for the year, and not for a gender of it
                "gap-gender | single | andra, tredje | andra 2018 women 60; andra 2018 men 50; tredje 2018 70"
                        + " | - | no-observation | '' | replaced-by-successor",
                // a successor that is itself replaced counts as its successors
                "total | sum | forsta, andra, tredje | forsta 2018 20; tredje 2018 9"
                        + " | 9 | - | tredje | replaced-by-successor",
                "total | sum | forsta, andra, tredje | forsta 2018 20; andra 2018 10; tredje 2018 9"
                        + " | 9 | - | tredje | replaced-by-successor replaced-by-successor",
                // one that is not expected takes nobody's place: the joint committee exists from 2019
                "total | mean | norr, soder | norr 2018 5; soder 2018 7; samlad 2018 12"
                        + " | 8 | - | norr soder samlad | unexpected-department",
                "total | mean | gamla | gamla 2018 20; ostra 2018 10; vastra 2018 6"
                        + " | 12 | - | gamla ostra vastra | unexpected-department unexpected-department",
                // until all have a value, the predecessor counts beside those that have
                "total | sum | gamla, ostra | gamla 2018 20; ostra 2018 10"
                        + " | 30 | - | gamla ostra | successor-missing",
                "total | sum | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10"
                        + " | - | department-missing | gamla ostra | successor-missing",
                "total | mean | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10; vastra 2018 DROPOUT"
                        + " | 15 | - | gamla ostra | successor-missing department-missing",
                "total | sum | gamla, ostra, vastra | gamla 2018 20; ostra 2018 10; vastra 2018 7"
                        + " | 17 | - | ostra vastra | replaced-by-successor",
                "total | sum | gamla, ostra, vastra | gamla 2018 20 | - | department-missing | gamla | ''",
            })
    void departments_and_replaces(
            String measure,
            String method,
            String expected,
            String reports,
            String value,
            String reason,
            String reported,
            String problems) {
        IndicatorPicture shown = Given.indicator(
                        "measure: " + measure, "acrossDepartments: " + method, "departments: [" + expected + "]")
                .reported(reports)
                .shown(2018);

        assertValue(shown, value, reason);
        assertThat(String.join(" ", shown.departments().reported())).isEqualTo(reported);
        assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
    }

    @Test
    void the_successor_that_is_waited_for_is_named() {
        IndicatorPicture shown = Given.indicator("acrossDepartments: mean", "departments: [gamla, ostra]")
                .reported("gamla 2018 20; ostra 2018 10")
                .shown(2018);

        assertThat(shown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message().sv())
                    .isEqualTo("Uppgift saknas från Västra nämnden, så tills vidare räknas även värdet från Gamla"
                            + " nämnden.");
            assertThat(problem.message().en())
                    .isEqualTo("Nothing from Western committee yet, so the value from Old committee still counts as"
                            + " well.");
        });
    }
}
