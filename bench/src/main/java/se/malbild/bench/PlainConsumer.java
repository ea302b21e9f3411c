package se.malbild.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/** The peer: a consumer that decodes the topic with Avro's generic reader into a hash map, and nothing else. */
final class PlainConsumer {
    private static final int HEADER_BYTES = 5;
    private static final Duration POLL = Duration.ofMillis(100);

    private PlainConsumer() {}

    /** Reads all of the events' topic; returns what it cost, from the first record to the last. */
    static Cost run(Cluster cluster, long events) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        Schema schema = Topic.INDICATOR_EVENTS.schema();
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        Map<String, Object> latest = new HashMap<>();
        Cost cost;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(cluster.prefix().topic(Topic.INDICATOR_EVENTS)).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            BinaryDecoder decoder = null;
            long seen = 0;
            Cost start = Cost.now();
            while (seen < events) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (seen == 0) {
                        start = Cost.now();
                    }
                    byte[] value = record.value();
                    decoder = DecoderFactory.get()
                            .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
                    GenericRecord event = reader.read(null, decoder);
                    latest.put(key(event), event.get("value"));
                    seen++;
                }
            }
            cost = Cost.now().since(start);
        } catch (IOException undecodable) {
            throw new UncheckedIOException(undecodable);
        }
        if (latest.size() > events) {
            throw new IllegalStateException("more cells than events");
        }
        return cost;
    }

    private static String key(GenericRecord event) {
        return event.get("organisation") + "/" + event.get("indicator") + "/" + event.get("department") + "/"
                + event.get("year") + "/" + event.get("period") + "/" + event.get("gender") + "/"
                + event.get("district") + "/" + event.get("kind");
    }
}
