package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;
import static se.malbild.goals.assessment.Given.problemCodes;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;

/** One indicator in one year: its baseline, its due years, and the observations it rests on. */
class IndicatorYearTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "skola 2016 80; skola 2018 81 | ''",
                "skola 2016 80.0000001; skola 2018 81 | ''", // the same in six decimals
                "skola 2016 80.1; skola 2018 81 | baseline-differs",
                "skola 2016 80; skola 2016 79 rev 1; skola 2018 81 | baseline-differs",
                "skola 2016 80; skola 2016 RETRACTED rev 1; skola 2018 81 | ''",
                "skola 2016 79 forecast; skola 2018 81 | ''",
                "skola 2018 81 | ''",
            })
    void aBaselineThatIsNoLongerTheObservedValueIsListed(String reports, String problems) {
        IndicatorPicture shown = Given.indicator().reported(reports).shown(2018);

        assertThat(String.join(" ", problemCodes(shown))).isEqualTo(problems);
        assertThat(shown.attainment())
                .as("judged against the framework's baseline")
                .contains(BigDecimal.ONE);
    }

    @Test
    void theProblemWithABaselineNamesBothValuesAndTheEvent() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2016 79.5 as h-1; skola 2018 81")
                .shown(2018);

        assertThat(shown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message().sv())
                    .isEqualTo("Utgångsvärdet 2016 är 80 i styrmodellen, men utfallet är nu 79.5.");
            assertThat(problem.eventId()).contains("h-1");
        });
    }

    @Test
    void aYearThatIsNotDueShowsItsValueButIsNotAssessed() {
        Given election = Given.indicator("dueYears: [2018]").reported("skola 2017 81; skola 2018 82");

        IndicatorPicture between = election.shown(2017);

        assertValue(between, "81", "not-due");
        assertThat(between.level()).isEqualTo(IndicatorAssessment.NOT_DUE);
        assertThat(between.attainment()).isEmpty();
        assertThat(between.development().trend()).isEmpty();
        assertThat(election.shown(2018).attainment()).contains(BigDecimal.ONE);
    }

    @Test
    void whatIsBeforeTheHistoryIsNotSeen() {
        Given since2015 = Given.indicator("rule: {kind: improve, direction: higher, baseline: {year: 2014, value: 80}}")
                .reported("skola 2014 70; skola 2018 81");

        assertThat(problemCodes(since2015.shown(2018))).isEmpty();
    }

    @Test
    void thePictureHasSeenTheObservationsItRestsOnAndNoOthers() {
        Given municipality = Given.indicator()
                .reported("skola 2016 80; skola 2017 81; skola 2018 82; skola 2019 83; skola 2018 84 rev 9 forecast");

        assertThat(municipality.assessed(2017).observedThrough())
                .map(Object::toString)
                .contains("2018-03-01T00:00:00Z");
        assertThat(municipality.assessed(2018).observedThrough())
                .map(Object::toString)
                .contains("2019-03-01T00:00:00Z");
        assertThat(municipality.assessed(2018).observations()).hasSize(2);
    }
}
