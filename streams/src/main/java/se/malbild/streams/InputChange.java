package se.malbild.streams;

/** What an input record changed: the news that is forwarded to {@link AssessProcessor}. */
sealed interface InputChange {

    /** A cell was changed, or made, by the event at {@code offset}. */
    record Cells(String series, int year, CellStore.Reporter reporter, boolean isNew, long offset)
            implements InputChange {}

    /** What the organisation's frameworks declare changed. */
    record Frameworks() implements InputChange {}
}
