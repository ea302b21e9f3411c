package se.malbild.schemas.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Topic;

class PartitionCountsTest {
    @Test
    void given_equal_counts_then_that_is_the_number_in_force_and_nothing_is_wrong() {
        PartitionCounts counts = counts(Map.of("indicator-events", 12, "goal-frameworks", 12, "pictures", 12));

        assertThat(counts.inForce()).contains(12);
        assertThat(counts.problem()).isEmpty();
    }

    @Test
    void given_a_topic_with_more_then_the_least_is_in_force_and_both_texts_name_every_count() {
        PartitionCounts counts = counts(Map.of("indicator-events", 16, "goal-frameworks", 12, "pictures", 12));

        assertThat(counts.inForce()).contains(12);
        assertThat(counts.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.sv())
                    .contains(
                            "goal-frameworks 12, indicator-events 16, pictures 12",
                            "efter de 12 första i indicator-events",
                            "flytta allt till nya topics");
            assertThat(problem.en())
                    .contains(
                            "goal-frameworks 12, indicator-events 16, pictures 12",
                            "the first 12 of indicator-events",
                            "move everything to new topics");
        });
    }

    @Test
    void given_no_topic_then_no_number_is_in_force_and_nothing_is_said() {
        assertThat(counts(Map.of()).inForce()).isEmpty();
        assertThat(counts(Map.of()).problem()).isEmpty();
    }

    @Test
    void the_answers_of_visitors_are_not_kept_by_organisation_so_their_topic_is_not_compared() {
        assertThat(PartitionCounts.TOPICS).hasSize(Topic.values().length - 1).doesNotContain(Topic.PAGE_FEEDBACK);
    }

    @Test
    void given_a_topic_that_may_not_be_described_then_a_watch_compares_the_others_and_a_command_fails()
            throws Exception {
        Map<String, KafkaFuture<TopicDescription>> answers = Map.of(
                "indicator-events", described("indicator-events", 2),
                "goal-frameworks", described("goal-frameworks", 1),
                "pictures", failed(new TopicAuthorizationException(Set.of("pictures"))),
                "rejected-events", failed(new UnknownTopicOrPartitionException()));

        PartitionCounts counts = PartitionCounts.of(answers, Duration.ofSeconds(1), true);

        assertThat(counts.byTopic()).containsOnly(Map.entry("goal-frameworks", 1), Map.entry("indicator-events", 2));
        assertThat(counts.undescribed()).containsExactly("pictures");
        assertThat(counts.problem()).isPresent();
        assertThatThrownBy(() -> PartitionCounts.of(answers, Duration.ofSeconds(1), false))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static KafkaFuture<TopicDescription> described(String topic, int partitions) {
        Node node = new Node(1, "127.0.0.1", 9092);
        return KafkaFuture.completedFuture(new TopicDescription(
                topic,
                false,
                IntStream.range(0, partitions)
                        .mapToObj(i -> new TopicPartitionInfo(i, node, List.of(node), List.of(node)))
                        .toList()));
    }

    private static KafkaFuture<TopicDescription> failed(Throwable why) {
        KafkaFutureImpl<TopicDescription> answer = new KafkaFutureImpl<>();
        answer.completeExceptionally(why);
        return answer;
    }

    static PartitionCounts counts(Map<String, Integer> byTopic) {
        return new PartitionCounts(new TreeMap<>(byTopic));
    }
}
