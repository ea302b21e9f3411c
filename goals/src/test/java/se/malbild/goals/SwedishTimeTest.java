package se.malbild.goals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwedishTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2019-06-30T22:00:00Z, 2019-07-01, 2019-07-01 00:00:00+02:00",
        "2019-06-30T21:59:59Z, 2019-06-30, 2019-06-30 23:59:59+02:00",
        "2018-12-31T23:00:00Z, 2019-01-01, 2019-01-01 00:00:00+01:00",
        "2026-10-25T00:30:00Z, 2026-10-25, 2026-10-25 02:30:00+02:00",
        "2026-10-25T01:30:00Z, 2026-10-25, 2026-10-25 02:30:00+01:00"
    })
    void given_a_time_then_day_and_second_are_those_in_sweden(Instant time, LocalDate day, String second) {
        assertThat(SwedishTime.day(time)).isEqualTo(day);
        assertThat(SwedishTime.second(time)).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({"2019-07-01, 2019-06-30T22:00:00Z", "2019-01-01, 2018-12-31T23:00:00Z"})
    void given_a_day_then_it_begins_at_midnight_in_sweden(LocalDate day, Instant beginning) {
        assertThat(SwedishTime.beginning(day)).isEqualTo(beginning);
        assertThat(SwedishTime.day(beginning)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"2019-06-30, 2019-06-30T21:59:59.999Z", "2026-10-25, 2026-10-25T22:59:59.999Z"})
    void given_a_day_then_it_ends_at_midnight_in_sweden(LocalDate day, Instant end) {
        assertThat(SwedishTime.end(day)).isEqualTo(end);
    }

    @Test
    void given_a_time_that_clocks_leave_out_or_show_twice_then_it_is_an_hour_later_or_the_first() {
        assertThat(SwedishTime.when(LocalDateTime.parse("2026-03-29T02:30"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(SwedishTime.when(LocalDateTime.parse("2026-10-25T02:30"))).isEqualTo("2026-10-25T00:30:00Z");
    }
}
