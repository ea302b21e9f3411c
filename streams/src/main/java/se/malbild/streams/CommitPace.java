package se.malbild.streams;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * When stream threads draw and commit. Every commit costs the same however much it carries, and the thread waits for it: so a thread
 * that has read all there is draws and commits everything that changed at once, just so often that what is read right after a drawing
 * is committed an interval later, with the next; and one that is behind leaves it to Kafka Streams, whose own interval is longer and
 * cannot be changed while it runs. One for all threads of an instance; each knows only of itself.
 */
final class CommitPace {
    /** How often Kafka Streams commits by itself. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** How long the next drawing waits at most: the time may have gone elsewhere, as when the computer stood still. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** For the other tasks of the thread to draw before the commit, too. */
    private static final Duration ALL_DRAW_WITHIN = Duration.ofMillis(2);

    private static final int POLLS_AN_INTERVAL = 10;

    /** In how much of a second a thread that is not behind reads what is left. */
    private static final int SHARE = 2;
    /** What is left to be read by one that is behind, whatever it has read: more than a poll returns. */
    private static final long LEAST_LEFT = 1_000;

    private final Duration interval;
    private final LongSupplier nanoClock;
    private final ThreadLocal<Own> own = ThreadLocal.withInitial(Own::new);

    /** Of one thread. */
    private final class Own {
        private boolean behind;
        private long secondBeganAt = nanoClock.getAsLong();
        /** Records, in the second that has begun, and in the one before it. */
        private long read;

        private long readBefore;
        private long committedAt = nanoClock.getAsLong();
        /** When it first drew since the commit, if it has. */
        private OptionalLong drawnAt = OptionalLong.empty();
        /** What drawing and the commit take, on average, but half of the interval at most. */
        private Duration lead = Duration.ZERO;
        /** What they took the last time: as long is left for reading before the next. */
        private Duration pause = Duration.ZERO;
    }

    /**
     * @param interval from an event to its outputs, at most, when a thread is not behind and an interval is enough for the work
     * @param nanoClock a clock that only goes forward, in nanoseconds
     */
    CommitPace(Duration interval, LongSupplier nanoClock) {
        this.interval = interval;
        this.nanoClock = nanoClock;
    }

    /** Returns how long a thread that has nothing to read is to wait for something before it looks what else is to be done. */
    Duration longestPoll() {
        return interval.dividedBy(POLLS_AN_INTERVAL);
    }

    /** Returns how often Kafka Streams is to commit by itself. */
    Duration longestInterval() {
        return interval.compareTo(BEHIND) > 0 ? interval : BEHIND;
    }

    /**
     * Notes what this thread has read, and what is left. It is behind when it would take longer than half a second to read that.
     *
     * @param records that a poll has returned
     * @param left records that the consumer knows of and has not returned yet
     */
    void polled(int records, long left) {
        Own its = own.get();
        long now = nanoClock.getAsLong();
        if (now - its.secondBeganAt >= SECOND.toNanos()) {
            its.readBefore = its.read;
            its.read = 0;
            its.secondBeganAt = now;
        }
        its.read += records;
        its.behind = left > Math.max(LEAST_LEFT, Math.max(its.read, its.readBefore) / SHARE);
    }

    boolean isBehind() {
        return own.get().behind;
    }

    /** Notes that a task of this thread has begun to draw. */
    void draws() {
        Own its = own.get();
        if (its.drawnAt.isEmpty()) {
            its.drawnAt = OptionalLong.of(nanoClock.getAsLong());
        }
    }

    /** Notes that this thread has committed. */
    void committed() {
        Own its = own.get();
        long now = nanoClock.getAsLong();
        its.drawnAt.ifPresent(since -> {
            its.lead = shortest(interval.dividedBy(2), average(its.lead, since, now));
            its.pause = shortest(LONGEST_PAUSE, Duration.ofNanos(now - since));
        });
        its.drawnAt = OptionalLong.empty();
        its.committedAt = now;
    }

    private static Duration average(Duration lead, long since, long now) {
        return lead.multipliedBy(3).plusNanos(now - since).dividedBy(4);
    }

    /** @param nanos of the clock */
    boolean hasCommittedSince(long nanos) {
        return own.get().committedAt - nanos > 0;
    }

    /** Returns how long this thread is to wait before it draws; nothing or less when it is late. */
    Duration untilDrawing() {
        Own its = own.get();
        Duration wait = longest(interval.minus(its.lead.multipliedBy(2)), its.pause);
        // What has been drawn is committed presently.
        return its.drawnAt.isPresent() ? wait : wait.minusNanos(nanoClock.getAsLong() - its.committedAt);
    }

    /** Returns how long this thread, which has drawn, is to wait before it commits; nothing or less when it is late. */
    Duration untilCommit() {
        long now = nanoClock.getAsLong();
        return ALL_DRAW_WITHIN.minusNanos(now - own.get().drawnAt.orElse(now));
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shortest(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
