package se.malbild.cli.topics;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Topic;

/** One reading of a topic, from its beginning to where it ended when the reading began; committed records only. */
public final class TopicScan {
    private TopicScan() {}

    /**
     * Hands every record of {@code topic} to {@code visitor}, in the order of its partition.
     *
     * @throws E what the visitor throws
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for
     *     thirty
     */
    public static <E extends Exception> void of(Cluster cluster, Topic topic, CommittedRecords.Visitor<E> visitor)
            throws E {
        try (Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster)) {
            of(consumer, cluster.prefix().topic(topic), visitor);
        }
    }

    /** As {@link #of(Cluster, Topic, CommittedRecords.Visitor)}, by {@code consumer}, of the topic that Kafka knows as {@code name}. */
    static <E extends Exception> void of(
            Consumer<byte[], byte[]> consumer, String name, CommittedRecords.Visitor<E> visitor) throws E {
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        CommittedRecords.read(consumer, partitions, visitor);
    }
}
