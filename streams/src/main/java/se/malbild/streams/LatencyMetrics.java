package se.malbild.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long it takes from a record's append to the commit of the pictures that reflect it. A sample is one drawing of one
 * organisation, and is that of the record that waited longest among those it reflects: the others were faster. The start
 * is the broker's clock and the end this computer's, so a difference between the two is part of it; less than nothing
 * counts as nothing. What a start draws again because it cannot know what was published gives no sample.
 *
 * <p>A stream thread has one producer, which commits on that thread; so what a thread has drawn is what its next commit
 * makes visible.
 */
final class LatencyMetrics {
    static final long NOTHING = Long.MAX_VALUE;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final LongSupplier millis;
    private final Timer latency;
    private final AtomicLong committedAt = new AtomicLong();
    private final Map<Thread, Drawn> drawn = new ConcurrentHashMap<>();
    private final Map<Object, Long> undrawn = new ConcurrentHashMap<>();

    /** @param millis this computer's clock, milliseconds since 1970 */
    LatencyMetrics(MeterRegistry meters, LongSupplier millis) {
        this.millis = millis;
        latency = Timer.builder("malbild.picture.latency")
                .description("From the append of the record that waited longest to the commit of the pictures that"
                        + " reflect it, per organisation and computation")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        TimeGauge.builder("malbild.picture.age", this, TimeUnit.MILLISECONDS, LatencyMetrics::ageMillis)
                .description("How long ago the oldest record that was read but is in no committed picture was appended;"
                        + " 0 when there is none")
                .register(meters);
        Gauge.builder("malbild.picture.committed.timestamp", committedAt, at -> at.get() / 1_000.0)
                .description("When pictures were last committed, seconds since 1970; 0 when none were since the start")
                .baseUnit("seconds")
                .register(meters);
    }

    /** What one thread has drawn since its last commit. Written by that thread alone. */
    private static final class Drawn {
        private long[] appendedAt = new long[16];
        private int count;
        private volatile long oldest = NOTHING;

        void add(long at) {
            if (count == appendedAt.length) {
                appendedAt = Arrays.copyOf(appendedAt, count * 2);
            }
            appendedAt[count++] = at;
            oldest = Math.min(oldest, at);
        }

        void clear() {
            count = 0;
            oldest = NOTHING;
        }
    }

    /**
     * Notes what a task has not drawn yet.
     *
     * @param task whose it is
     * @param oldestAppendedAt milliseconds since 1970; {@link #NOTHING} when all is drawn
     */
    void undrawn(Object task, long oldestAppendedAt) {
        if (oldestAppendedAt == NOTHING) {
            undrawn.remove(task);
        } else {
            undrawn.put(task, oldestAppendedAt);
        }
    }

    /**
     * Notes that this thread has drawn the pictures of an organisation.
     *
     * @param oldestAppendedAt of the records they newly reflect, milliseconds since 1970
     */
    void drawn(long oldestAppendedAt) {
        drawn.computeIfAbsent(Thread.currentThread(), thread -> new Drawn()).add(oldestAppendedAt);
    }

    /** Notes that all this thread has drawn can be read. */
    void committed() {
        Drawn mine = drawn.get(Thread.currentThread());
        if (mine != null && mine.count > 0) {
            long now = millis.getAsLong();
            for (int i = 0; i < mine.count; i++) {
                latency.record(Math.max(0, now - mine.appendedAt[i]), TimeUnit.MILLISECONDS);
            }
            mine.clear();
            committedAt.set(now);
        }
    }

    /** Notes that nothing of what this thread has drawn will ever be read: it is drawn again. */
    void aborted() {
        Drawn mine = drawn.get(Thread.currentThread());
        if (mine != null) {
            mine.clear();
        }
    }

    private double ageMillis() {
        long oldest = NOTHING;
        for (long at : undrawn.values()) {
            oldest = Math.min(oldest, at);
        }
        for (Drawn thread : drawn.values()) {
            oldest = Math.min(oldest, thread.oldest);
        }
        return oldest == NOTHING ? 0 : Math.max(0, millis.getAsLong() - oldest);
    }
}
