package se.malbild.history;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few work at a time, since what is known now goes first: on half of the processors, half a millisecond at a time, and the more had to
 * wait for a turn in the last ten seconds, the longer the rests between are. For any number of threads.
 */
final class Turns {
    static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** How many times as long as the work before it a rest is at most; it is as many times as so many had to wait. */
    static final int LONGEST_REST = 39;

    /** Work before a rest. A request for now that meets it on its processor waits no longer than this. */
    private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /**
     * How long it counts that somebody had to wait. Those who are told to come again in some seconds do not wait meanwhile, and what is done
     * at full speed until they come makes as much garbage at once as the requests of a minute.
     */
    private static final long COUNTS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Duration longestWait;
    /** When the last ones had to wait. */
    private final Deque<Long> waits = new ArrayDeque<>();
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
        if (!turns.tryAcquire(0, TimeUnit.SECONDS)) {
            noteWait();
            if (!turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BusyException();
            }
        }
        Slices slices = new Slices();
        try {
            slices.rest(unrestedNanos);
            return work.work(slices);
        } finally {
            unrestedNanos = slices.workedNanos();
            turns.release();
        }
    }

    private void noteWait() {
        synchronized (waits) {
            waits.addLast(System.nanoTime());
            if (waits.size() > LONGEST_REST) {
                waits.removeFirst();
            }
        }
    }

    /** Returns how many had to wait lately, at most {@link #LONGEST_REST}. */
    private int waited() {
        synchronized (waits) {
            long now = System.nanoTime();
            while (!waits.isEmpty() && now - waits.getFirst() > COUNTS_NANOS) {
                waits.removeFirst();
            }
            return waits.size();
        }
    }

    /** Counts the time of the processor: how much of it others take makes no rest longer. */
    private final class Slices implements Pace {
        private long restedAt = System.nanoTime();
        private long before = processorNanos();

        long workedNanos() {
            return processorNanos() - before;
        }

        private static long processorNanos() {
            return THREADS.getCurrentThreadCpuTime();
        }

        @Override
        public void step() {
            if (System.nanoTime() - restedAt >= SLICE_NANOS) {
                rest(workedNanos());
            }
        }

        void rest(long worked) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(waited() * worked, LONGEST_REST_NANOS));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            restedAt = System.nanoTime();
            before = processorNanos();
        }
    }
}
