package se.malbild.history;

import java.util.Comparator;

/**
 * A place in an organisation's log: how many of its own records of each input topic lie before it. Offsets, other
 * organisations, transaction markers and the number of partitions do not enter into it, so it also holds for a copy of the
 * topics.
 *
 * @param events of {@code indicator-events}, at least 0
 * @param frameworks of {@code goal-frameworks}, at least 0
 */
public record Cut(int events, int frameworks) implements Comparable<Cut> {
    /** Before everything. */
    public static final Cut BEGINNING = new Cut(0, 0);

    private static final Comparator<Cut> ORDER =
            Comparator.comparingInt(Cut::events).thenComparingInt(Cut::frameworks);

    /** Compares by events, then by frameworks; of two places in the same log the earlier one is the lesser. */
    @Override
    public int compareTo(Cut other) {
        return ORDER.compare(this, other);
    }
}
