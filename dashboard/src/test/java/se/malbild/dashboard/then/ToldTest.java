package se.malbild.dashboard.then;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Instant NOW = Instant.parse("2020-03-01T12:00:00Z");

    private final Told told = new Told();

    @Test
    void given_messages_that_take_turns_then_each_is_told_once_until_it_is_old() {
        assertThat(told.isNews("registry away", NOW)).isTrue();
        assertThat(told.isNews("no right", NOW)).isTrue();
        assertThat(told.isNews("registry away", NOW.plusSeconds(1))).isFalse();
        assertThat(told.isNews("no right", NOW.plus(Told.TOLD_AGAIN_AFTER).minusMillis(1)))
                .isFalse();

        assertThat(told.isNews("registry away", NOW.plus(Told.TOLD_AGAIN_AFTER)))
                .isTrue();
    }

    @Test
    void given_messages_that_are_different_each_time_then_only_some_are_told() {
        long news = IntStream.range(0, 1_000)
                .filter(i -> told.isNews("timeout of request " + i, NOW))
                .count();

        assertThat(news).isEqualTo(Told.MOST);
    }
}
