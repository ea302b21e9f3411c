package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.Language;

/** What the pages call the values that an outcome is held against, and whose report is missing. */
final class WordsTest {
    private static final Snapshot SNAPSHOT = EveryRule.view().now();
    private final Pages pages = new Pages();

    private String swedish(int year, String indicator) {
        return page("/sv/9999/skola-2017-2019/" + year + "/nyckeltal/" + indicator);
    }

    private String english(int year, String indicator) {
        return page("/en/9999/skola-2017-2019/" + year + "/indicator/" + indicator);
    }

    private String page(String path) {
        return pages.at(SNAPSHOT, path).orElseThrow();
    }

    @Test
    void another_s_value_is_never_called_a_target_and_has_one_year() {
        assertThat(swedish(2019, "riket"))
                .contains(
                        "Jämförelsevärde 2016",
                        "Utfall 2019 mot jämförelsevärde",
                        "minst lika bra som jämförelsevärdet 78\u00a0% (2016)")
                .doesNotContain("Målvärde", "målvärde", "Jämförelsevärde 2019");
        assertThat(english(2019, "riket"))
                .contains(
                        "Comparison value 2016",
                        "Outcome 2019 against comparison value",
                        "at least as good as the comparison value 78% (2016)")
                .doesNotContain("Target", "the target", "Comparison value 2019");
    }

    @Test
    void an_explanation_calls_it_the_same() {
        assertThat(page("/sv/9999/skola-2017-2019/2019/nyckeltal/riket/forklaring"))
                .contains("<dt>Jämförelsevärde 2016</dt>")
                .doesNotContain("Jämförelsevärde 2019");
        assertThat(page("/sv/9999/skola-2017-2019/2017/nyckeltal/vartannat-ar/forklaring"))
                .contains("Nyckeltalet mäts inte det året.")
                .doesNotContain("Ingen har rapporterat");
        assertThat(page("/sv/9999/skola-2017-2019/2018/nyckeltal/vartannat-ar/forklaring"))
                .contains("Ingen har rapporterat.");
    }

    @Test
    void a_target_has_the_year_that_it_is_for() {
        assertThat(swedish(2018, "per-ar"))
                .contains("Målvärde 2018: 72", "Utfall 2018 mot målvärde")
                .doesNotContain("ämförelsevärde");
        assertThat(english(2018, "per-ar")).contains("Target 2018: 72", "Outcome 2018 against target");
    }

    @Test
    void a_chart_is_called_by_what_it_shows() {
        assertThat(swedish(2018, "battre")).contains("Utfall 2018 mot utgångsvärde");
        assertThat(swedish(2018, "granser")).contains("Utfall 2018 mot gränser", "Gränser: 2–6");
        assertThat(english(2018, "granser")).contains("Outcome 2018 against bounds", "Bounds: 2–6");
    }

    @Test
    void nobody_s_report_is_missing_in_a_year_in_which_nothing_is_due() {
        assertThat(swedish(2018, "vartannat-ar")).contains("Skolnämnden har inte rapporterat");
        assertThat(swedish(2017, "vartannat-ar")).doesNotContain("har inte rapporterat");
        assertThat(english(2017, "vartannat-ar")).doesNotContain("has not reported");
    }

    @Test
    void a_department_that_has_told_why_there_is_no_value_is_not_said_to_be_silent() {
        assertThat(swedish(2018, "enkat")).contains("Skolnämnden har rapporterat, men inget värde används");
        assertThat(swedish(2018, "varaktighet")).contains("Skolnämnden har rapporterat, men inget värde används");
        assertThat(swedish(2018, "aterkallat")).contains("Skolnämnden har rapporterat, men inget värde används");
        assertThat(english(2018, "enkat"))
                .contains("School committee has reported, but no value is used")
                .doesNotContain("has not reported");
        for (String indicator : new String[] {"enkat", "varaktighet", "aterkallat"}) {
            assertThat(swedish(2018, indicator)).doesNotContain("har inte rapporterat");
            assertThat(swedish(2017, indicator)).contains("Skolnämnden har inte rapporterat");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            withinYear: sum | 2018-T1 5 | Skolnämnden har rapporterat, men inget värde används
            range: {lower: 6} | 2018 5 | Skolnämnden har rapporterat, men inget värde används
            measure: gap-gender | 2018 WOMEN -; 2018 MEN - | Skolnämnden har rapporterat, men inget värde används
            measure: total | 2018 FORECAST 5 | Skolnämnden har inte rapporterat
            measure: total | 2018 5 | Skolnämnden har rapporterat
            persons: true | 2017 5 | Skolnämnden har inte rapporterat
            """)
    void what_has_come_of_a_department_is_told_as_it_is(String keys, String reports, String told) {
        String rule = keys + ", rule: {kind: reach, direction: higher, target: 7}";
        assertThat(OneIndicator.indicator(Language.SV, 2018, "%", rule, reports).reports())
                .extracting(ReportLine::said)
                .containsExactly(told);
    }

    @Test
    void a_source_is_named_once() {
        String rule = "rule: {kind: reach, direction: higher, target: 7}";
        String path = "/1880/skola-2017-2019/2018/";
        Snapshot view = OneIndicator.view("%", rule, "2018 from:Källa:Kolada 5").now();

        assertThat(shown(pages.at(view, "/sv" + path + "nyckeltal/N15428").orElseThrow()))
                .contains("Källa: Kolada.")
                .doesNotContain("Källa: Källa", "Utfall: Källa");
        assertThat(shown(pages.at(view, "/en" + path + "indicator/N15428").orElseThrow()))
                .contains("Source: Kolada.");
    }

    @Test
    void a_difference_between_districts_is_shown_with_the_districts_and_not_with_women_and_men() {
        assertThat(shown(swedish(2018, "betyg-stadsdel")))
                .contains(
                        "Högst: centrum 78,5 % Lägst: norr 61,3 %",
                        "År Utfall centrum norr soder Måluppfyllelse Nivå",
                        "2018 17,3 78,5 61,3 66,0 100 % Fortsätt så")
                .doesNotContain("Kvinnor 70,0", "Män");
        assertThat(shown(english(2018, "betyg-stadsdel"))).contains("Highest: centrum 78.5% Lowest: norr 61.3%");
    }

    @Test
    void a_district_without_a_value_is_named_with_its_reason_beside_its_year() {
        assertThat(shown(swedish(2018, "betyg-stadsdel")))
                .contains(
                        "2019 –inget värde 78,5 61,3 –inget värde –inget värde Inte mätt Stadsdelen soder: Sekretess.");
        assertThat(shown(swedish(2019, "betyg-stadsdel"))).doesNotContain("Högst:", "Lägst:");
    }

    @Test
    void a_difference_between_women_and_men_is_shown_with_both_and_not_with_districts() {
        assertThat(shown(swedish(2018, "betyg-kon")))
                .contains(
                        "Kvinnor 70,0 % Män 63,0 %",
                        "År Utfall Kvinnor Män Måluppfyllelse Nivå", "2018 7,0 70,0 63,0 100 % Fortsätt så")
                .doesNotContain("centrum", "Högst:");
    }

    @Test
    void a_forecast_has_a_row_of_its_own_below_the_outcome_so_far() {
        assertThat(shown(swedish(2018, "behorighet")))
                .contains(
                        "2018 88,0 90,0 80 % Fortsätt så",
                        "2019 utfall hittills 85,0 90,0 50 % Mer behövs"
                                + " 2019 prognos helår 89,0 90,0 90 % Fortsätt så");
        assertThat(shown(english(2019, "behorighet")))
                .contains("2019 outcome so far 85.0", "2019 forecast for the whole year 89.0");
        assertThat(swedish(2019, "per-ar")).doesNotContain("prognos", "hittills");
    }

    private static String shown(String page) {
        return page.replaceAll("<[^>]+>", "").replaceAll("[\\s\u00a0]+", " ");
    }
}
