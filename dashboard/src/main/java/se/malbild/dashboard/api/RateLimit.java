package se.malbild.dashboard.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Admits so many in so long a time, spread out: a bucket that fills evenly and is emptied one by one. For many threads. */
final class RateLimit {
    private final long nanosEach;
    private final long nanosInAll;
    private final LongSupplier nanoTime;
    private long filledSince;

    /**
     * @param most how many are admitted in {@code within}, and at once when nobody came before
     * @param nanoTime tells the time, as {@link System#nanoTime} does
     */
    RateLimit(int most, Duration within, LongSupplier nanoTime) {
        this.nanosInAll = within.toNanos();
        this.nanosEach = nanosInAll / most;
        this.nanoTime = nanoTime;
        this.filledSince = nanoTime.getAsLong() - nanosInAll;
    }

    synchronized boolean admits() {
        long now = nanoTime.getAsLong();
        filledSince = Math.max(filledSince, now - nanosInAll);
        if (now - filledSince < nanosEach) {
            return false;
        }
        filledSince += nanosEach;
        return true;
    }
}
