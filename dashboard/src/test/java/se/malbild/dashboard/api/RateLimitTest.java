package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE / 2);
    private final RateLimit limit = new RateLimit(60, Duration.ofMinutes(1), nanos::get);

    private long admitted(int asking) {
        return IntStream.range(0, asking).filter(one -> limit.admits()).count();
    }

    @Test
    void so_many_are_admitted_at_once_and_then_one_at_a_time() {
        assertThat(admitted(100)).isEqualTo(60);

        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(admitted(10)).isZero();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(admitted(10)).isEqualTo(1);
    }

    @Test
    void a_long_silence_saves_up_no_more_than_the_limit() {
        nanos.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(admitted(100)).isEqualTo(60);
    }
}
