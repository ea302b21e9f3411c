package se.malbild.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-09-01T12:00:00Z",
                "2018-09-01T14:00:00+02:00",
                "2020-02-29T23:59:59-11:30",
                "2018-09-01T12:00:00+17:59",
                "2018-09-01T12:00:00+18:00",
                "2018-09-01T12:00:00-00:00",
                "0000-01-01T00:00:00Z",
                "2018-09-01T12:00Z",
                "2018-09-01t12:00:00z",
                "2018-09-01T12:00:00.123456789Z",
                "2018-09-01T12:00:00+02:00:30",
                "+12018-09-01T12:00:00Z"
            })
    void given_a_time_with_its_offset_then_it_is_what_the_library_reads(String text) {
        assertThat(EventTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2018-09-01",
                "2018-09-01T12:00:00",
                "2018-09-01T24:00:00Z",
                "2019-02-29T12:00:00Z",
                "2018-13-01T12:00:00Z",
                "2018-09-01T12:60:00Z",
                "2018-09-01T12:00:60Z",
                "2018-09-01T12:00:00+19:00",
                "2018-09-01T12:00:00+02:60",
                "2018-09-01T12:00:00+0200",
                "2018-09-01 12:00:00Z",
                "\u0662018-09-01T12:00:00Z"
            })
    void given_anything_else_then_it_is_none(String text) {
        assertThatThrownBy(() -> EventTime.parse(text)).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
