package se.malbild.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import se.malbild.schemas.Cluster;

/** The peer of a restart: a plain consumer that reads a topic into a hash map, in a process of its own, since a restarted one is new, too. */
final class PlainScan {
    private static final Duration POLL = Duration.ofMillis(100);
    static final String TOPIC = "bench-slices";

    private PlainScan() {}

    /** Scans twice, and prints for each how many keys there are and how many nanoseconds it took. */
    public static void main(String[] args) {
        for (int scan = 0; scan < 2; scan++) {
            long start = System.nanoTime();
            int keys = read(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]), args[1])
                    .size();
            System.out.println(keys + " " + (System.nanoTime() - start));
        }
    }

    private static Map<Bytes, ConsumerRecord<byte[], byte[]>> read(Map<String, Object> cluster, String topic) {
        Map<Bytes, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
        Map<String, Object> config = new HashMap<>(cluster);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(record -> latest.put(Bytes.wrap(record.key()), record));
            }
        }
        return latest;
    }

    /** Writes the latest record of each key of {@code changelog} to a topic of the same partitions, and returns how many there are. */
    static int fill(Cluster cluster, String changelog) {
        Map<Bytes, ConsumerRecord<byte[], byte[]>> latest = read(cluster.kafkaConfig(), changelog);
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> record : latest.values()) {
                var unused =
                        producer.send(new ProducerRecord<>(TOPIC, record.partition(), record.key(), record.value()));
            }
        }
        return latest.size();
    }

    /** Returns how long it took to read {@code keys} keys in a new process: first, and once more when it was warm. */
    static List<Duration> inNewProcess(Cluster cluster, int keys) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainScan.class.getName(),
                        cluster.bootstrapServers(),
                        TOPIC)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines()
                .map(line -> line.split(" "))
                .map(words -> {
                    if (Integer.parseInt(words[0]) != keys) {
                        throw new IllegalStateException(said);
                    }
                    return Duration.ofNanos(Long.parseLong(words[1]));
                })
                .toList();
    }
}
