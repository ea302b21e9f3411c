package se.malbild.dashboard.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.view.Change;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.goals.Text;

class ChangeLogTest {
    private static final long READ_THROUGH = 9;

    private final ChangeLog log = new ChangeLog(Long.MAX_VALUE);

    @BeforeEach
    void everythingUpToTheStartHasBeenRead() {
        log.startAfter(Map.of(3, READ_THROUGH));
    }

    private static LogPosition at(long offset) {
        return at(3, offset);
    }

    private static LogPosition at(int partition, long offset) {
        return new LogPosition("pictures", partition, offset);
    }

    private static Change change(long offset) {
        return change(at(offset));
    }

    private static Change change(LogPosition position) {
        Change.Part whole = new Change.Part("", new Text("", ""), Optional.empty(), Optional.empty(), Set.of());
        return new Change(
                position,
                "1880",
                "orebro-2017-2019",
                2018,
                Optional.of(1),
                Optional.of(1),
                whole,
                List.of(),
                List.of(),
                Map.of());
    }

    private List<Long> after(long offset) {
        return log.after(at(offset)).orElseThrow().stream()
                .map(change -> change.position().offset())
                .toList();
    }

    @Test
    void who_has_seen_everything_has_missed_nothing() {
        assertThat(after(READ_THROUGH)).isEmpty();
        assertThat(log.end(3)).isEqualTo(at(READ_THROUGH));
    }

    @Test
    void who_was_away_is_told_what_came_since() {
        log.add(change(12));
        log.add(change(15));

        assertThat(after(READ_THROUGH)).containsExactly(12L, 15L);
        assertThat(after(12)).containsExactly(15L);
        assertThat(after(13)).containsExactly(15L);
        assertThat(after(15)).isEmpty();
        assertThat(log.end(3)).isEqualTo(at(15));
    }

    @Test
    void what_came_before_the_start_is_not_known() {
        assertThat(log.after(at(READ_THROUGH - 1))).isEmpty();
    }

    @Test
    void what_has_not_come_yet_is_not_known() {
        assertThat(log.after(at(READ_THROUGH + 1))).isEmpty();
    }

    @Test
    void what_lies_elsewhere_is_not_known() {
        assertThat(log.after(new LogPosition("pictures", 4, READ_THROUGH))).isEmpty();
        assertThat(log.after(new LogPosition("other", 3, READ_THROUGH))).isEmpty();
    }

    @Test
    void only_the_latest_are_kept() {
        long last = READ_THROUGH + ChangeLog.KEPT_PER_PARTITION + 1;
        LongStream.rangeClosed(READ_THROUGH + 1, last).forEach(offset -> log.add(change(offset)));

        assertThat(log.after(at(READ_THROUGH))).isEmpty();
        assertThat(after(READ_THROUGH + 1))
                .hasSize(ChangeLog.KEPT_PER_PARTITION)
                .endsWith(last);
    }

    @Test
    void given_more_changes_than_the_memory_is_for_then_the_oldest_are_forgotten_of_the_partition_with_most() {
        ChangeLog small = new ChangeLog(4L * change(0).bytes());
        small.startAfter(Map.of(3, READ_THROUGH, 4, READ_THROUGH));
        small.add(change(at(4, 11)));
        LongStream.rangeClosed(11, 15).forEach(offset -> small.add(change(offset)));

        assertThat(small.after(at(11))).isEmpty();
        assertThat(small.after(at(12)).orElseThrow()).hasSize(3);
        assertThat(small.after(at(4, READ_THROUGH)).orElseThrow()).hasSize(1);
    }

    @Test
    void given_a_change_that_alone_takes_too_much_memory_then_who_has_not_seen_it_is_told_to_read_again() {
        ChangeLog tiny = new ChangeLog(0);
        tiny.startAfter(Map.of(3, READ_THROUGH));
        tiny.add(change(12));

        assertThat(tiny.after(at(READ_THROUGH))).isEmpty();
        assertThat(tiny.end(3)).isEqualTo(at(12));
        assertThat(tiny.after(at(12)).orElseThrow()).isEmpty();
    }
}
