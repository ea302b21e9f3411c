package se.malbild.goals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 trådar, 0 threads",
        "1, 1 tråd, 1 thread",
        "2, 2 trådar, 2 threads",
        "21, 21 trådar, 21 threads",
    })
    void one_is_counted_in_the_singular_and_any_other_number_in_the_plural(long number, String sv, String en) {
        assertThat(Text.count(number, "tråd", "trådar", "thread", "threads")).isEqualTo(new Text(sv, en));
    }
}
