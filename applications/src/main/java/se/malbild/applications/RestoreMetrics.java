package se.malbild.applications;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the state of a Kafka Streams application has come back from its changelogs. */
public final class RestoreMetrics implements StateRestoreListener {
    /** The stores that are being restored; each partition of a changelog belongs to one. */
    private final Map<TopicPartition, Left> underWay = new ConcurrentHashMap<>();

    private final LongAdder restored = new LongAdder();

    /** @param meters where {@code malbild.restore} can be read */
    public RestoreMetrics(MeterRegistry meters) {
        Gauge.builder("malbild.restore.partitions", underWay, Map::size)
                .description("Partitions of changelogs that are being restored")
                .register(meters);
        Gauge.builder("malbild.restore.remaining", this, RestoreMetrics::remaining)
                .description("Offsets of changelogs that are left to restore")
                .register(meters);
        FunctionCounter.builder("malbild.restore.records", restored, LongAdder::sum)
                .description("Records restored from changelogs since the start")
                .register(meters);
    }

    /** Offsets, of which some may hold no record. */
    private record Left(long from, long end) {}

    /** Returns how many offsets are left to restore. */
    public long remaining() {
        return underWay.values().stream()
                .mapToLong(left -> Math.max(0, left.end() - left.from()))
                .sum();
    }

    /** Returns how many partitions of changelogs are being restored. */
    public int partitions() {
        return underWay.size();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        underWay.put(changelog, new Left(from, end));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long through, long records) {
        restored.add(records);
        underWay.computeIfPresent(changelog, (key, left) -> new Left(through + 1, left.end()));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        underWay.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        underWay.remove(changelog);
    }
}
