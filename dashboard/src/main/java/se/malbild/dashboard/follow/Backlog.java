package se.malbild.dashboard.follow;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

/**
 * What was published before the reading began, without what nobody will look at because later records of the same key
 * replace it: compaction may leave those for long, and most of the time that a start takes would go into decoding them.
 */
final class Backlog {
    /** By key; that whose last record is the oldest comes first. */
    private final Map<Key, Deque<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();

    private final String frameworks;
    private final String decisions;
    private final String pictures;
    private int size;

    /** @param prefix of the topics that records come from */
    Backlog(TopicPrefix prefix) {
        frameworks = prefix.topic(Topic.GOAL_FRAMEWORKS);
        decisions = prefix.topic(Topic.YEAR_DECISIONS);
        pictures = prefix.topic(Topic.PICTURES);
    }

    private record Key(TopicPartition partition, ByteBuffer key) {}

    void add(ConsumerRecord<byte[], byte[]> record) {
        Key key = new Key(
                new TopicPartition(record.topic(), record.partition()),
                ByteBuffer.wrap(Objects.requireNonNullElse(record.key(), new byte[0])));
        Deque<ConsumerRecord<byte[], byte[]>> sameKey =
                Objects.requireNonNullElseGet(records.remove(key), ArrayDeque::new);
        sameKey.addLast(record);
        size++;
        if (sameKey.size() > worthReading(record.topic())) {
            sameKey.removeFirst();
            size--;
        }
        records.put(key, sameKey);
    }

    private int worthReading(String topic) {
        if (topic.equals(frameworks) || topic.equals(decisions)) {
            return Integer.MAX_VALUE; // a document for every version, a decision for everything that was decided
        }
        return topic.equals(pictures) ? PublishedFramework.MOST_WAITING : 1;
    }

    /** Returns how many records are left to be taken. */
    int size() {
        return size;
    }

    /** Shows all that is left. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> viewer) {
        records.values().forEach(sameKey -> sameKey.forEach(viewer));
    }

    /** Hands over all that is left, by partition and key in the order in which it was published, and keeps nothing. */
    void takeAll(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        records.values()
                .forEach(sameKey -> sameKey.forEach(record -> {
                    taker.accept(record);
                    size--;
                }));
        records.clear();
    }
}
