package se.malbild.dashboard.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

class BacklogTest {
    private final Backlog backlog = new Backlog(TopicPrefix.NONE);
    private final Map<String, Long> next = new HashMap<>();

    private void publish(Topic topic, int partition, String key) {
        long offset = next.merge(topic.topicName() + partition, 1L, Long::sum);
        backlog.add(new ConsumerRecord<>(topic.topicName(), partition, offset, key.getBytes(UTF_8), new byte[0]));
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        backlog.takeAll(record -> left.add(new String(record.key(), UTF_8) + "@" + record.offset()));
        return left;
    }

    @Test
    void what_a_later_record_of_its_key_replaces_is_not_taken() {
        for (String key : List.of("a", "b", "a", "c", "b")) {
            publish(Topic.CELL_RECEIPTS, 0, key);
            publish(Topic.INDICATOR_OBSERVATIONS, 0, "indicator-" + key);
        }

        assertThat(left()).containsExactly("a@3", "indicator-a@3", "c@4", "indicator-c@4", "b@5", "indicator-b@5");
        assertThat(backlog.size()).isZero();
        assertThat(left()).isEmpty();
    }

    @Test
    void the_same_key_elsewhere_is_another() {
        publish(Topic.CELL_RECEIPTS, 0, "a");
        publish(Topic.CELL_RECEIPTS, 1, "a");
        publish(Topic.INDICATOR_OBSERVATIONS, 0, "a");

        assertThat(left()).hasSize(3);
    }

    @Test
    void every_document_is_taken_and_of_pictures_as_many_as_may_wait() {
        IntStream.range(0, 50).forEach(i -> {
            publish(Topic.GOAL_FRAMEWORKS, 0, "document");
            publish(Topic.PICTURES, 0, "picture");
        });

        assertThat(left()).filteredOn(record -> record.startsWith("document")).hasSize(50);
        IntStream.range(0, 50).forEach(i -> publish(Topic.PICTURES, 0, "picture"));
        assertThat(left())
                .hasSize(PublishedFramework.MOST_WAITING)
                .startsWith("picture@81")
                .endsWith("picture@100");
    }

    @Test
    void a_record_without_a_key_is_taken() {
        backlog.add(new ConsumerRecord<>(Topic.PICTURES.topicName(), 0, 1, null, new byte[0]));
        List<Long> offsets = new ArrayList<>();
        backlog.takeAll(record -> offsets.add(record.offset()));

        assertThat(offsets).containsExactly(1L);
    }
}
