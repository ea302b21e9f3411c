package se.malbild.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/** A {@code read_committed} consumer of what comes to a topic from now on, on a thread of its own. */
final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    /** What is done with a record. */
    interface Visitor {
        /**
         * Looks at one record.
         *
         * @param nanos when it had come
         */
        void visit(ConsumerRecord<byte[], byte[]> record, long nanos);
    }

    private CommittedReader(Cluster cluster, Topic topic, Visitor visitor) {
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer
                .partitionsFor(cluster.prefix().topic(topic))
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = new Thread(() -> run(visitor), "committed-" + topic.topicName());
    }

    /** Starts one. */
    static CommittedReader follow(Cluster cluster, Topic topic, Visitor visitor) {
        CommittedReader reader = new CommittedReader(cluster, topic, visitor);
        reader.thread.start();
        return reader;
    }

    private void run(Visitor visitor) {
        try (KafkaConsumer<byte[], byte[]> opened = consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                    visitor.visit(record, System.nanoTime());
                }
            }
        } catch (WakeupException closing) {
            // Nobody wants more.
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    /** Returns why it reads no more. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
