package se.malbild.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.pages.OneIndicator;
import se.malbild.dashboard.view.Comparison.Pair;
import se.malbild.dashboard.view.Comparison.Side;
import se.malbild.goals.Text;

/** Two municipalities side by side. */
class ComparisonTest {
    private static final String RULE =
            "rule: {kind: improve, direction: higher, tolerance: 1, baseline: {year: 2016, value: 80}}";

    @Test
    void what_is_measured_by_the_same_series_in_the_same_way_is_compared() {
        Snapshot samples = new SampleView().now();
        Comparison comparison = new Comparison(latest(samples, "1880"), latest(samples, "1980"));

        assertThat(comparison.pairs().stream().map(pair -> pair.first().id()).collect(Collectors.joining(" ")))
                .isEqualTo("N02797 N03102 N17461 N11701 U21468");
        assertThat(comparison.hasSameScale()).isFalse();
        assertThat(comparison.hasSameFramework()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2018 | value: 80 | value: 80 | ''",
                "2018 | value: 80 | value: 80.0 | ''",
                "2018 | value: 80 | value: 81 | Var och en bedöms mot sitt eget utgångsvärde, så nivåerna säger inte samma sak.",
                "2018 | tolerance: 1 | tolerance: 2 | De bedöms mot olika värden eller med olika tolerans, så nivåerna säger inte samma sak.",
                "2018 | direction: higher | direction: lower | De bedöms efter olika slags regler, så nivåerna säger inte samma sak.",
                "2018 | 'sv: \"%\"' | 'sv: kr' | Enheterna är olika: % och kr.",
                "2015 | value: 80 | value: 81 | Bara Västerås stad har ett utfall 2015.",
                "2019 | value: 80 | value: 80 | Bara Örebro kommun har ett utfall 2019.",
                "2017 | 'from: 2017' | 'from: 2018' | Bara Örebro kommun bedömer 2017.",
            })
    void what_keeps_two_outcomes_apart_is_told(int year, String key, String ofSecond, String told) {
        Side first = side("1880", "N", "N", "2017 82; 2018 83; 2019 84");
        Side second = side("1980", key, ofSecond, "2015 79; 2017 80; 2018 81");
        Comparison comparison = new Comparison(first, second);
        Pair pair = comparison.pairs().get(0);

        assertThat(comparison.differences(pair, year).stream().map(Text::sv).collect(Collectors.joining(" ")))
                .isEqualTo(told);
    }

    @Test
    void years_are_those_of_either_and_women_are_not_all() {
        Comparison comparison =
                new Comparison(side("1880", "N", "N", "2016 82; 2018 83"), side("1980", "N", "N", "2015 79; 2018 81"));

        assertThat(comparison.pairs().get(0).years()).containsExactly(2015, 2016, 2017, 2018, 2019);
        assertThat(comparison.hasSameFramework()).isTrue();
        Side other = side("1980", "departments: [skola], ", "departments: [skola], measure: gap-gender, ", "2018 81");
        assertThat(new Comparison(side("1880", "N", "N", "2018 83"), other).pairs())
                .isEmpty();
    }

    @Test
    void an_outcome_so_far_is_not_that_of_a_year() {
        Comparison comparison = new Comparison(
                side("1880", "N", "N", "2018 83"), side("1980", "N", "N", "2018-T1 81; 2018 FORECAST 82"));

        assertThat(comparison.differences(comparison.pairs().get(0), 2018))
                .extracting(Text::en)
                .containsExactly("The outcome of City of Västerås in 2018 is of the year so far.");
    }

    private static Side latest(Snapshot snapshot, String organisation) {
        OrganisationView view = snapshot.organisation(organisation).orElseThrow();
        return new Side(view, view.latest());
    }

    /** @param reports each {@code year[-part] [FORECAST] value}, with {@code ;} between */
    private static Side side(String organisation, String key, String instead, String reports) {
        SampleView view = OneIndicator.view(
                "%", RULE, reports, text -> text.replace("1880", organisation).replace(key, instead));
        return latest(view.now(), organisation);
    }
}
