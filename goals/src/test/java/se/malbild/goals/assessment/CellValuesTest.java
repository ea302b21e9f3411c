package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;
import static se.malbild.goals.assessment.Given.problemCodes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;

/** What single cells say: a number within the range, or why there is none. */
class CellValuesTest {

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 9 forecast | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 women 9 | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 @vivalla 9 | no-observation | Ingen uppgift är rapporterad för 2018.",
                "skola 2018 DROPOUT | missing-dropout | Uppgift saknas (bortfall).",
                "skola 2018 NOT_APPLICABLE | missing-not-applicable | Ej tillämpligt.",
                "skola 2018 SECRECY | missing-secrecy | Sekretess.",
                "skola 2018 RETRACTED | retracted | Uppgiften är återtagen.",
                "skola 2018 RETRACTED \"fel underlag\" | retracted | Uppgiften är återtagen: fel underlag",
                "skola 2018 101 | outside-range | Det rapporterade värdet är inte möjligt och räknas inte.",
                "skola 2018-T1 DROPOUT; skola 2018-T2 SECRECY | missing-secrecy | Sekretess.",
                "skola 2018-T3 DROPOUT; skola 2018 SECRECY | missing-secrecy | Sekretess.",
                "skola 2018 DROPOUT; fritid 2018 SECRECY | missing-dropout | Uppgift saknas (bortfall).",
            })
    void whyThereIsNoValue(String reports, String reason, String swedish) {
        IndicatorPicture shown = Given.indicator("range: {lower: 0, upper: 100}")
                .reported(reports)
                .shown(2018);

        assertValue(shown, null, reason);
        assertThat(shown.reason().orElseThrow().message().sv()).isEqualTo(swedish);
        assertThat(shown.level()).isEqualTo(IndicatorAssessment.NOT_MEASURED);
        assertThat(shown.attainment()).isEmpty();
    }

    @ParameterizedTest(name = "range {0}, value {1}: counts {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "lower: 0, upper: 100 | 0 | true",
                "lower: 0, upper: 100 | 100 | true",
                "lower: 0, upper: 100 | -0.0000000001 | false",
                "lower: 0, upper: 100 | 100.0000000001 | false",
                "lower: 0 | 1000000 | true",
                "upper: 90 | -1000000 | true",
                "upper: 90 | 91 | false",
            })
    void aValueOutsideTheRangeEmptiesTheCellAndIsListed(String range, String value, boolean counts) {
        IndicatorPicture shown = Given.indicator("range: {" + range + "}")
                .reported("skola 2018 " + value + " as h-1")
                .shown(2018);

        assertThat(shown.value().isPresent()).isEqualTo(counts);
        assertThat(problemCodes(shown)).isEqualTo(counts ? List.of() : List.of("outside-range"));
        assertThat(shown.problems())
                .allSatisfy(problem -> assertThat(problem.eventId()).contains("h-1"));
    }

    @Test
    void noOlderRevisionComesBackWhenTheLatestIsOutsideTheRange() {
        IndicatorPicture shown = Given.indicator("range: {lower: 0, upper: 100}")
                .reported("skola 2018 81; skola 2018 810 rev 1")
                .shown(2018);

        assertValue(shown, null, "outside-range");
    }

    @Test
    void noOlderRevisionComesBackWhenTheLatestIsRetracted() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2018 80; skola 2018 81 rev 1; skola 2018 RETRACTED rev 2")
                .shown(2018);

        assertValue(shown, null, "retracted");
    }

    @Test
    void aPartOutsideTheRangeIsSkippedAndListed() {
        IndicatorPicture shown = Given.indicator("withinYear: sum", "requiredParts: 2", "range: {lower: 0, upper: 100}")
                .reported("skola 2018-T1 20; skola 2018-T2 300; skola 2018-T3 40")
                .shown(2018);

        assertValue(shown, "60", null);
        assertThat(shown.problems())
                .extracting(problem -> problem.message().en())
                .containsExactly(
                        "300 from School committee (2018-T2) is outside the range from 0 to 100 and does not count.");
    }

    @Test
    void theRangeIsThatOfTheValuesNotOfTheGap() {
        IndicatorPicture shown = Given.indicator("measure: gap-gender", "range: {lower: 50, upper: 100}")
                .reported("skola 2018 women 82; skola 2018 men 80")
                .shown(2018);

        assertValue(shown, "2", null);
    }

    @Test
    void anEventIdUsedAgainWithOtherContentIsListed() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2018 81 as h-1; skola 2018 82 as h-1")
                .shown(2018);

        assertValue(shown, "82", null);
        assertThat(shown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("event-id-reused");
            assertThat(problem.eventId()).contains("h-1");
        });
    }
}
