package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellUsesTest {
    private static final String RANGE = "range: {lower: 0, upper: 100}";

    @Test
    void what_an_indicator_reads_is_counted_whoever_reported_it_and_also_when_it_says_why_there_is_no_value() {
        assertThat(Given.indicator()
                        .reported("skola 2018 78 as a; teknik 2018-T1 60 as b; skola 2018 women DROPOUT as c")
                        .uses(2018))
                .isEqualTo(Map.of("a", "counted", "b", "counted", "c", "counted"));
    }

    @Test
    void a_forecast_is_foretold_until_the_outcome_of_the_whole_year_ends_it() {
        Given given = Given.indicator().reported("skola 2018-T1 78 as a; skola 2018 80 as b forecast");

        assertThat(given.uses(2018)).isEqualTo(Map.of("a", "counted", "b", "foretold"));
        assertThat(given.reported("skola 2018 79 as c").uses(2018))
                .isEqualTo(Map.of("a", "counted", "b", "disregarded forecast-ended", "c", "counted"));
    }

    @Test
    void a_forecast_is_disregarded_when_it_is_not_possible_or_a_successor_foretells_the_year() {
        assertThat(Given.indicator(RANGE)
                        .reported("skola 2018 180 as a forecast; skola 2018 79 as b")
                        .uses(2018))
                .isEqualTo(Map.of("a", "disregarded outside-range", "b", "counted"));
        assertThat(Given.indicator("departments: [samlad]")
                        .reported("norr 2019 78 as a forecast; samlad 2019 80 as b forecast")
                        .uses(2019))
                .isEqualTo(Map.of("a", "disregarded replaced-by-successor", "b", "foretold"));
    }

    @Test
    void no_reason_tells_a_number_of_what_is_counted() {
        Given given = Given.indicator(RANGE).reported("skola 2018 180 of 60 as a");

        assertThat(given.reasons(2018, Disclosure.UNCOUNTED))
                .singleElement()
                .asString()
                .contains("180", "100");
        assertThat(given.reasons(2018, given.assessed(2018).outcomes()))
                .containsExactly("Ett värde från Skolnämnden (2018) är inte möjligt och räknas inte.");
    }

    @Test
    void a_forecast_is_foretold_as_long_as_one_indicator_of_the_series_shows_it() {
        assertThat(Given.areas(
                                List.of("skola-1=N15428+gap"),
                                List.of(
                                        Given.indicatorLine("N15428"),
                                        Given.indicatorLine("gap", "series: N15428", "measure: gap-gender")))
                        .reported(
                                "skola 2018 79 as a; skola 2018 women 80 as b forecast; skola 2018 men 70 as c forecast")
                        .uses(2018))
                .isEqualTo(Map.of("a", "counted", "b", "foretold", "c", "foretold"));
    }

    @Test
    void a_year_that_the_framework_does_not_cover_is_parked_and_history_is_counted() {
        Given given = Given.indicator().reported("skola 2014 78 as a; skola 2015 78 as b; skola 2020 78 as c");

        assertThat(given.uses(2014)).isEqualTo(Map.of("a", "parked year-not-covered"));
        assertThat(given.uses(2015)).isEqualTo(Map.of("b", "counted"));
        assertThat(given.uses(2020)).isEqualTo(Map.of("c", "parked year-not-covered"));
    }

    @Test
    void an_indicator_that_the_framework_does_not_have_is_parked() {
        Given given = Given.areas(List.of("skola-1=N00914"), List.of(Given.indicatorLine("N00914")));

        assertThat(given.reported("skola 2018 78 as a").uses(2018)).isEqualTo(Map.of("a", "parked unknown-indicator"));
    }

    @Test
    void a_value_outside_the_range_is_disregarded_unless_another_indicator_of_the_series_takes_it() {
        assertThat(Given.indicator(RANGE)
                        .reported("skola 2018 178 as a; skola 2018 women 78 as b")
                        .uses(2018))
                .isEqualTo(Map.of("a", "disregarded outside-range", "b", "counted"));
        assertThat(Given.areas(
                                List.of("skola-1=N15428+other"),
                                List.of(
                                        Given.indicatorLine("N15428", RANGE),
                                        Given.indicatorLine("other", "series: N15428")))
                        .reported("skola 2018 178 as a")
                        .uses(2018))
                .isEqualTo(Map.of("a", "counted"));
    }

    @Test
    void a_predecessor_gives_way_in_the_whole_year_once_its_successor_has_a_value_for_it() {
        assertThat(Given.indicator("departments: [samlad]", RANGE)
                        .reported("norr 2019 78 as a; samlad 2019 80 as b; norr 2019 women 70 as c;"
                                + " soder 2019 men 60 as d; samlad 2019 men 160 as e")
                        .uses(2019))
                .isEqualTo(Map.of(
                        "a", "disregarded replaced-by-successor",
                        "b", "counted",
                        "c", "disregarded replaced-by-successor",
                        "d", "disregarded replaced-by-successor",
                        "e", "disregarded outside-range"));
        assertThat(Given.indicator("departments: [samlad]", RANGE)
                        .reported("norr 2019 78 as a; norr 2019 women 70 as c; samlad 2019 180 as b;"
                                + " samlad 2019 women 80 as d")
                        .uses(2019))
                .isEqualTo(Map.of("a", "counted", "b", "disregarded outside-range", "c", "counted", "d", "counted"));
    }
}
