package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Trend;

/** How an indicator stands against the due year before. */
class IndicatorTrendTest {

    @ParameterizedTest(name = "{0}: from {1} to {2} is {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "kind: reach, direction: higher, target: 90, tolerance: 1 | 80 | 81.1 | IMPROVED",
                "kind: reach, direction: higher, target: 90, tolerance: 1 | 80 | 81 | UNCHANGED",
                "kind: reach, direction: lower, target: 70, tolerance: 1 | 80 | 81.1 | WORSENED",
                "kind: reach, direction: higher, target: {2019: 90} | 80 | 81 | IMPROVED", // no target is needed
                "kind: improve, direction: higher, baseline: {year: 2016, value: 80} | 80 | 80 | UNCHANGED",
                "kind: improve, direction: lower, baseline: {year: 2016, value: 80} | 80 | 79 | IMPROVED",
                "kind: improve, direction: toward, ideal: 50, baseline: {year: 2016, value: 1} | 40 | 60 | UNCHANGED",
                "kind: improve, direction: toward, ideal: 50, baseline: {year: 2016, value: 1} | 40 | 59 | IMPROVED",
                "kind: improve, direction: toward, ideal: 50, baseline: {year: 2016, value: 1} | 51 | 48 | WORSENED",
                "kind: approach, target: {2018: 15}, tolerance: 0.2, baseline: {year: 2016, value: 9} | 16 | 14.5 | IMPROVED",
                "kind: approach, target: {2018: 15}, tolerance: 0.2, baseline: {year: 2016, value: 9} | 16 | 15.8 | UNCHANGED",
                "kind: approach, target: {2019: 15}, tolerance: 0.2, baseline: {year: 2016, value: 9} | 16 | 14.5 | -",
                "kind: hold, lower: 2, upper: 4 | 2 | 4 | UNCHANGED",
                "kind: hold, lower: 2, upper: 4 | 5 | 4.9 | IMPROVED",
                "kind: hold, lower: 2, upper: 4 | 3 | 1 | WORSENED",
                "kind: hold, lower: 2, upper: 4 | 1 | 5 | UNCHANGED", // as far outside on the other side
            })
    void theTrendIsAgainstTheYearBeforeByTheRulesDirection(String rule, String before, String now, Trend trend) {
        IndicatorPicture shown = Given.indicator("rule: {" + rule + "}")
                .reported("skola 2017 " + before + "; skola 2018 " + now)
                .shown(2018);

        assertThat(shown.development().trend().orElse(null)).isEqualTo(trend);
    }

    @ParameterizedTest(name = "{1}: no trend in {0}, because {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2018 | skola 2018 82 | the year before is missing",
                "2018 | skola 2017 82 | the year itself is missing",
                "2018 | skola 2017 RETRACTED; skola 2018 82 | the year before is retracted",
            })
    void thereIsNoTrendWithoutBothYears(int year, String reports, String why) {
        IndicatorPicture shown = Given.indicator().reported(reports).shown(year);

        assertThat(shown.development().trend()).as(why).isEmpty();
        assertThat(shown.development().change()).as(why).isEmpty();
    }

    @Test
    void thereIsNoTrendAndNoChangeAcrossABreak() {
        Given survey = Given.indicator("breaks: [{year: 2018, reason: {sv: Ny enkät, en: New survey}}]")
                .reported("skola 2016 78; skola 2017 80; skola 2018 82; skola 2019 83");

        assertThat(survey.shown(2017).development().change().orElseThrow()).isEqualByComparingTo("2");
        assertThat(survey.shown(2018).development().trend()).isEmpty();
        assertThat(survey.shown(2018).development().change()).isEmpty();
        assertThat(survey.shown(2019).development().trend()).contains(Trend.IMPROVED);
    }

    @Test
    void theFirstYearHasATrendAgainstTheHistory() {
        IndicatorPicture shown =
                Given.indicator().reported("skola 2016 80; skola 2017 82").shown(2017);

        assertThat(shown.development().trend()).contains(Trend.IMPROVED);
        assertThat(shown.development().change().orElseThrow()).isEqualByComparingTo("2");
    }
}
