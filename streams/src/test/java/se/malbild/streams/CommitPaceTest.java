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
    void given_drawing_and_a_commit_that_take_long_then_it_draws_as_much_earlier() {
        for (int i = 0; i < 100; i++) {
            pace.draws();
            pass(15);
            pace.draws(); // another task
            pass(5);
            pace.committed();
        }

        assertThat(pace.untilDrawing()).isBetween(Duration.ofMillis(80), Duration.ofMillis(81));
    }

    @Test
    void given_a_commit_that_takes_longer_than_an_interval_then_half_of_the_time_is_left_for_reading() {
        for (int i = 0; i < 100; i++) {
            pace.draws();
            pass(400);
            pace.committed();
        }

        assertThat(pace.untilDrawing()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void given_a_task_that_has_drawn_then_the_commit_waits_a_little_for_the_others() {
        pace.draws();
        assertThat(pace.untilCommit()).isPositive();
        pass(3);

        assertThat(pace.untilCommit()).isNegative();
    }
}
