package se.malbild.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * The peer: a consumer that reads the partition of one municipality once, decodes its events, and judges them
 * together. It keeps nothing to answer for another moment.
 */
final class BareScan {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Kafka's default of 500 would be added at the end, when the consumer is closed. */
    private static final int FETCH_WAIT_MILLIS = 10;

    private BareScan() {}

    /** Returns the pictures of everything. */
    static SortedMap<Pictures.Key, Picture> run(Cluster cluster, SchemaRegistry registry, FrameworkVersion framework)
            throws InvalidObservationException {
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        String organisation = framework.framework().organisation();
        byte[] key = organisation.getBytes(StandardCharsets.UTF_8);
        TopicPartition partition = new TopicPartition(
                cluster.prefix().topic(Topic.INDICATOR_EVENTS),
                Partitioning.of(organisation, Topic.DEFAULT_PARTITIONS));
        IndicatorEventReader reader = new IndicatorEventReader(registry);
        ObservationDraft draft = new ObservationDraft();
        List<Observation> own = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (Arrays.equals(record.key(), key)) {
                        if (!(reader.read(record.value(), draft) instanceof IndicatorEventReader.Reading.Filled)) {
                            throw new IllegalStateException("cannot be decoded: " + record);
                        }
                        own.add(draft.build());
                    }
                }
            }
        }
        return Pictures.of(List.of(framework), own);
    }
}
