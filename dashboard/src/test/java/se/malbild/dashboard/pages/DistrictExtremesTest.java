package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;

final class DistrictExtremesTest {
    @Test
    void all_districts_with_the_same_value_are_named() {
        Map<String, BigDecimal> values = new TreeMap<>(Map.of(
                "centrum", new BigDecimal("70"),
                "norr", new BigDecimal("61.5"),
                "soder", new BigDecimal("70.0"),
                "vast", new BigDecimal("66")));

        assertThat(DistrictExtremes.of(values))
                .contains(new DistrictExtremes("centrum, soder", new BigDecimal("70"), "norr", new BigDecimal("61.5")));
    }

    @Test
    void an_outcome_that_is_no_difference_between_districts_has_none() {
        String keys = "rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 60}}";
        String reports = "2018 65; 2018 @norr 61; 2018 @vast 70";

        assertThat(OneIndicator.indicator(Language.SV, 2018, "%", keys, reports).districtExtremes())
                .isEmpty();
        assertThat(OneIndicator.indicator(Language.SV, 2018, "%", "measure: gap-district, " + keys, reports)
                        .districtExtremes())
                .map(DistrictExtremes::highest)
                .contains("vast");
    }
}
