package se.malbild.streams.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

/**
 * How far an application has come with the input topics.
 *
 * @param state as Kafka names it, for example {@code Stable}
 * @param instances those that are members now
 * @param positions of every partition of the input topics, in their order
 */
public record GroupStatus(String id, String state, List<Instance> instances, List<Position> positions) {

    /** One member of the group: a stream thread. */
    public record Instance(String id, String host, int partitions) {}

    /** Offsets: what the group reads next, and where the partition ends. */
    public record Position(TopicPartition partition, long next, long end) {
        /** Returns how many offsets are left. */
        public long lag() {
            return Math.max(0, end - next);
        }
    }

    public GroupStatus {
        instances = List.copyOf(instances);
        positions = List.copyOf(positions);
    }

    /** Returns how many offsets are left in all partitions. */
    public long lag() {
        return positions.stream().mapToLong(Position::lag).sum();
    }

    /**
     * Asks Kafka about the group {@code id}; empty when there is none.
     *
     * @param id in Kafka, with the prefix
     * @param prefix of the topics that it reads
     */
    public static Optional<GroupStatus> of(String id, TopicPrefix prefix, Admin admin)
            throws ExecutionException, InterruptedException {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(id))
                    .describedGroups()
                    .get(id)
                    .get();
            List<Instance> instances = group.members().stream()
                    .map(member -> new Instance(
                            member.groupInstanceId().orElse(member.consumerId()),
                            member.host(),
                            member.assignment().topicPartitions().size()))
                    .toList();
            return Optional.of(
                    new GroupStatus(id, group.groupState().toString(), instances, positions(id, prefix, admin)));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException
                    || failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static List<Position> positions(String id, TopicPrefix prefix, Admin admin)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS)) {
            String name = prefix.topic(topic);
            admin.describeTopics(List.of(name))
                    .topicNameValues()
                    .get(name)
                    .get()
                    .partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition())));
        }
        Map<TopicPartition, Long> starts = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(id)
                .partitionsToOffsetAndMetadata()
                .get();
        return partitions.stream()
                .map(partition -> new Position(
                        partition,
                        Optional.ofNullable(committed.get(partition))
                                .map(OffsetAndMetadata::offset)
                                .orElseGet(() -> starts.get(partition)),
                        ends.get(partition)))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec of)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, of));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
