package se.malbild.streams;

/** What an input record changed: the news that is forwarded to {@link Assess}. */
sealed interface Change {

    /** The cells of {@code series} in {@code year} changed by the event at {@code offset}. */
    record Cells(String series, int year, long offset) implements Change {}

    /** What the organisation's frameworks declare changed. */
    record Frameworks() implements Change {}
}
