package se.malbild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of(
            "demo", "publish", "picture", "parked", "status", "reset", "--year", "--data", "--lang", "--broker-port");

    @ParameterizedTest
    @CsvSource({
        "dem, demo",
        "dmeo, demo",
        "Demo, demo",
        "pubish, publish",
        "publissh, publish",
        "statis, status",
        "--yaer, --year",
        "--years, --year",
        "--broker, --broker-port"
    })
    void are_what_was_mistyped_or_begun(String typed, String meant) {
        assertThat(Suggestions.of(typed, KNOWN)).first().isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kolada", "x", "--organisation", "-x", "", " ", "-", "--"})
    void are_none_when_nothing_is_like_it(String typed) {
        assertThat(Suggestions.of(typed, KNOWN)).isEmpty();
    }
}
