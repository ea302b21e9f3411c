package se.malbild.goals.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule compares with is held to the range of its own indicator. */
class RangeTest {
    private static final String RULE = """
                rule:
                  kind: improve
                  direction: higher
                  baseline: {year: 2016, value: 80}
            """;

    @ParameterizedTest
    @CsvSource(textBlock = """
            kind: reach, direction: higher, target: 735                       | rule.target
            kind: reach, direction: higher, target: {2017: 72, 2018: 735}     | rule.target.2018
            kind: reach, direction: higher, target: {2017: -1, 2018: 100.1}   | rule.target.2017, rule.target.2018
            kind: reach, direction: higher, target: {2017: 101, 2018: soon}   | rule.target.2017, rule.target.2018
            kind: reach, direction: lower, target: 3, baseline: {year: 2016, value: 712} | rule.baseline.value
            kind: reach, direction: higher, target: 0, tolerance: 0.5         |
            kind: reach, direction: higher, target: 100, tolerance: 100       | rule.tolerance
            kind: improve, direction: higher, baseline: {year: 2016, value: 100.5} | rule.baseline.value
            kind: improve, direction: toward, ideal: 500, baseline: {year: 2016, value: 50} | rule.ideal
            kind: improve, direction: toward, ideal: 50, baseline: {year: 2016, value: 0}, tolerance: 99.9 |
            kind: approach, target: {2018: 0, 2019: -0.1}, baseline: {year: 2016, value: 5} | rule.target.2019
            kind: hold, lower: 10, upper: 900                                 | rule.upper
            kind: hold, lower: -5, margin: 101                                | rule.lower, rule.margin
            kind: hold, lower: 0, upper: 100, margin: 1                       |
            """, delimiter = '|')
    void what_is_compared_with_lies_within_the_range(String rule, String expected) {
        assertThat(faulty("    range: {lower: 0, upper: 100}\n", rule))
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(", ")));
    }

    @Test
    void the_fault_names_the_value_and_the_range_in_both_languages() {
        FrameworkFault fault = faults(
                        "    range: {lower: 0, upper: 100}\n",
                        "kind: reach, direction: higher, target: {2017: 72, 2018: 735, 2019: 75}")
                .get(0);

        assertThat(fault.code()).isEqualTo("outside-range");
        assertThat(fault.message().sv()).isEqualTo("735 ligger utanför nyckeltalets intervall (range), 0–100.");
        assertThat(fault.message().en()).isEqualTo("735 is outside the indicator's range, 0–100.");
        assertThat(fault.line()).isPositive();
        assertThat(faults("    range: {lower: 0}\n", "kind: hold, lower: -1")
                        .get(0)
                        .message()
                        .en())
                .contains("-1", "at least 0");
        assertThat(faults("    range: {upper: 9.5}\n", "kind: hold, upper: 10")
                        .get(0)
                        .message()
                        .sv())
                .contains("10", "högst 9.5");
    }

    @Test
    void a_tolerance_as_wide_as_the_range_is_told_so_in_english_too() {
        assertThat(faults(
                        "    range: {lower: 0, upper: 100}\n",
                        "kind: reach, direction: higher, target: 100, tolerance: 100"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message().en())
                        .isEqualTo("100 is as wide as the indicator's whole range, 0–100, so no value can fall outside"
                                + " it."));
    }

    @Test
    void a_value_of_others_lies_within_the_range_too_and_is_told_once_where_it_is_the_target() {
        String comparison = """
                    range: {lower: 0, upper: 100}
                    comparison: {value: 708, year: 2016, source: {sv: Riket, en: The nation}}
                """;

        assertThat(faulty(comparison, "kind: reach, direction: higher, target: comparison, tolerance: 0.1"))
                .containsExactly("comparison.value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "measure: gap-gender",
                "measure: ratio-gender",
                "measure: gap-district",
                "withinYear: sum",
                "acrossDepartments: sum"
            })
    void what_is_on_a_scale_of_its_own_is_not_held_to_the_range_of_the_values(String measure) {
        assertThat(faulty(
                        "    range: {lower: 0, upper: 100}\n    " + measure + "\n",
                        "kind: reach, direction: lower, target: 140, tolerance: 100"))
                .isEmpty();
    }

    @Test
    void a_range_that_cannot_be_read_holds_nothing() {
        assertThat(faulty("    range: {lower: 100, upper: 0}\n", "kind: hold, lower: 3"))
                .containsExactly("range.lower");
    }

    private static List<String> faulty(String more, String rule) {
        return faults(more, rule).stream()
                .map(fault -> fault.path().replace("indicators[0].", ""))
                .toList();
    }

    private static List<FrameworkFault> faults(String more, String rule) {
        return FrameworkTemplate.faults(FrameworkTemplate.with(RULE, more + "    rule: {" + rule + "}\n"));
    }
}
