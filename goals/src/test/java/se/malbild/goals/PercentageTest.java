package se.malbild.goals;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentageTest {
    private static final List<BigDecimal> THRESHOLDS = List.of(new BigDecimal("0.55"), new BigDecimal("0.4"));

    @ParameterizedTest
    @CsvSource({
        "0.64, 64",
        "0.645, 65",
        "0.644999, 64",
        "0.545, 54.5",
        "0.549999, 54.9999",
        "0.55, 55",
        "0.399, 39.9",
        "0, 0",
        "1, 100"
    })
    void is_whole_unless_it_would_seem_to_pass_a_threshold(BigDecimal share, BigDecimal percent) {
        assertThat(Percentage.of(share, THRESHOLDS)).isEqualTo(percent);
    }
}
