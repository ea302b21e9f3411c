package se.malbild.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.TopicPrefix;

class EventPartitionsTest {
    private final Map<String, Integer> counts = new TreeMap<>(Map.of("indicator-events", 12, "goal-frameworks", 12));
    private final AtomicLong now = new AtomicLong();
    private final EventPartitions partitions = new EventPartitions(this::count, TopicPrefix.NONE, now::get);
    private int asked;

    private int count(String topic) {
        asked++;
        Integer count = counts.get(topic);
        if (count == null) {
            throw new TimeoutException(topic);
        }
        return count;
    }

    @Test
    void given_equal_counts_then_an_organisation_has_the_partition_that_kafka_gives_its_key() {
        assertThat(partitions.of("1880")).isEqualTo(Partitioning.of("1880", 12));
        assertThat(partitions.of("1980")).isEqualTo(Partitioning.of("1980", 12));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void
            given_partitions_that_are_added_to_one_topic_then_it_refuses_within_a_second_and_until_then_the_place_is_the_old() {
        assertThat(partitions.of("1880")).isEqualTo(Partitioning.of("1880", 12));
        counts.put("indicator-events", 16);

        assertThat(partitions.of("1880")).isEqualTo(Partitioning.of("1880", 12));
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> partitions.of("1880"))
                    .isInstanceOf(PartitionsDifferException.class)
                    .hasMessageContaining("goal-frameworks 12, indicator-events 16");
        }
    }

    @Test
    void given_partitions_that_are_added_to_both_topics_then_it_refuses_too() {
        partitions.of("1880");
        counts.replaceAll((topic, count) -> 16);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThatThrownBy(() -> partitions.of("1880")).isInstanceOf(PartitionsDifferException.class);
    }

    @Test
    void given_counts_that_differ_from_the_start_then_it_refuses() {
        counts.put("goal-frameworks", 16);

        assertThatThrownBy(() -> partitions.of("1880"))
                .isInstanceOf(PartitionsDifferException.class)
                .hasMessageContaining("goal-frameworks 16, indicator-events 12");
    }

    @Test
    void given_kafka_does_not_tell_then_that_is_what_is_thrown_and_it_is_asked_again() {
        counts.remove("goal-frameworks");
        assertThatThrownBy(() -> partitions.of("1880")).isInstanceOf(TimeoutException.class);

        counts.put("goal-frameworks", 12);
        assertThat(partitions.of("1880")).isEqualTo(Partitioning.of("1880", 12));
    }
}
