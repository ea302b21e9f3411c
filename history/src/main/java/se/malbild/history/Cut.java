package se.malbild.history;

/**
 * A place in an organisation's log: how many of its own records of each input topic lie before it. Offsets, other
 * organisations, transaction markers and the number of partitions do not enter into it, so it also holds for a copy of the
 * topics.
 *
 * @param events of {@code indicator-events}, at least 0
 * @param frameworks of {@code goal-frameworks}, at least 0
 */
public record Cut(int events, int frameworks) {
    /** Before everything. */
    public static final Cut BEGINNING = new Cut(0, 0);
}
