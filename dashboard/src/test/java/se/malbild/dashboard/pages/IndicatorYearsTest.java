package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;

final class IndicatorYearsTest {
    private static final String KEYS = "rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}";

    @Test
    void before_the_period_only_outcomes_with_a_value_have_a_source_that_is_named() {
        String reports = "2016 from:Skolregistret 80; 2016 WOMEN from:Enkäten -; 2016 MEN FORECAST from:Prognosen 82;"
                + " 2017 from:Kolada 81";
        IndicatorYears indicator = OneIndicator.indicator(Language.SV, 2018, "%", KEYS, reports);

        assertThat(indicator.sources()).containsExactly("Kolada", "Skolregistret");
    }

    @Test
    void a_forecast_has_a_source_that_is_named_as_long_as_it_is_shown() {
        String soFar = "2018-T1 from:Skolregistret 80; 2018 FORECAST from:Prognosen 82";

        assertThat(OneIndicator.indicator(Language.SV, 2018, "%", KEYS, soFar).sources())
                .containsExactly("Prognosen", "Skolregistret");
        assertThat(OneIndicator.indicator(Language.SV, 2018, "%", KEYS, soFar + "; 2018 from:Skolregistret 81")
                        .sources())
                .containsExactly("Skolregistret");
    }
}
