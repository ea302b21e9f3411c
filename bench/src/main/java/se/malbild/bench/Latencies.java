package se.malbild.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times, every one of them kept. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = taken;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /**
     * Returns the least time within which at least {@code percent} percent lie, in milliseconds.
     *
     * @param percent above 0, at most 100
     */
    double percentileMillis(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms   p90 %.1f ms   p99 %.1f ms   max %.1f ms",
                percentileMillis(50),
                percentileMillis(90),
                percentileMillis(99),
                percentileMillis(100));
    }
}
