package se.malbild.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import se.malbild.schemas.Cluster;

/** What has been read and written, and is committed. */
final class Commits implements AutoCloseable {
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Admin admin;

    Commits(Cluster cluster) {
        admin = Admin.create(cluster.kafkaConfig());
    }

    interface Condition {
        boolean holds() throws InterruptedException, ExecutionException;
    }

    /** Waits until {@code condition} holds; fails when it does not within {@link #GIVE_UP_AFTER}. */
    static void await(Condition condition) throws InterruptedException, ExecutionException {
        await(condition, LOOK_AGAIN);
    }

    /** As the other, for what costs nothing to ask. */
    static void await(Condition condition, Duration lookAgain) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not done within " + GIVE_UP_AFTER.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(lookAgain.toMillis());
        }
    }

    /** Returns how many records of {@code topic}, which has no transactions, {@code group} has read. */
    long read(String group, String topic) throws InterruptedException, ExecutionException {
        return offsets(group).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * Returns whether {@code group} has read all of {@code topics}, which are written to in transactions and exist. The end
     * of a partition is the marker of a transaction, which a group need not have passed.
     */
    boolean areRead(String group, Collection<String> topics) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = offsets(group);
        return areSettled(topics)
                && ends(topics, IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
                        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue() - 1);
    }

    private Map<TopicPartition, Long> offsets(String group) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /** Returns whether no record of {@code topics} lies in a transaction that is still open. */
    boolean areSettled(Collection<String> topics) throws InterruptedException, ExecutionException {
        return ends(topics, IsolationLevel.READ_COMMITTED).equals(ends(topics, IsolationLevel.READ_UNCOMMITTED));
    }

    /** Returns where the partitions of {@code topics} end. */
    Map<TopicPartition, Long> ends(Collection<String> topics, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
