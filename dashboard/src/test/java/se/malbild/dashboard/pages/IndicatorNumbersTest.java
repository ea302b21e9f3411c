package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Language;
import se.malbild.goals.picture.Standing;

/** How the numbers of an indicator and percentages are written on pages. */
final class IndicatorNumbersTest {
    private static final String REACH = "rule: {kind: reach, direction: higher, target: 72.25}";
    private static final String COMPARED =
            "comparison: {value: 87.30001, year: 2016, source: {sv: Riket, en: The nation}},"
                    + " rule: {kind: reach, direction: higher, target: comparison, tolerance: 1}";
    private static final String HOLD = "rule: {kind: hold, lower: 2, upper: 5.5, margin: 1}";

    private static String improve(String baseline, String tolerance) {
        return "rule: {kind: improve, direction: higher, tolerance: " + tolerance + ", baseline: {year: 2016, value: "
                + baseline + "}}";
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            85.77951729 | 0.2   | 2017 86.02272727; 2018 85.77951729 | 85,8   | −0,2
            85.77951729 | 0     | 2017 84.57446809; 2018 85.77951729 | 85,8   | +1,2
            59          | 1     | 2017 61; 2018 63                   | 63     | +2
            59          | 1     | 2017 61.4; 2018 63                 | 63,0   | +1,6
            0.294       | 0     | 2017 0.298; 2018 0.2834            | 0,283  | −0,015
            3.43029697  | 0.05  | 2017 3.2; 2018 3.14159265          | 3,14   | −0,06
            14362.58362 | 280   | 2017 15000; 2018 14362.5           | 14 363 | −638
            162.4       | 100   | 2017 99; 2018 -162.25              | −162,3 | −261,3
            12.25       | 0.125 | 2017 12.2; 2018 12.25              | 12,250 | +0,050
            77.86       | 0.2   | 2017 77.86; 2018 77.87             | 77,9   | 0,0
            """, delimiter = '|')
    void what_is_measured_has_three_digits_or_so_and_at_least_the_decimals_of_the_tolerance(
            String baseline, String tolerance, String reports, String value, String change) {
        IndicatorYears indicator =
                OneIndicator.indicator(Language.SV, 2018, "kr", improve(baseline, tolerance), reports);

        assertThat(plain(indicator.numbers().withUnit(indicator.now().value().orElseThrow())))
                .isEqualTo(value + " kr");
        BigDecimal changed = indicator.now().development().change().orElseThrow();
        assertThat(plain(indicator.numbers().change(changed).shown())).isEqualTo(change);
    }

    @Test
    void what_the_framework_has_decided_keeps_its_decimals_and_what_it_compares_with_does_not() {
        String reports = "2017 70; 2018 73.123456";

        assertThat(shown(REACH, reports)).isEqualTo("73,12");
        assertThat(shown(COMPARED, reports)).isEqualTo("73,1");
        assertThat(shown(HOLD, "2018 14.26444")).isEqualTo("14,3");
    }

    private static String shown(String keys, String reports) {
        IndicatorYears indicator = OneIndicator.indicator(Language.SV, 2018, "%", keys, reports);
        return indicator.numbers().value(indicator.now().value().orElseThrow()).shown();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            SV | %              | 61.5 | procentenheter
            SV | procent        | 61.5 | procentenheter
            EN | %              | 61.5 | percentage points
            SV | %              | 61   | procentenhet
            EN | %              | 61   | percentage point
            SV | kr per månad   | 61   | kr per månad
            SV | index 0–100    | 61.5 | index 0–100
            """, delimiter = '|')
    void a_difference_has_a_unit_and_one_between_percentages_is_in_percentage_points(
            Language language, String unit, String after, String said) {
        IndicatorYears indicator =
                OneIndicator.indicator(language, 2018, unit, improve("59", "1"), "2017 60; 2018 " + after);
        BigDecimal change = indicator.now().development().change().orElseThrow();

        assertThat(indicator.numbers().unitOfChange(change)).isEqualTo(said);
        assertThat(indicator.numbers().difference(change)).endsWith(" " + said);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            SV | total      | 2018 5                    | '\u00a0%'
            EN | total      | 2018 5                    | '%'
            EN | gap-gender | 2018 WOMEN 6; 2018 MEN 5  | ' percentage point'
            SV | gap-gender | 2018 WOMEN 6; 2018 MEN 5  | ' procentenhet'
            SV | gap-gender | 2018 WOMEN 7; 2018 MEN 5  | ' procentenheter'
            """, delimiter = '|')
    void a_unit_stands_after_its_value_in_the_number_and_at_the_distance_of_the_language(
            Language language, String measure, String reports, String unit) {
        String keys = "measure: " + measure + ", " + improve("5", "1");
        IndicatorYears indicator = OneIndicator.indicator(language, 2018, "%", keys, reports);

        assertThat(indicator.numbers().unitAfter(indicator.now().value().orElseThrow()))
                .isEqualTo(unit);
    }

    @Test
    void a_gap_between_percentages_is_in_percentage_points_and_a_ratio_has_decimals_of_its_own() {
        String reports = "2018 WOMEN 25100.5; 2018 MEN 29800.25";
        String keys = "measure: %s, rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 0.8}}";

        IndicatorYears gap = OneIndicator.indicator(
                Language.SV, 2018, "%", keys.formatted("gap-gender"), "2018 WOMEN 72.5; 2018 MEN 70");
        IndicatorYears ratio =
                OneIndicator.indicator(Language.SV, 2018, "kvot", keys.formatted("ratio-gender"), reports);

        assertThat(gap.numbers().withUnit(gap.now().value().orElseThrow())).isEqualTo("2,5 procentenheter");
        assertThat(ratio.numbers().withUnit(ratio.now().value().orElseThrow())).isEqualTo("0,842 kvot");
        assertThat(plain(ratio.groupNumbers()
                        .value(ratio.now().divisions().women().orElseThrow())
                        .shown()))
                .isEqualTo("25 101");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.125    | 13 %
            0.124999 | 12 %
            0.55     | 55 %
            0.545    | 54,5 %
            0.549999 | 54,9999 %
            0.499    | 49,9 %
            0.5      | 50 %
            1        | 100 %
            """, delimiter = '|')
    void percent_is_whole_with_halves_rounded_up_but_never_seems_to_pass_a_threshold(String share, String shown) {
        Subject subject = OneIndicator.subject(Language.SV, 2018, "%", REACH, "2018 73");

        assertThat(plain(subject.percent(new BigDecimal(share)).shown())).isEqualTo(shown);
    }

    @Test
    void the_rule_says_the_tolerance_as_it_was_decided_and_attainment_in_percent() {
        IndicatorYears indicator =
                OneIndicator.indicator(Language.SV, 2018, "%", improve("85.77951729", "1"), "2018 86.02272727");

        assertThat(plain(indicator.rule().aim())).isEqualTo("Utfallet ska vara högre än utgångsvärdet 85,8 % (2016).");
        assertThat(plain(indicator.rule().steps()))
                .isEqualTo("Mer än 1 procentenhet bättre än utgångsvärdet ger måluppfyllelse 100 %. En ändring på högst"
                        + " 1 procentenhet räknas som oförändrat och ger 50 %. Sämre än så ger 0 %.");
    }

    @Test
    void a_problem_that_compares_numbers_has_the_decimal_sign_of_the_language() {
        String reports = "2016 80.25; 2018 86";
        IndicatorYears swedish = OneIndicator.indicator(Language.SV, 2018, "%", improve("80.5", "1"), reports);

        assertThat(swedish.subject().words().say(swedish.now().problems().get(0)))
                .isEqualTo("Utgångsvärdet 2016 är 80,5 i styrmodellen, men utfallet är nu 80,25.");
    }

    @Test
    void a_coverage_that_is_too_low_is_told_in_percent() {
        Subject subject = OneIndicator.subject(Language.SV, 2018, "%", REACH, "2017 73");
        Standing standing = subject.goalArea("barn-1").orElseThrow().standing();

        assertThat(plain(subject.why(standing.reason().orElseThrow(), standing.coverage())))
                .isEqualTo("Täckningen är 0 % och minst 50 % krävs.");
    }

    /** Returns {@code text} with ordinary spaces. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
