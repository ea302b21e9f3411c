package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.pages.TrendChart.Dot;
import se.malbild.dashboard.pages.TrendChart.Label;
import se.malbild.dashboard.pages.TrendChart.Level;
import se.malbild.dashboard.pages.TrendChart.Line;
import se.malbild.dashboard.pages.TrendChart.Year;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.goals.Language;

/** What the charts of an indicator show. */
final class ChartsTest {
    private static final SampleView VIEW = EveryRule.view();

    private static IndicatorYears indicator(SampleView view, int year, String id) {
        OrganisationView organisation =
                view.now().organisation(EveryRule.ORGANISATION).orElseThrow();
        return new Subject(organisation, organisation.latest(), year, new PageLanguage(Language.SV))
                .indicator(id)
                .orElseThrow();
    }

    private static List<Line> lines(TrendChart chart, String kind) {
        return chart.lines().stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private static List<List<Double>> places(Line line) {
        return Arrays.stream(line.points().split(" ", -1))
                .map(point ->
                        Arrays.stream(point.split(",", -1)).map(Double::valueOf).toList())
                .toList();
    }

    @Test
    void a_target_per_year_is_a_line_across_each_year_with_steps_between() {
        TrendChart chart = indicator(VIEW, 2018, "per-ar").trendChart();

        assertThat(chart.levels()).isEmpty();
        assertThat(chart.labels()).extracting(Label::text).contains("Målvärde");
        List<List<Double>> places = places(lines(chart, "target").get(0));
        assertThat(lines(chart, "target")).hasSize(1);
        assertThat(places).extracting(place -> place.get(0)).containsExactly(18.0, 74.0, 74.0, 174.0, 174.0, 230.0);
        List<Double> heights = places.stream().map(place -> place.get(1)).toList();
        assertThat(heights.get(0)).isEqualTo(heights.get(1)).isGreaterThan(heights.get(2));
        assertThat(heights.get(2)).isEqualTo(heights.get(3)).isGreaterThan(heights.get(4));
        assertThat(heights.get(4)).isEqualTo(heights.get(5));
    }

    @Test
    void where_a_year_has_no_target_there_is_no_line() {
        TrendChart chart =
                indicator(EveryRule.view("2018: 72, ", ""), 2018, "per-ar").trendChart();

        assertThat(lines(chart, "target"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(places(line)).hasSize(2));
    }

    @Test
    void another_s_value_is_the_same_in_every_year() {
        TrendChart chart = indicator(VIEW, 2018, "riket").trendChart();

        assertThat(chart.levels()).extracting(Level::kind).containsExactly("target");
        assertThat(chart.labels())
                .extracting(Label::text)
                .contains("Jämförelsevärde")
                .doesNotContain("Målvärde");
        assertThat(lines(chart, "target")).isEmpty();
    }

    @Test
    void both_bounds_are_drawn() {
        IndicatorYears indicator = indicator(VIEW, 2018, "granser");

        assertThat(indicator.trendChart().levels()).hasSize(2);
        assertThat(indicator.trendChart().labels()).extracting(Label::text).contains("Undre gräns", "Övre gräns");
        assertThat(indicator.bullet().aims()).hasSize(2).isSorted();
        assertThat(indicator.bullet().aimMiddle())
                .isBetween(
                        indicator.bullet().aims().get(0),
                        indicator.bullet().aims().get(1));
    }

    @Test
    void a_ratio_above_the_possible_values_of_its_parts_stays_within_the_drawing() {
        String keys = "measure: ratio-gender, range: {lower: 0, upper: 1},"
                + " rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 0.9}}";
        Bullet bullet = OneIndicator.indicator(Language.SV, 2018, "kvot", keys, "2018 WOMEN 0.9; 2018 MEN 0.6")
                .bullet();

        assertThat(bullet.value().orElseThrow()).isBetween(bullet.zero(), (double) Bullet.WIDTH);
    }

    @Test
    void a_chart_begins_with_the_oldest_value_that_is_known() {
        IndicatorYears indicator = indicator(VIEW, 2019, "battre");
        TrendChart chart = indicator.trendChart();

        assertThat(chart.years()).extracting(Year::year).containsExactly(2014, 2015, 2016, 2017, 2018, 2019);
        assertThat(chart.points())
                .extracting(point -> point.mark().isPresent())
                .containsExactly(false, false, false, true, true);
        assertThat(places(lines(chart, "total").get(0))).hasSize(5);
        assertThat(indicator.chartWords().trendText())
                .contains("2014 62, 2015 61, 2016 60, 2017 61, 2018 62, 2019 inget värde");
        assertThat(indicator(VIEW, 2019, "riket").trendChart().years())
                .extracting(Year::year)
                .containsExactly(2017, 2018, 2019);
    }

    @Test
    void a_line_ends_where_the_method_changes() {
        SampleView view = EveryRule.view(
                "control: shared",
                "control: shared\n    breaks: [{year: 2016, reason: {sv: Ny enkät, en: New survey}}]");

        assertThat(lines(indicator(view, 2019, "battre").trendChart(), "total"))
                .extracting(line -> places(line).size())
                .containsExactly(2, 3);
    }

    @Test
    void women_and_men_of_one_year_are_marks() {
        TrendChart chart = indicator(VIEW, 2019, "riket").trendChart();

        assertThat(chart.dots()).extracting(Dot::kind).containsExactly("women", "men");
        assertThat(chart.labels()).extracting(Label::text).contains("Kvinnor", "Män");
        assertThat(lines(chart, "women")).isEmpty();
        assertThat(new Pages()
                        .at(VIEW.now(), "/sv/9999/skola-2017-2019/2019/nyckeltal/riket")
                        .orElseThrow())
                .contains("<circle class=\"dot women\"", "<rect class=\"dot men\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"betyg-kon", "betyg-stadsdel"})
    void a_difference_is_drawn_without_the_values_that_it_is_a_difference_between(String id) {
        TrendChart chart = indicator(VIEW, 2018, id).trendChart();

        assertThat(chart.dots()).isEmpty();
        assertThat(chart.lines()).extracting(Line::kind).containsExactly("total");
        assertThat(chart.labels()).extracting(Label::text).containsExactlyInAnyOrder("Utgångsvärde", "Utfall");
        assertThat(chart.points()).extracting(TrendChart.Point::y).doesNotHaveDuplicates();
    }

    @Test
    void a_forecast_is_a_hollow_mark_in_its_year_beside_the_outcome_so_far() {
        IndicatorYears indicator = indicator(VIEW, 2019, "behorighet");
        TrendChart chart = indicator.trendChart();

        assertThat(chart.forecasts()).singleElement().satisfies(forecast -> {
            TrendChart.Point soFar = chart.points().get(chart.points().size() - 1);
            assertThat(forecast.x()).isEqualTo(soFar.x());
            assertThat(forecast.y()).isLessThan(soFar.y());
        });
        assertThat(chart.labels()).extracting(Label::text).contains("Prognos");
        assertThat(indicator.chartWords().trendText()).contains("2018 88,0, 2019 85,0 (prognos helår 89,0). Alla tal");
        assertThat(new Pages()
                        .at(VIEW.now(), "/sv/9999/skola-2017-2019/2019/nyckeltal/behorighet")
                        .orElseThrow())
                .contains("<path class=\"foretold\"");
    }

    @Test
    void a_forecast_alone_is_a_chart() {
        String keys = "rule: {kind: reach, direction: higher, target: 80, baseline: {year: 2016, value: 60}}";
        TrendChart chart = OneIndicator.indicator(Language.SV, 2018, "%", keys, "2018 FORECAST 95")
                .trendChart();

        assertThat(chart.isEmpty()).isFalse();
        assertThat(chart.forecasts())
                .singleElement()
                .satisfies(forecast -> assertThat(forecast.y()).isBetween(0.0, (double) TrendChart.HEIGHT));
    }
}
