package se.malbild.streams;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often stream threads commit. Every commit costs the same however much it carries, and the thread waits for it: so a thread
 * that has read all there is commits what it publishes once an interval, and one that is behind leaves it to Kafka Streams, whose
 * own interval is longer and cannot be changed while it runs. One for all threads of an instance; each knows only of itself.
 */
final class CommitPace {
    /** How often Kafka Streams commits by itself. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final int FLUSHES_A_COMMIT = 5;

    private final Duration interval;
    private final LongSupplier nanoClock;
    private final ThreadLocal<Own> own = ThreadLocal.withInitial(Own::new);

    /** Of one thread. */
    private final class Own {
        private boolean behind;
        private long committedAt = nanoClock.getAsLong();
    }

    /**
     * @param interval between two commits of a thread that is not behind
     * @param nanoClock a clock that only goes forward, in nanoseconds
     */
    CommitPace(Duration interval, LongSupplier nanoClock) {
        this.interval = interval;
        this.nanoClock = nanoClock;
    }

    /** Returns how often what changed is judged while the thread is not behind: a commit then carries nearly all of it. */
    Duration flushEvery() {
        return interval.dividedBy(FLUSHES_A_COMMIT);
    }

    /** Returns how often Kafka Streams is to commit by itself. */
    Duration longestInterval() {
        return interval.compareTo(BEHIND) > 0 ? interval : BEHIND;
    }

    /** Notes whether this thread has left so much to read that it is behind. */
    void polled(boolean behind) {
        own.get().behind = behind;
    }

    /** Notes that this thread has committed. */
    void committed() {
        own.get().committedAt = nanoClock.getAsLong();
    }

    /** @param nanos of the clock */
    boolean hasCommittedSince(long nanos) {
        return own.get().committedAt - nanos > 0;
    }

    boolean isBehind() {
        return own.get().behind;
    }

    /** Returns how long this thread is to wait with its next commit; less than nothing when it is late. */
    Duration untilNext() {
        return interval.minusNanos(nanoClock.getAsLong() - own.get().committedAt);
    }
}
