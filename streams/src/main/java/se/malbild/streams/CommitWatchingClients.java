package se.malbild.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import se.malbild.applications.Bundle;

/**
 * Kafka's own clients; the producers also say when a transaction ends, and the consumers whether there is much left to read, which
 * Streams shows in no other way. Indicator events come in bundles.
 */
final class CommitWatchingClients implements KafkaClientSupplier {
    private final LatencyMetrics latency;
    private final CommitPace pace;
    private final String events;

    /** @param events the topic of indicator events, as Kafka has it */
    CommitWatchingClients(LatencyMetrics latency, CommitPace pace, String events) {
        this.latency = latency;
        this.pace = pace;
        this.events = events;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void commitTransaction() {
                super.commitTransaction();
                latency.committed();
                pace.committed();
            }

            @Override
            public void abortTransaction() {
                try {
                    super.abortTransaction();
                } finally {
                    latency.aborted();
                }
            }

            /** With a transaction open when another producer has taken its place. */
            @Override
            public void close(Duration timeout) {
                try {
                    super.close(timeout);
                } finally {
                    latency.aborted();
                }
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
                pace.polled(
                        records.count(),
                        assignment().stream()
                                .mapToLong(partition -> currentLag(partition).orElse(0))
                                .sum());
                return Bundle.bundled(records, events);
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }
}
