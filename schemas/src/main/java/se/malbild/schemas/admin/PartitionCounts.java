package se.malbild.schemas.admin;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import se.malbild.goals.Text;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

/**
 * How many partitions topics have. All are made with the same number, which says where the records of an organisation lie,
 * and Kafka lets a number only grow: where they differ the least is the one that they were made with, and nobody reads what
 * lies beyond it.
 *
 * @param byTopic by the topic's name in Kafka; without those that are missing
 * @param undescribed names of the topics that this user may not describe
 */
public record PartitionCounts(SortedMap<String, Integer> byTopic, SortedSet<String> undescribed) {
    /** The topics that are partitioned by organisation. */
    public static final Set<Topic> TOPICS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Topic.PAGE_FEEDBACK)));

    public PartitionCounts {
        byTopic = Collections.unmodifiableSortedMap(new TreeMap<>(byTopic));
        undescribed = Collections.unmodifiableSortedSet(new TreeSet<>(undescribed));
    }

    /** Of topics that could all be described. */
    public PartitionCounts(SortedMap<String, Integer> byTopic) {
        this(byTopic, Collections.emptySortedSet());
    }

    /**
     * Asks Kafka about {@code topics}.
     *
     * @param topics by their names in Kafka
     * @param answersWithin how long each answer is waited for
     * @throws ExecutionException with Kafka's exception, when it cannot tell
     */
    public static PartitionCounts of(Admin admin, Collection<String> topics, Duration answersWithin)
            throws ExecutionException, InterruptedException, TimeoutException {
        return of(admin.describeTopics(topics).topicNameValues(), answersWithin, false);
    }

    /** As above, but a topic that this user may not describe is only noted. */
    static PartitionCounts ofDescribable(Admin admin, Collection<String> topics, Duration answersWithin)
            throws ExecutionException, InterruptedException, TimeoutException {
        return of(admin.describeTopics(topics).topicNameValues(), answersWithin, true);
    }

    static PartitionCounts of(
            Map<String, KafkaFuture<TopicDescription>> answers, Duration answersWithin, boolean isRefusalNoted)
            throws ExecutionException, InterruptedException, TimeoutException {
        SortedMap<String, Integer> counts = new TreeMap<>();
        SortedSet<String> undescribed = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> described : answers.entrySet()) {
            try {
                counts.put(
                        described.getKey(),
                        described
                                .getValue()
                                .get(answersWithin.toMillis(), TimeUnit.MILLISECONDS)
                                .partitions()
                                .size());
            } catch (ExecutionException failed) {
                if (isRefusalNoted && failed.getCause() instanceof TopicAuthorizationException) {
                    undescribed.add(described.getKey());
                } else if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return new PartitionCounts(counts, undescribed);
    }

    /** As above, about {@link #TOPICS}, for a command, within {@link AdminClients#ANSWERS_WITHIN}. */
    public static PartitionCounts of(Cluster cluster) throws BrokerException {
        try (Admin admin = AdminClients.create(cluster)) {
            return of(cluster, admin);
        }
    }

    /** As above, by {@code admin}. */
    public static PartitionCounts of(Cluster cluster, Admin admin) throws BrokerException {
        try {
            return of(admin, namesOf(TOPICS, cluster.prefix()), AdminClients.ANSWERS_WITHIN);
        } catch (ExecutionException failed) {
            throw new BrokerException(failed.getCause());
        } catch (TimeoutException noAnswer) {
            throw new BrokerException(noAnswer);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BrokerException(stop);
        }
    }

    static List<String> namesOf(Collection<Topic> topics, TopicPrefix prefix) {
        return topics.stream().map(prefix::topic).toList();
    }

    /** Returns the number that the topics were made with, as far as can be seen; nothing when all of them are missing. */
    public Optional<Integer> inForce() {
        return byTopic.values().stream().min(Integer::compare);
    }

    /** Returns what is wrong and what would be right, when not all topics have the number in force. */
    public Optional<Text> problem() {
        return inForce().flatMap(this::problem);
    }

    /** As {@link #problem()}, when it is known that the topics were made with {@code made}. */
    public Optional<Text> problem(int made) {
        List<String> raised = byTopic.keySet().stream()
                .filter(topic -> byTopic.get(topic) > made)
                .toList();
        if (raised.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join(
                ", ",
                byTopic.entrySet().stream()
                        .map(topic -> topic.getKey() + " " + topic.getValue())
                        .toList());
        return Optional.of(new Text(
                "Alla topics måste ha lika många partitioner, " + made + ", men har: " + all
                        + ". Vad som ligger efter de "
                        + made + " första i " + String.join(", ", raised)
                        + " läses inte, och antalet kan inte ändras i efterhand: flytta allt till nya topics, se"
                        + " ”More partitions” i docs/operations.md.",
                "All topics must have the same number of partitions, " + made + ", but have: " + all
                        + ". What lies beyond the first " + made + " of " + String.join(", ", raised)
                        + " is not read, and the number cannot be changed afterwards: move everything to new topics, see"
                        + " “More partitions” in docs/operations.md."));
    }
}
