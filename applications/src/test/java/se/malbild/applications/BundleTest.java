package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final TopicPartition FIRST = new TopicPartition("events", 0);
    private static final TopicPartition SECOND = new TopicPartition("events", 1);
    private static final TopicPartition OTHER = new TopicPartition("frameworks", 0);

    @Test
    void what_was_read_of_a_partition_is_one_record_with_the_place_and_time_of_the_first() {
        List<ConsumerRecord<byte[], byte[]>> first = List.of(record(FIRST, 4), record(FIRST, 7), record(FIRST, 8));
        List<ConsumerRecord<byte[], byte[]>> second = List.of(record(SECOND, 2));
        List<ConsumerRecord<byte[], byte[]>> other = List.of(record(OTHER, 1), record(OTHER, 2));
        Map<TopicPartition, OffsetAndMetadata> next =
                Map.of(FIRST, new OffsetAndMetadata(9), SECOND, new OffsetAndMetadata(3));

        ConsumerRecords<byte[], byte[]> bundled = Bundle.bundled(
                new ConsumerRecords<>(Map.of(FIRST, first, SECOND, second, OTHER, other), next), "events");

        assertThat(bundled.partitions()).containsExactlyInAnyOrder(FIRST, SECOND, OTHER);
        assertThat(bundled.records(FIRST)).singleElement().satisfies(bundle -> {
            assertThat(bundle.offset()).isEqualTo(4);
            assertThat(bundle.timestamp()).isEqualTo(1_004);
            assertThat(bundle.leaderEpoch()).contains(5);
            assertThat(Bundle.in(bundle.headers()).orElseThrow().records()).isEqualTo(first);
        });
        assertThat(bundled.records(SECOND))
                .singleElement()
                .satisfies(bundle -> assertThat(
                                Bundle.in(bundle.headers()).orElseThrow().records())
                        .isEqualTo(second));
        assertThat(bundled.records(OTHER)).isEqualTo(other);
        assertThat(bundled.nextOffsets()).isEqualTo(next);
    }

    @Test
    void a_header_of_that_name_that_somebody_sends_is_no_bundle() {
        assertThat(Bundle.in(new RecordHeaders().add("bundle", new byte[] {1}))).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_000 + offset,
                TimestampType.LOG_APPEND_TIME,
                1,
                1,
                "k".getBytes(StandardCharsets.UTF_8),
                "v".getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.of(5));
    }
}
