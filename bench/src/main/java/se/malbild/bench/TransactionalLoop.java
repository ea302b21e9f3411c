package se.malbild.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;

/**
 * Reads every event and writes it to the same partition of another topic, exactly once, without looking at it: what Kafka
 * alone takes for one record per event. It keeps nothing, so it knows nothing that a new framework or a restart could use.
 */
final class TransactionalLoop implements Contender {
    private static final Duration POLL = Duration.ofMillis(20);

    @Override
    public Totals replay(Replay replay, Clock clock) {
        Cluster cluster = replay.cluster();
        Output.create(replay);
        Map<String, Object> reading = PlainConsumer.config(cluster);
        reading.put(ConsumerConfig.GROUP_ID_CONFIG, replay.name());
        Map<String, Object> writing = cluster.kafkaConfig();
        writing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, replay.name());
        // As the product's own producer.
        writing.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        writing.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        writing.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            PlainConsumer.assign(consumer, cluster);
            producer.initTransactions();
            copy(replay, clock, consumer, producer);
        }
        return totals(replay);
    }

    private static void copy(
            Replay replay,
            Clock clock,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer) {
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        long seen = 0;
        long committed = 0;
        while (seen < replay.events()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (seen == 0) {
                    clock.start();
                    committed = System.nanoTime();
                }
                if (read.isEmpty()) {
                    producer.beginTransaction();
                }
                var unused = producer.send(
                        new ProducerRecord<>(replay.output(), record.partition(), record.key(), record.value()));
                read.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
                seen++;
            }
            boolean isDue =
                    System.nanoTime() - committed >= replay.commitInterval().toNanos();
            if (!read.isEmpty() && (isDue || seen >= replay.events())) {
                producer.sendOffsetsToTransaction(read, consumer.groupMetadata());
                producer.commitTransaction();
                read.clear();
                committed = System.nanoTime();
            }
        }
        clock.stop();
    }

    private static Totals totals(Replay replay) {
        Map<String, GenericRecord> latest = new HashMap<>();
        PeerEvent reader = new PeerEvent();
        try (Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(replay.cluster())) {
            Output.read(replay, consumer, record -> {
                Optional<GenericRecord> event = reader.read(record.value());
                event.ifPresent(read -> latest.merge(
                        PeerEvent.cell(read), read, (old, next) -> PeerEvent.isAfter(next, old) ? next : old));
            });
        }
        Totals totals = new Totals();
        latest.values().forEach(event -> PeerEvent.add(totals, replay.goalAreas(), event));
        return totals;
    }
}
