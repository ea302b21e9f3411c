package se.malbild.schemas.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static se.malbild.schemas.admin.PartitionCountsTest.counts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {
    private final Deque<PartitionCounts> answers = new ArrayDeque<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final PartitionWatch watch = new PartitionWatch(this::answer, closed::incrementAndGet);

    private PartitionCounts answer() throws TimeoutException {
        if (answers.isEmpty()) {
            throw new TimeoutException();
        }
        return answers.remove();
    }

    @Test
    void given_partitions_added_to_one_topic_then_the_watch_says_so_also_while_kafka_does_not_answer() {
        answers.add(counts(Map.of("indicator-events", 12, "goal-frameworks", 12)));
        answers.add(counts(Map.of("indicator-events", 16, "goal-frameworks", 12)));

        watch.look();
        assertThat(watch.problem()).isEmpty();
        watch.look();
        assertThat(watch.problem())
                .hasValueSatisfying(problem -> assertThat(problem.en()).contains("indicator-events 16"));
        watch.look();
        assertThat(watch.problem()).isPresent();
    }

    @Test
    void given_partitions_added_to_every_topic_while_it_looks_then_the_number_they_had_is_the_right_one() {
        answers.add(counts(Map.of("indicator-events", 12, "goal-frameworks", 12)));
        answers.add(counts(Map.of("indicator-events", 16, "goal-frameworks", 16)));

        watch.look();
        watch.look();

        assertThat(watch.problem())
                .hasValueSatisfying(problem -> assertThat(problem.en())
                        .contains("number of partitions, 12", "goal-frameworks 16, indicator-events 16"));
    }

    @Test
    void given_no_topics_and_then_topics_then_it_compares_those_that_are_there() {
        answers.add(counts(Map.of()));
        answers.add(counts(Map.of("indicator-events", 3)));

        watch.look();
        watch.look();

        assertThat(watch.problem()).isEmpty();
    }

    @Test
    void given_a_topic_that_may_not_be_described_then_it_is_told_once_and_the_others_are_compared() {
        answers.add(counts(Map.of("indicator-events", 12, "goal-frameworks", 12)));
        answers.add(new PartitionCounts(
                new TreeMap<>(Map.of("indicator-events", 16, "goal-frameworks", 12)),
                new TreeSet<>(Set.of("pictures"))));
        PartitionCounts without = new PartitionCounts(new TreeMap<>(), new TreeSet<>(Set.of("pictures", "parked")));

        watch.look();
        watch.look();

        assertThat(watch.problem()).isPresent();
        assertThat(watch.newlyLeftOut(without)).containsExactly("parked");
        assertThat(watch.newlyLeftOut(without)).isEmpty();
        assertThat(watch.newlyLeftOut(counts(Map.of("pictures", 12)))).isEmpty();
        assertThat(watch.newlyLeftOut(without)).containsExactly("parked", "pictures");
    }

    @Test
    void it_closes_what_its_source_needs() {
        watch.close();

        assertThat(closed).hasValue(1);
    }
}
