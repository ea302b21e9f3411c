package se.malbild.dashboard.follow;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What was there to be read when reading began. */
final class Extent {
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Asks Kafka where {@code partitions} begin and end. */
    void measure(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        starts.putAll(consumer.beginningOffsets(partitions));
        ends.putAll(consumer.endOffsets(partitions));
    }

    /** Leaves out all but {@code partitions}. */
    void retain(Collection<TopicPartition> partitions) {
        starts.keySet().retainAll(partitions);
        ends.keySet().retainAll(partitions);
    }

    /** Returns how many records there were. */
    long records() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
                .sum();
    }

    /** Returns how many of them {@code consumer} has read. */
    long read(Consumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), consumer.position(end.getKey())) - starts.get(end.getKey()))
                .sum();
    }
}
