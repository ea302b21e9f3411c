package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Language;

/** The computations of explanations, as they are written out. */
final class IndicatorSumTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            kind: improve, direction: higher, tolerance: 0.2, baseline: {year: 2016, value: 77.86045}\
             | 2018 78.06045 | Bättre (+) eller sämre (−) än utgångsvärdet: 78,1 − 77,9 = +0,2 procentenheter, högre är bättre\
             | 50 %, högst toleransen räknas som oförändrat
            kind: improve, direction: higher, tolerance: 0.2, baseline: {year: 2016, value: 77.86045}\
             | 2018 78.1 | Bättre (+) eller sämre (−) än utgångsvärdet: 78,10 − 77,86 = +0,24 procentenheter, högre är bättre\
             | 100 %, bättre med mer än toleransen
            kind: improve, direction: lower, baseline: {year: 2016, value: 6.1}\
             | 2018 6.3 | Bättre (+) eller sämre (−) än utgångsvärdet: 6,1 − 6,3 = −0,2 procentenheter, lägre är bättre\
             | 0 %, sämre
            kind: improve, direction: toward, ideal: 50, tolerance: 0.5, baseline: {year: 2016, value: 28.4}\
             | 2018 70 | Bättre (+) eller sämre (−) än utgångsvärdet: 21,6 − 20,0 = +1,6 procentenheter,\
             avståndet till önskat läge, då minus nu | 100 %, bättre med mer än toleransen
            kind: improve, direction: higher, tolerance: 1, baseline: {year: 2016, value: 71.33333333}\
             | 2018 70.66666667 | Bättre (+) eller sämre (−) än utgångsvärdet: 70,7 − 71,3 = −0,7 procentenheter, högre är bättre\
             | 50 %, högst toleransen räknas som oförändrat
            kind: reach, direction: higher, target: 85, tolerance: 1\
             | 2018 86 | Bättre (+) eller sämre (−) än målvärdet: 86 − 85 = +1 procentenhet, högre är bättre\
             | 100 %, minst lika bra
            kind: reach, direction: higher, target: 85, tolerance: 1\
             | 2018 84.2 | Bättre (+) eller sämre (−) än målvärdet: 84,2 − 85,0 = −0,8 procentenheter, högre är bättre\
             | 50 %, sämre med högst toleransen ger minst 50 %
            kind: reach, direction: lower, target: -5, baseline: {year: 2016, value: 5}\
             | 2018 -2 | Bättre (+) eller sämre (−) än målvärdet: −5 − (−2) = −3 procentenheter, lägre är bättre\
             / Del av vägen från utgångsvärdet: (5 − (−2)) ÷ (5 − (−5)) = 70 % | 70 %
            kind: reach, direction: higher, target: 85, baseline: {year: 2016, value: 80}\
             | 2018 79 | Bättre (+) eller sämre (−) än målvärdet: 79 − 85 = −6 procentenheter, högre är bättre\
             / Del av vägen från utgångsvärdet: (79 − 80) ÷ (85 − 80) = −20 %, mindre än 0 % räknas som 0 % | 0 %
            kind: approach, target: 14.5, tolerance: 0.2, baseline: {year: 2016, value: 15.9}\
             | 2018 13.6 | Avstånd till målvärdet: 14,5 − 13,6 = 0,9 procentenheter\
             / Utgångsvärdets avstånd till målvärdet: 15,9 − 14,5 = 1,4 procentenheter\
             / Del av avståndet som har tagits in: (1,4 − 0,9) ÷ 1,4 = 36 % | 36 %
            kind: approach, target: 14.5, tolerance: 0.2, baseline: {year: 2016, value: 15.9}\
             | 2018 14.6 | Avstånd till målvärdet: 14,6 − 14,5 = 0,1 procentenheter | 100 %, så nära räcker
            kind: hold, lower: 2, upper: 5.5, margin: 1\
             | 2018 6.25 | Utanför gränserna: 6,25 − 5,50 = 0,75 procentenheter | 50 %, högst marginalen utanför
            kind: hold, lower: 2, upper: 5.5, margin: 1\
             | 2018 0.5 | Utanför gränserna: 2,0 − 0,5 = 1,5 procentenheter | 0 %, utanför med mer än marginalen
            """, delimiter = '|')
    void the_sum_of_every_rule_is_written_out_with_its_numbers(
            String rule, String reports, String computed, String attainment) {
        IndicatorYears indicator = OneIndicator.indicator(Language.SV, 2018, "%", "rule: {" + rule + "}", reports);

        List<String> lines = told(new IndicatorSum(indicator).attainment());

        assertThat(lines).containsSubsequence(computed.split(" / ", -1)).endsWith("Måluppfyllelse: " + attainment);
    }

    @Test
    void what_is_given_comes_before_the_sum() {
        String rule = "rule: {kind: reach, direction: higher, target: {2017: 72, 2018: 73.5}, tolerance: 0.5,"
                + " baseline: {year: 2016, value: 71.262136}}";
        IndicatorYears indicator = OneIndicator.indicator(Language.EN, 2017, "%", rule, "2017 71.471336");

        assertThat(told(new IndicatorSum(indicator).attainment()))
                .containsExactly(
                        "Outcome 2017: 71.47%",
                        "Baseline 2016: 71.26%",
                        "Target 2017: 72.00%",
                        "Better (+) or worse (−) than the target: 71.47 − 72.00 = −0.53 percentage points, higher is better",
                        "Part of the way from the baseline: (71.47 − 71.26) ÷ (72.00 − 71.26) = 28%",
                        "Tolerance: 0.5 percentage points",
                        "Attainment: 28%");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            kind: improve, direction: lower, tolerance: 0.2, baseline: {year: 2016, value: 6.1} | 2017 6.5; 2018 6.2\
             | +0,3 procentenheter, lägre är bättre / Tolerans: 0,2 procentenheter\
             / Utveckling: Bättre än 2017, med mer än toleransen
            kind: reach, direction: higher, target: 7, tolerance: 0.5 | 2017 6.5; 2018 6.2\
             | −0,3 procentenheter, högre är bättre / Tolerans: 0,5 procentenheter\
             / Utveckling: Oförändrat mot 2017, högst toleransen räknas som oförändrat
            kind: approach, target: 6, baseline: {year: 2016, value: 9} | 2017 6.5; 2018 5.2\
             | −0,3 procentenheter, avståndet till målvärdet, då minus nu\
             / Utveckling: Sämre än 2017
            kind: hold, upper: 6, margin: 1 | 2017 6.5; 2018 5.2\
             | +0,5 procentenheter, avståndet till gränserna, då minus nu\
             / Utveckling: Bättre än 2017
            """, delimiter = '|')
    void the_trend_is_written_out_with_both_years_and_the_tolerance(String rule, String reports, String said) {
        IndicatorYears indicator = OneIndicator.indicator(Language.SV, 2018, "%", "rule: {" + rule + "}", reports);

        List<String> lines = told(new IndicatorSum(indicator).trend());

        assertThat(lines).startsWith("Utfall 2017: 6,5 %");
        assertThat(String.join(" / ", lines))
                .contains("Bättre (+) eller sämre (−) än 2017: ")
                .endsWith(said);
    }

    @Test
    void the_trend_is_against_the_latest_earlier_year_that_is_due() {
        String keys = "dueYears: [2015, 2016, 2018], rule: {kind: reach, direction: higher, target: 7, tolerance: 0.5}";
        IndicatorYears indicator =
                OneIndicator.indicator(Language.SV, 2018, "%", keys, "2015 1; 2016 6.5; 2017 9; 2018 5.2");

        assertThat(told(new IndicatorSum(indicator).trend()))
                .startsWith("Utfall 2016: 6,5 %", "Utfall 2018: 5,2 %")
                .endsWith("Utveckling: Sämre än 2016, med mer än toleransen");
    }

    @Test
    void no_part_of_the_way_from_a_baseline_is_told_across_a_break() {
        String keys = "breaks: [{year: 2017, reason: {sv: Ny enkät, en: New survey}}], rule: {kind: reach,"
                + " direction: higher, target: 85, tolerance: 1, baseline: {year: 2016, value: 80}}";
        IndicatorYears indicator = OneIndicator.indicator(Language.SV, 2018, "%", keys, "2018 84.2");

        assertThat(told(new IndicatorSum(indicator).attainment()))
                .noneMatch(line -> line.startsWith("Del av vägen"))
                .endsWith("Måluppfyllelse: 50 %, sämre med högst toleransen ger minst 50 %");
    }

    @Test
    void a_difference_between_groups_is_computed_from_them() {
        String gap = "measure: %s, rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 5}}";
        IndicatorYears genders = OneIndicator.indicator(
                Language.SV, 2018, "%", gap.formatted("gap-gender"), "2018 WOMEN 72.5; 2018 MEN 70");
        IndicatorYears ratio = OneIndicator.indicator(
                Language.SV, 2018, "kvot", gap.formatted("ratio-gender"), "2018 WOMEN 25100; 2018 MEN 29800");
        IndicatorYears districts = OneIndicator.indicator(
                Language.SV, 2018, "%", gap.formatted("gap-district"), "2018 @norr 50; 2018 @mitt 60; 2018 @vast 73");

        assertThat(told(new IndicatorSum(genders).attainment()))
                .startsWith("Skillnad mellan kvinnor och män: 72,5 − 70,0 = 2,5 procentenheter");
        assertThat(told(new IndicatorSum(ratio).attainment()))
                .startsWith("Kvinnors värde delat med mäns: 25 100 ÷ 29 800 = 0,84 kvot");
        assertThat(told(new IndicatorSum(districts).attainment()))
                .startsWith("Skillnad mellan stadsdelar: 73 − 50 = 23 procentenheter, högst: vast; lägst: norr");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2017 WOMEN 500; 2017 MEN 500; 2018 WOMEN 1.24; 2018 MEN 1.16 | 1,24 ÷ 1,16 = 1,07 kvot
            2017 WOMEN 5000; 2017 MEN 5000; 2018 WOMEN 0.4; 2018 MEN 0.4 | 0,4 ÷ 0,4 = 1,00 kvot
            2017 WOMEN 5000; 2017 MEN 5000; 2018 WOMEN 20.1; 2018 MEN 10 | 20,1 ÷ 10,0 = 2,01 kvot
            2017 WOMEN 5000; 2017 MEN 5000; 2018 WOMEN 20; 2018 MEN 10.01 | 20 ÷ 10 = 2,00 kvot
            """, delimiter = '|')
    void a_ratio_is_written_with_the_decimals_that_it_takes_to_come_out_right(String reports, String division) {
        String keys =
                "measure: ratio-gender, rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 0.85}}";
        IndicatorYears ratio = OneIndicator.indicator(Language.SV, 2018, "kvot", keys, reports);

        assertThat(told(new IndicatorSum(ratio).attainment())).startsWith("Kvinnors värde delat med mäns: " + division);
    }

    @Test
    void where_nothing_could_be_computed_only_what_is_given_is_told() {
        String rule = "rule: {kind: improve, direction: higher, tolerance: 1, baseline: {year: 2016, value: 80}}";
        IndicatorYears indicator = OneIndicator.indicator(Language.SV, 2018, "%", rule, "2017 81");

        assertThat(told(new IndicatorSum(indicator).attainment()))
                .containsExactly("Utfall 2018: inget värde", "Utgångsvärde 2016: 80 %", "Tolerans: 1 procentenhet");
        assertThat(new IndicatorSum(indicator).trend()).isEmpty();
    }

    /** Returns the lines with ordinary spaces. */
    private static List<String> told(List<SumLine> lines) {
        return lines.stream()
                .map(line -> line.name() + ": " + line.sum() + (line.said().isEmpty() ? "" : ", " + line.said()))
                .map(line -> line.replace('\u00a0', ' '))
                .toList();
    }
}
