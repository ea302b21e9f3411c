package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Reason;

/** From value to attainment: the table of the four rule kinds, edge by edge. */
class RuleTest {
    private static final String BASELINE = "baseline: {year: 2016, value: %s}";

    @ParameterizedTest(name = "{0} is to be {1} than or equal to {2}, tolerance {3}: {4}")
    @CsvSource({
        "85, higher, 85, 0, 1", // equal to the target counts as reached
        "85.1, higher, 85, 0, 1",
        "84.9999999999, higher, 85, 0, 0",
        "85, lower, 85, 0, 1",
        "84.9, lower, 85, 0, 1",
        "85.0000000001, lower, 85, 0, 0",
        "84.5, higher, 85, 0.5, 0.5", // on the edge of the tolerance
        "84.4999999999, higher, 85, 0.5, 0",
        "85.5, lower, 85, 0.5, 0.5",
        "85.5000000001, lower, 85, 0.5, 0",
        "-3, lower, 0, 1, 1",
        "-0.5, higher, 0, 0.5, 0.5",
    })
    void reachWithoutBaseline(String value, String direction, String target, String tolerance, String attainment) {
        assertThat(attainment(
                        "kind: reach, direction: " + direction + ", target: " + target + ", tolerance: " + tolerance,
                        value))
                .isEqualTo(attainment);
    }

    @ParameterizedTest(name = "{0} on the way from {2} to {3} ({1} is better), tolerance {4}: {5}")
    @CsvSource({
        "85, higher, 80, 85, 0, 1",
        "90, higher, 80, 85, 0, 1",
        "82, higher, 80, 85, 0, 0.4",
        "80, higher, 80, 85, 0, 0",
        "79, higher, 80, 85, 0, 0", // worse than the baseline is clamped
        "81, higher, 80, 83, 0, 0.333333",
        "84, higher, 80, 85, 1, 0.8", // above the half that the tolerance gives
        "82, higher, 80, 85, 4, 0.5", // at least half within the tolerance
        "81, higher, 80, 85, 4, 0.5",
        "80.9999999999, higher, 80, 85, 4, 0.2", // just outside the tolerance
        "8, lower, 10, 5, 0, 0.4",
        "5, lower, 10, 5, 0, 1",
        "11, lower, 10, 5, 0, 0",
        "9, lower, 10, 5, 4, 0.5",
        "1, higher, -2, 2, 0, 0.75", // across zero
        // a baseline that is as good as the target, or better, says nothing about the way
        "84, higher, 85, 85, 0, 0",
        "84, higher, 85, 85, 1, 0.5",
        "85, higher, 85, 85, 0, 1",
        "84, higher, 86, 85, 0, 0",
        "84, higher, 86, 85, 1, 0.5",
        "6, lower, 4, 5, 0, 0",
        "6, lower, 4, 5, 1, 0.5",
    })
    void reachWithBaseline(
            String value, String direction, String baseline, String target, String tolerance, String attainment) {
        assertThat(attainment(
                        "kind: reach, direction: " + direction + ", target: " + target + ", tolerance: " + tolerance
                                + ", " + BASELINE.formatted(baseline),
                        value))
                .isEqualTo(attainment);
    }

    @ParameterizedTest(name = "{0} against {2} ({1} is better), tolerance {3}: {4}")
    @CsvSource({
        "80.1, higher, 80, 0, 1",
        "80, higher, 80, 0, 0.5",
        "79.9, higher, 80, 0, 0",
        "80.2, higher, 80, 0.2, 0.5", // the tolerance itself is unchanged
        "80.2000000001, higher, 80, 0.2, 1",
        "79.8, higher, 80, 0.2, 0.5",
        "79.7999999999, higher, 80, 0.2, 0",
        "79.9, lower, 80, 0, 1",
        "80.1, lower, 80, 0, 0",
        "80.2, lower, 80, 0.2, 0.5",
        "79.8, lower, 80, 0.2, 0.5",
        "-1.5, higher, -2, 0, 1",
        "-1.5, lower, 1.5, 0, 1",
    })
    void improve(String value, String direction, String baseline, String tolerance, String attainment) {
        assertThat(attainment(
                        "kind: improve, direction: " + direction + ", tolerance: " + tolerance + ", "
                                + BASELINE.formatted(baseline),
                        value))
                .isEqualTo(attainment);
    }

    @ParameterizedTest(name = "{0} against {2} toward {1}, tolerance {3}: {4}")
    @CsvSource({
        "48, 50, 45, 0, 1",
        "52, 50, 45, 0, 1", // past the ideal, but nearer
        "55, 50, 45, 0, 0.5", // as far on the other side
        "56, 50, 45, 0, 0",
        "50, 50, 50, 0, 0.5", // already there: no nearer than before
        "49, 50, 50, 0, 0",
        "0.5, 0, -0.51, 0, 1", // the sign crosses: 0.51 from the ideal, then 0.5
        "0.5, 0, -0.51, 0.01, 0.5",
        "0.6, 0, -0.51, 0.05, 0",
        "-1, 0, 1, 0, 0.5",
        "47, 50, 45, 2, 0.5",
        "47.0000000001, 50, 45, 2, 1",
    })
    void improveToward(String value, String ideal, String baseline, String tolerance, String attainment) {
        assertThat(attainment(
                        "kind: improve, direction: toward, ideal: " + ideal + ", tolerance: " + tolerance + ", "
                                + BASELINE.formatted(baseline),
                        value))
                .isEqualTo(attainment);
    }

    @ParameterizedTest(name = "{0} to come close to {2} from {1}, tolerance {3}: {4}")
    @CsvSource({
        "15, 16, 15, 0, 1",
        "15.5, 16, 15, 0, 0.5",
        "14.5, 16, 15, 0, 0.5", // from the other side alike
        "16, 16, 15, 0, 0",
        "14, 16, 15, 0, 0",
        "17, 16, 15, 0, 0",
        "15.2, 16, 15, 0.2, 1", // the tolerance itself is reached
        "15.2000000001, 16, 15, 0.2, 0.8",
        "14.8, 16, 15, 0.2, 1",
        "15.9, 16, 15, 1, 1", // the tolerance reaches as far as the baseline
        "15.1, 15, 15, 0, 0", // baseline and target are the same
        "15, 15, 15, 0, 1",
        "15.1, 15, 15, 0.1, 1",
        "15.11, 15, 15, 0.1, 0",
        "1, -2, 2, 0, 0.75",
    })
    void approach(String value, String baseline, String target, String tolerance, String attainment) {
        assertThat(attainment(
                        "kind: approach, target: " + target + ", tolerance: " + tolerance + ", "
                                + BASELINE.formatted(baseline),
                        value))
                .isEqualTo(attainment);
    }

    @ParameterizedTest(name = "{0} to hold within {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | lower: 2, upper: 4 | 1",
                "4 | lower: 2, upper: 4 | 1",
                "3 | lower: 2, upper: 4 | 1",
                "1.9999999999 | lower: 2, upper: 4 | 0",
                "4.0000000001 | lower: 2, upper: 4 | 0",
                "1.5 | lower: 2, upper: 4, margin: 0.5 | 0.5",
                "1.4999999999 | lower: 2, upper: 4, margin: 0.5 | 0",
                "4.5 | lower: 2, upper: 4, margin: 0.5 | 0.5",
                "4.5000000001 | lower: 2, upper: 4, margin: 0.5 | 0",
                "1000 | lower: 2 | 1",
                "1 | lower: 2, margin: 1 | 0.5",
                "-1000 | upper: 0 | 1",
                "1 | upper: 0 | 0",
                "3 | lower: 3, upper: 3 | 1",
                "3.1 | lower: 3, upper: 3, margin: 0.1 | 0.5",
            })
    void hold(String value, String bounds, String attainment) {
        assertThat(attainment("kind: hold, " + bounds, value)).isEqualTo(attainment);
    }

    @ParameterizedTest(name = "{0} in {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "kind: reach, direction: higher, target: {2017: 81, 2019: 85} | 2017 | 1 | -",
                "kind: reach, direction: higher, target: {2017: 81, 2019: 85} | 2018 | - | no-target",
                "kind: reach, direction: higher, target: {2017: 81, 2019: 85} | 2019 | 0 | -",
                "kind: approach, target: {2018: 82}, baseline: {year: 2016, value: 80} | 2018 | 1 | -",
                "kind: approach, target: {2018: 82}, baseline: {year: 2016, value: 80} | 2019 | - | no-target",
            })
    void theTargetIsThatOfTheYear(String rule, int year, String attainment, String reason) {
        IndicatorPicture shown = Given.indicator("rule: {" + rule + "}")
                .reported("skola 2017 82; skola 2018 82; skola 2019 82")
                .shown(year);

        assertThat(shown.attainment().map(Object::toString).orElse(null)).isEqualTo(attainment);
        assertThat(shown.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
        assertThat(shown.level().equals(IndicatorAssessment.NOT_ASSESSED)).isEqualTo(attainment == null);
    }

    @ParameterizedTest(name = "method changed in {0}: {1} of 2018 gives {2} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the baseline is of 2016
                "2016 | kind: improve, direction: higher, baseline: {year: 2016, value: 80} | 1 | -",
                "2017 | kind: improve, direction: higher, baseline: {year: 2016, value: 80} | - | method-changed",
                "2018 | kind: improve, direction: higher, baseline: {year: 2016, value: 80} | - | method-changed",
                "2019 | kind: improve, direction: higher, baseline: {year: 2016, value: 80} | 1 | -",
                "2017 | kind: approach, target: 82, baseline: {year: 2016, value: 80} | 1 | -",
                "2017 | kind: approach, target: 83, baseline: {year: 2016, value: 80} | - | method-changed",
                // a decided target needs no comparison, unless the way from the baseline is asked for
                "2017 | kind: reach, direction: higher, target: 81, baseline: {year: 2016, value: 80} | 1 | -",
                "2017 | kind: reach, direction: higher, target: 83, baseline: {year: 2016, value: 80} | - | method-changed",
                "2017 | kind: reach, direction: higher, target: 83 | 0 | -",
                // another's value of 2016 was measured by the old method
                "2017 | kind: reach, direction: higher, target: comparison | - | method-changed",
                "2016 | kind: reach, direction: higher, target: comparison | 1 | -",
                "2017 | kind: hold, lower: 80 | 1 | -",
            })
    void aBreakForbidsComparisonAcrossIt(int year, String rule, String attainment, String reason) {
        IndicatorPicture shown = Given.indicator(
                        "breaks: [{year: " + year + ", reason: {sv: Ny enkät, en: New survey}}]",
                        "comparison: {value: 75, year: 2016, source: {sv: Riket, en: The nation}}",
                        "rule: {" + rule + "}")
                .reported("skola 2018 82")
                .shown(2018);

        assertThat(shown.attainment().map(Object::toString).orElse(null)).isEqualTo(attainment);
        assertThat(shown.reason().map(Reason::code).orElse(null)).isEqualTo(reason);
        assertThat(shown.value()).as("the value is still shown").isPresent();
    }

    @Test
    void theLatestOfSeveralBreaksIsTheReason() {
        IndicatorPicture shown = Given.indicator("breaks: [{year: 2018, reason: {sv: Ny enkät, en: New survey}},"
                        + " {year: 2017, reason: {sv: Ny fråga, en: New question}}]")
                .reported("skola 2018 82")
                .shown(2018);

        assertThat(shown.reason().orElseThrow().message().sv()).isEqualTo("Metodbyte 2018: Ny enkät");
        assertThat(shown.reason().orElseThrow().message().en()).isEqualTo("The method changed in 2018: New survey");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "reach | kind: reach, direction: higher, target: 82",
                "improve | kind: improve, direction: higher, baseline: {year: 2016, value: 80}",
                "approach | kind: approach, target: 82, baseline: {year: 2016, value: 80}",
                "hold | kind: hold, lower: 80",
            })
    void theKindIsShownByTheWordOfTheFramework(String kind, String rule) {
        assertThat(Given.indicator("rule: {" + rule + "}").shown(2018).rule().kind())
                .isEqualTo(kind);
    }

    @Test
    void aComparisonAsTargetIsNamedSo() {
        IndicatorPicture shown = Given.indicator(
                        "comparison: {value: 81.5, year: 2016, source: {sv: Riket, en: The nation}}",
                        "rule: {kind: reach, direction: higher, target: comparison}")
                .reported("skola 2018 82")
                .shown(2018);

        assertThat(shown.rule().target().orElseThrow()).isEqualByComparingTo("81.5");
        assertThat(shown.rule().targetIsComparison()).isTrue();
        assertThat(shown.rule().targetSource().orElseThrow().sv()).isEqualTo("Jämförelsevärde 2016. Riket");
    }

    private static String attainment(String rule, String value) {
        return Given.indicator("rule: {" + rule + "}")
                .reported("skola 2018 " + value)
                .shown(2018)
                .attainment()
                .orElseThrow()
                .toPlainString();
    }
}
