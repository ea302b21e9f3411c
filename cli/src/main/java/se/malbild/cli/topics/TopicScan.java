package se.malbild.cli.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/** One reading of a topic, from its beginning to where it ended when the reading began; committed records only. */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Longer than a transaction that was left open can hold readers back. */
    private static final Duration SILENT_FOR = Duration.ofSeconds(30);

    private static final int API_TIMEOUT_MILLIS = 10_000;
    /** Closing a consumer waits for its open fetch, which at the end of a topic would be Kafka's default of 500. */
    private static final int FETCH_WAIT_MILLIS = 10;

    private static final int MOST_AT_ONCE = 20;

    /** What is done with a record. */
    public interface Visitor<E extends Exception> {
        /** Looks at one record. */
        void visit(ConsumerRecord<byte[], byte[]> record) throws E;
    }

    private TopicScan() {}

    /**
     * Hands every record of {@code topic} to {@code visitor}, in the order of its partition.
     *
     * @throws E what the visitor throws
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for
     *     thirty
     */
    public static <E extends Exception> void of(Cluster cluster, Topic topic, Visitor<E> visitor) throws E {
        try (Consumer<byte[], byte[]> consumer = consumer(cluster)) {
            of(consumer, cluster.prefix().topic(topic), visitor);
        }
    }

    /** Returns a consumer for {@link #of(Consumer, String, Visitor)}. */
    static Consumer<byte[], byte[]> consumer(Cluster cluster) {
        Map<String, Object> config = cluster.kafkaConfig();
        // A topic is made by malbild topics apply, never by somebody who reads it.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        // A small compressed batch may hold many records of a megabyte, and a poll decompresses all that it returns.
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** As {@link #of(Cluster, Topic, Visitor)}, by {@code consumer}, of the topic that Kafka knows as {@code name}. */
    static <E extends Exception> void of(Consumer<byte[], byte[]> consumer, String name, Visitor<E> visitor) throws E {
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long heard = System.nanoTime();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                visitor.visit(record);
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENT_FOR.toNanos()) {
                throw new TimeoutException("nothing more of " + name + " for " + SILENT_FOR.toSeconds() + " s");
            }
        }
    }
}
