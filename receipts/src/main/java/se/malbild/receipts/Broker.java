package se.malbild.receipts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import se.malbild.applications.ApplicationStart;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.KafkaRefusal;

/** What the application asks the broker beside Kafka Streams. For use by many threads. */
final class Broker implements AutoCloseable {
    private final Cluster cluster;
    private final Admin admin;
    private final String events;
    private final int partitions;

    /** @param partitions that every topic had at the start, and that are read */
    Broker(Cluster cluster, int partitions) {
        this.cluster = cluster;
        this.admin = Admin.create(cluster.kafkaConfig());
        this.events = cluster.prefix().topic(Topic.INDICATOR_EVENTS);
        this.partitions = partitions;
    }

    /** Returns how many partitions every topic had at the start. */
    int partitions() {
        return partitions;
    }

    /**
     * Returns the offset after the last event of every partition, as the broker has it now; also of those that were added
     * to the topic since the start, which nobody reads.
     *
     * @throws StartupException when the broker does not answer
     * @throws InterruptedException when interrupted while waiting
     */
    SortedMap<Integer, Long> ends(Duration within) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        SortedMap<Integer, Long> ends = new TreeMap<>();
        try {
            admin.describeTopics(List.of(events))
                    .topicNameValues()
                    .get(events)
                    .get(within.toMillis(), TimeUnit.MILLISECONDS)
                    .partitions()
                    .forEach(found -> asked.put(new TopicPartition(events, found.partition()), OffsetSpec.latest()));
            admin.listOffsets(asked)
                    .all()
                    .get(within.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException noAnswer) {
            throw doesNotAnswer(noAnswer);
        }
    }

    /**
     * Returns up to which offset {@code group} has read the events of each partition. It passes over what is no record, such as
     * the marker that ends a transaction.
     *
     * @throws StartupException when the broker does not answer
     * @throws InterruptedException when interrupted while waiting
     */
    SortedMap<Integer, Long> committed(String group, Duration within) throws InterruptedException {
        SortedMap<Integer, Long> committed = new TreeMap<>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(within.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, next) -> {
                        if (partition.topic().equals(events) && next != null) {
                            committed.put(partition.partition(), next.offset());
                        }
                    });
            return committed;
        } catch (ExecutionException | TimeoutException noAnswer) {
            throw doesNotAnswer(noAnswer);
        }
    }

    /**
     * Returns the id of {@code topic}; nothing when there is none.
     *
     * @throws StartupException when the broker does not answer
     * @throws InterruptedException when interrupted while waiting
     */
    Optional<Uuid> idOf(String topic) throws InterruptedException {
        try {
            return Optional.ofNullable(admin.listTopics()
                            .namesToListings()
                            .get(ApplicationStart.BROKER_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                            .get(topic))
                    .map(TopicListing::topicId);
        } catch (ExecutionException | TimeoutException noAnswer) {
            throw doesNotAnswer(noAnswer);
        }
    }

    private StartupException doesNotAnswer(Exception failed) {
        Text noAnswer = new Text("Kafka svarar inte just nu.", "Kafka does not answer.");
        return new StartupException(KafkaRefusal.of(failed, cluster, noAnswer), failed);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
