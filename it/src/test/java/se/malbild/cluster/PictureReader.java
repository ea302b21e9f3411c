package se.malbild.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;

/** Follows the pictures' topic as any reader of committed records does. */
public final class PictureReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OutputReader reader;
    private volatile boolean enough;

    private PictureReader(KafkaConsumer<byte[], byte[]> consumer, OutputReader reader) {
        this.consumer = consumer;
        this.reader = reader;
    }

    /** Returns a reader of what is published from now on. */
    public static PictureReader fromNowOn(TestCluster cluster) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", "10",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(cluster.cluster().prefix().topic(Topic.PICTURES)).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // a seek is done when it is needed: now
        return new PictureReader(consumer, cluster.reader);
    }

    /** Reads until the pictures seen are {@code enough}, and returns every one of them in the order they came. */
    public List<Picture> until(Predicate<List<Picture>> enough) {
        List<Picture> seen = new ArrayList<>();
        await("pictures").pollInSameThread().until(() -> {
            consumer.poll(POLL).forEach(record -> seen.add(reader.picture(record.value())));
            return enough.test(seen);
        });
        return seen;
    }

    /** Reads until {@link #stop}, and hands over what came. */
    public void follow(Consumer<ConsumerRecords<byte[], byte[]>> pictures) {
        while (!enough) {
            ConsumerRecords<byte[], byte[]> read = consumer.poll(POLL);
            if (!read.isEmpty()) {
                pictures.accept(read);
            }
        }
    }

    /** Lets {@link #follow} return. */
    public void stop() {
        enough = true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
