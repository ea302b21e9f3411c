package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.goals.assessment.Given.assertValue;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.picture.IndicatorPicture;

/** Step 3: the total, or a difference between groups. */
class DisparityTest {

    @ParameterizedTest(name = "{0} of {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "total | skola 2018 9; skola 2018 women 1; skola 2018 @vivalla 2 | 9 | -",
                "gap-gender | skola 2018 women 80.5; skola 2018 men 82 | 1.5 | -",
                "gap-gender | skola 2018 women 82; skola 2018 men 80.5 | 1.5 | -",
                "gap-gender | skola 2018 women 82; skola 2018 men 82 | 0 | -",
                "gap-gender | skola 2018 9; skola 2018 women 82 | - | no-observation",
                "gap-gender | skola 2018 women SECRECY; skola 2018 men 5 | - | missing-secrecy",
                "gap-gender | skola 2018 women 5; skola 2018 men DROPOUT | - | missing-dropout",
                "gap-gender | skola 2018 women 5 forecast; skola 2018 men 5 | - | no-observation",
                "ratio-gender | skola 2018 women 30; skola 2018 men 40 | 0.75 | -",
                "ratio-gender | skola 2018 women 1; skola 2018 men 3 | 0.333333 | -",
                "ratio-gender | skola 2018 women 0; skola 2018 men 3 | 0 | -",
                "ratio-gender | skola 2018 women 3; skola 2018 men 0 | - | zero-for-men",
                "ratio-gender | skola 2018 men 3 | - | no-observation",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble 71 | 15 | -",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 60 | 0 | -",
                "gap-district | skola 2018 @vivalla 60; skola 2018 75 | - | too-few-districts",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby SECRECY | - | missing-secrecy",
                "gap-district | skola 2018 women @vivalla 60; skola 2018 women @norrby 5 | - | too-few-districts",
                "gap-district | skola 2018 @vivalla 60; skola 2018 @norrby 75; skola 2018 @tybble RETRACTED | - | retracted",
            })
    void whatIsMeasured(String measure, String reports, String value, String reason) {
        assertValue(Given.indicator("measure: " + measure).reported(reports).shown(2018), value, reason);
    }

    @Test
    void theSidesOfAGapAreEachPutTogetherFirst() {
        IndicatorPicture shown = Given.indicator(
                        "measure: gap-gender",
                        "withinYear: sum",
                        "requiredParts: 2",
                        "acrossDepartments: sum",
                        "departments: [skola, fritid]")
                .reported("skola 2018-T1 women 1; skola 2018-T2 women 2; fritid 2018 women 4;"
                        + " skola 2018 men 3; fritid 2018 men 9")
                .shown(2018);

        assertValue(shown, "5", null);
        assertThat(shown.divisions().women()).contains(new BigDecimal("7"));
        assertThat(shown.divisions().men()).contains(new BigDecimal("12"));
    }

    @Test
    void womenMenAndDistrictsAreShownBesideTheTotal() {
        IndicatorPicture shown = Given.indicator()
                .reported("skola 2018 81; skola 2018 women 83.5; skola 2018 men 78.5;"
                        + " skola 2018 @vivalla 60; skola 2018 @norrby SECRECY")
                .shown(2018);

        assertThat(shown.divisions().women()).contains(new BigDecimal("83.5"));
        assertThat(shown.divisions().men()).contains(new BigDecimal("78.5"));
        assertThat(shown.divisions().districts()).isEqualTo(Map.of("vivalla", new BigDecimal("60")));
    }
}
