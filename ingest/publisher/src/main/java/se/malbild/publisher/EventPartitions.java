package se.malbild.publisher;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.PartitionCounts;

/**
 * Says in which partition an organisation's events lie: by the number of partitions that the topics were made with, whatever
 * is added later. For use by many threads.
 */
final class EventPartitions {
    private static final List<Topic> INPUTS = List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
    private static final Duration ASKS_EVERY = Duration.ofSeconds(1);

    private final ToIntFunction<String> partitionsOf;
    private final TopicPrefix prefix;
    private final LongSupplier nanoTime;
    private final AtomicInteger made = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean isKnown;
    private volatile long askedAt;

    /** @param partitionsOf returns how many partitions a topic has now; may throw what Kafka throws */
    EventPartitions(ToIntFunction<String> partitionsOf, TopicPrefix prefix, LongSupplier nanoTime) {
        this.partitionsOf = partitionsOf;
        this.prefix = prefix;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the partition of {@code organisation}.
     *
     * @throws PartitionsDifferException when partitions were added to one of the input topics
     */
    int of(String organisation) {
        if (!isKnown || nanoTime.getAsLong() - askedAt >= ASKS_EVERY.toNanos()) {
            ask();
        }
        return Partitioning.of(organisation, made.get());
    }

    private void ask() {
        isKnown = false;
        SortedMap<String, Integer> byTopic = new TreeMap<>();
        for (Topic topic : INPUTS) {
            String name = prefix.topic(topic);
            byTopic.put(name, partitionsOf.applyAsInt(name));
        }
        PartitionCounts counts = new PartitionCounts(byTopic);
        int least = made.accumulateAndGet(counts.inForce().orElseThrow(), Math::min);
        counts.problem(least).ifPresent(problem -> {
            throw new PartitionsDifferException(problem);
        });
        askedAt = nanoTime.getAsLong();
        isKnown = true;
    }
}
