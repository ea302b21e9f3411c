package se.malbild.schemas;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads partitions up to where they end when the reading begins; committed records only. */
public final class CommittedRecords {
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

    private CommittedRecords() {}

    /** Returns a consumer for {@link #read}, of no group. */
    public static Consumer<byte[], byte[]> consumer(Cluster cluster) {
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

    /**
     * Hands the records of {@code partitions} to {@code visitor}, each in the order of its partition, from where the consumer
     * is.
     *
     * @param partitions those that are assigned to the consumer
     * @throws E what the visitor throws
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for
     *     thirty
     */
    public static <E extends Exception> void read(
            Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Visitor<E> visitor) throws E {
        readTo(consumer, consumer.endOffsets(partitions), visitor);
    }

    /**
     * As {@link #read}, but up to {@code ends}: what an open transaction holds back before them is waited for.
     *
     * @param ends of the partitions that are assigned to the consumer
     */
    public static <E extends Exception> void readTo(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Visitor<E> visitor) throws E {
        Set<TopicPartition> partitions = ends.keySet();
        long heard = System.nanoTime();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                visitor.visit(record);
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENT_FOR.toNanos()) {
                throw new TimeoutException("nothing more of " + partitions + " for " + SILENT_FOR.toSeconds() + " s");
            }
        }
    }
}
