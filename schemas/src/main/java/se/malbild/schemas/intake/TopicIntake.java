package se.malbild.schemas.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Takes in the records of an input topic for a reader that keeps nothing: what cannot be decoded now waits in memory while
 * the reader goes on, since the order of what is taken in does not matter. For one thread.
 */
public final class TopicIntake<T> {
    /** Soon, since the registry mostly answers soon. */
    private static final Duration RETRY_EVERY = Duration.ofMillis(100);

    /**
     * What became of a record.
     *
     * @param intake accepted or rejected
     */
    public record Settled<T>(InputRecord record, Intake<T> intake) {}

    /**
     * @param cameAt when it was read, or appended when that was earlier, for the broker's clock may be ahead of ours;
     *     milliseconds since 1970
     */
    private record Undecoded(InputRecord record, long cameAt) {}

    private final SchemaLookups lookups;
    private final Function<InputRecord, Intake<T>> intake;
    private final Consumer<Settled<T>> taker;
    private final LongSupplier nanoClock;
    private List<Undecoded> undecoded = new ArrayList<>();
    private long triedAt;

    /**
     * @param intake judges a record, as {@link FrameworkIntake#judge} does
     * @param taker is handed every record once, as soon as it is known what it is
     */
    public TopicIntake(SchemaLookups lookups, Function<InputRecord, Intake<T>> intake, Consumer<Settled<T>> taker) {
        this(lookups, intake, taker, System::nanoTime);
    }

    /** As above, with a clock that only goes forward, in nanoseconds. */
    TopicIntake(
            SchemaLookups lookups,
            Function<InputRecord, Intake<T>> intake,
            Consumer<Settled<T>> taker,
            LongSupplier nanoClock) {
        this.lookups = lookups;
        this.intake = intake;
        this.taker = taker;
        this.nanoClock = nanoClock;
        this.triedAt = nanoClock.getAsLong();
    }

    /** Hands on what {@code record} is, now or, when its schema is not known yet, in a later {@link #retry}. */
    public void take(InputRecord record) {
        Undecoded read = new Undecoded(record, Math.min(record.appendedAt(), System.currentTimeMillis()));
        if (!isSettled(read)) {
            undecoded.add(read);
        }
    }

    /** Judges again what waits, ten times a second however often it is called. */
    public void retry() {
        long now = nanoClock.getAsLong();
        if (now - triedAt >= RETRY_EVERY.toNanos()) {
            triedAt = now;
            List<Undecoded> tried = undecoded;
            undecoded = new ArrayList<>();
            tried.forEach(waits -> {
                if (!isSettled(waits)) {
                    undecoded.add(waits);
                }
            });
        }
    }

    /** Returns how many records wait. */
    public int waiting() {
        return undecoded.size();
    }

    /**
     * Waits until nothing waits any more, but no longer than {@code longest} while nothing becomes known, and not when it
     * is interrupted.
     */
    public void awaitAll(Duration longest) {
        int waiting = waiting();
        long since = nanoClock.getAsLong();
        while (waiting > 0
                && nanoClock.getAsLong() - since < longest.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(RETRY_EVERY.toNanos());
            retry();
            if (waiting() < waiting) {
                waiting = waiting();
                since = nanoClock.getAsLong();
            }
        }
    }

    private boolean isSettled(Undecoded read) {
        Intake<T> judged = lookups.judge(read.record(), read.cameAt(), intake);
        if (judged instanceof Intake.UnknownSchema<T>) {
            return false;
        }
        taker.accept(new Settled<>(read.record(), judged));
        return true;
    }
}
