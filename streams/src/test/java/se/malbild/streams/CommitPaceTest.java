package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private long nowNanos;
    private final CommitPace pace = new CommitPace(Duration.ofMillis(100), () -> nowNanos);

    private void pass(int millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void given_no_commit_that_took_time_then_it_draws_an_interval_after_the_last() {
        pace.committed();
        pass(30);

        assertThat(pace.untilDrawing()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void what_is_read_just_after_drawing_is_committed_an_interval_later() {
        for (int i = 0; i < 100; i++) {
            pace.draws();
            pass(15);
            pace.draws(); // another task
            pass(5);
            pace.committed();
        }

        assertThat(pace.untilDrawing()).isBetween(Duration.ofMillis(60), Duration.ofMillis(61));
    }

    @Test
    void given_a_commit_that_took_long_then_as_long_is_left_for_reading() {
        for (int i = 0; i < 100; i++) {
            pace.draws();
            pass(400);
            pace.committed();
        }
        pass(10);

        assertThat(pace.untilDrawing()).isEqualTo(Duration.ofMillis(390));
    }

    @Test
    void however_long_it_took_it_draws_within_a_second() {
        pace.draws();
        pass(4_000);
        pace.committed();

        assertThat(pace.untilDrawing()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_is_read_between_drawing_and_the_commit_waits_for_the_next_drawing() {
        pace.committed();
        pass(100);
        pace.draws();

        assertThat(pace.untilDrawing()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void given_a_task_that_has_drawn_then_the_commit_waits_a_little_for_the_others() {
        pace.draws();
        assertThat(pace.untilCommit()).isPositive();
        pass(3);

        assertThat(pace.untilCommit()).isNegative();
    }

    @Test
    void it_is_behind_when_more_is_left_than_it_reads_in_half_a_second() {
        for (int i = 0; i < 100; i++) {
            pace.polled(300, 14_000);
            pass(10);
        }

        pace.polled(300, 14_000);
        assertThat(pace.isBehind()).isFalse();
        pace.polled(300, 16_000);
        assertThat(pace.isBehind()).isTrue();
    }

    @Test
    void it_is_not_behind_as_long_as_it_can_read_all_that_is_left_at_once() {
        pace.polled(0, 1_000);
        assertThat(pace.isBehind()).isFalse();
        pace.polled(0, 1_001);
        assertThat(pace.isBehind()).isTrue();
    }

    @Test
    void what_it_read_long_ago_tells_nothing() {
        pace.polled(30_000, 0);
        pass(1_000);
        pace.polled(0, 0);
        pass(1_000);

        pace.polled(0, 5_000);
        assertThat(pace.isBehind()).isTrue();
    }
}
