package se.malbild.bench;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/**
 * A consumer that decodes the topic with Avro's generic reader into a hash map, and nothing else: no transactions, no output,
 * and what comes last wins.
 */
final class PlainConsumer implements Contender {
    private static final Duration POLL = Duration.ofMillis(100);

    @Override
    public Totals replay(Replay replay, Clock clock) {
        Map<String, Object> latest = new HashMap<>();
        PeerEvent reader = new PeerEvent();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                config(replay.cluster()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assign(consumer, replay.cluster());
            long seen = 0;
            while (seen < replay.events()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (seen == 0) {
                        clock.start();
                    }
                    seen++;
                    Optional<GenericRecord> event = reader.read(record.value());
                    if (event.isPresent()) {
                        latest.put(PeerEvent.cell(event.get()), event.get().get("value"));
                    }
                }
            }
            clock.stop();
        }
        return totals(latest, replay.goalAreas());
    }

    /** Returns the settings of a consumer that reads the events of {@code cluster} from their start. */
    static Map<String, Object> config(Cluster cluster) {
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return config;
    }

    /** Gives {@code consumer} all events of {@code cluster}, from their start. */
    static void assign(KafkaConsumer<byte[], byte[]> consumer, Cluster cluster) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(cluster.prefix().topic(Topic.INDICATOR_EVENTS)).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static Totals totals(Map<String, Object> latest, GoalAreas goalAreas) {
        Totals totals = new Totals();
        latest.forEach((cell, bytes) -> {
            BigDecimal value = PeerEvent.number((ByteBuffer) bytes);
            String[] parts = cell.split("/", -1);
            if (value != null) {
                goalAreas.key(parts[0], parts[1], Integer.parseInt(parts[3])).ifPresent(key -> totals.add(key, value));
            }
        });
        return totals;
    }
}
