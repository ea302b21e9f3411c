package se.malbild.history;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few work at a time, since what is known now goes first: on half of the processors, and as long as others wait for their turn,
 * a few milliseconds at a time and for a tenth of the time. For any number of threads.
 */
final class Turns {
    static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** How many times as long as the work before it a rest is. */
    private static final int REST = 9;

    /** The shortest work before a rest. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Duration longestWait;
    /** How long whoever had the last turn worked after the last rest. */
    private volatile long unrestedNanos;

    /** What is done in a turn. */
    interface Work<T> {
        /**
         * Does it.
         *
         * @param pace to be kept to
         */
        T work(Pace pace) throws Exception;
    }

    /** @param longestWait for a turn */
    Turns(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Does {@code work} when it is its turn.
     *
     * @throws BusyException when its turn does not come within the longest wait
     */
    <T> T take(Work<T> work) throws Exception {
        // With a time of 0, since without one it would go before those who wait.
        boolean isFirst = turns.tryAcquire(0, TimeUnit.SECONDS);
        if (!isFirst && !turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new BusyException();
        }
        Slices slices = new Slices();
        try {
            if (!isFirst) {
                slices.rest(unrestedNanos);
            }
            return work.work(slices);
        } finally {
            unrestedNanos = slices.workedNanos();
            turns.release();
        }
    }

    private final class Slices implements Pace {
        private long restedAt = System.nanoTime();

        long workedNanos() {
            return System.nanoTime() - restedAt;
        }

        @Override
        public void step() {
            long worked = workedNanos();
            if (worked >= SLICE_NANOS) {
                rest(turns.hasQueuedThreads() ? worked : 0);
            }
        }

        void rest(long worked) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(REST * worked, LONGEST_REST_NANOS));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            restedAt = System.nanoTime();
        }
    }
}
