package se.malbild.history;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few compute what was known at a time, since what is known now goes first: on half of the processors, and as long as others wait
 * for their turn, for a tenth of the time. For any number of threads.
 */
final class Turns {
    static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** How many times as long as the work before it a rest is. */
    private static final int REST = 9;

    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Duration longestWait;
    private volatile long lastNanos;

    /** @param longestWait for a turn */
    Turns(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Does {@code work} when it is its turn, after a rest if it had to wait for that.
     *
     * @throws BusyException when its turn does not come within the longest wait
     */
    <T> T take(Callable<T> work) throws Exception {
        // With a time of 0, since without one it would go before those who wait.
        boolean isFirst = turns.tryAcquire(0, TimeUnit.SECONDS);
        if (!isFirst && !turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new BusyException();
        }
        try {
            if (!isFirst) {
                TimeUnit.NANOSECONDS.sleep(Math.min(REST * lastNanos, LONGEST_REST_NANOS));
            }
            long start = System.nanoTime();
            T done = work.call();
            lastNanos = System.nanoTime() - start;
            return done;
        } finally {
            turns.release();
        }
    }
}
