package se.malbild.streams;

/** What an input record changed: the news that is forwarded to {@link AssessProcessor}. */
sealed interface InputChange {

    /**
     * Cells of one slice were changed, or made. It is told of when the first was; whoever told of it adds what comes after that until
     * it is taken, so that a slice is told of once between two times that it is judged.
     */
    final class Cells implements InputChange {
        private final String organisation;
        private final String series;
        private final int year;
        private final CellStore.Reporter reporter;
        private int newCells;
        private long offset = -1;
        private boolean taken;

        Cells(String organisation, String series, int year, CellStore.Reporter reporter) {
            this.organisation = organisation;
            this.series = series;
            this.year = year;
            this.reporter = reporter;
        }

        /** Returns whether a change of such a slice can be added. */
        boolean takesIn(String otherOrganisation, String otherSeries, int otherYear, CellStore.Reporter otherReporter) {
            return !taken
                    && year == otherYear
                    && series.equals(otherSeries)
                    && organisation.equals(otherOrganisation)
                    && reporter.equals(otherReporter);
        }

        /** Adds that the event at {@code eventOffset} changed a cell, or made one. */
        void add(boolean isNew, long eventOffset) {
            newCells += isNew ? 1 : 0;
            offset = Math.max(offset, eventOffset);
        }

        /** Notes that nothing may be added any more. */
        void take() {
            taken = true;
        }

        SeriesYear what() {
            return new SeriesYear(series, year);
        }

        CellStore.Reporter reporter() {
            return reporter;
        }

        int newCells() {
            return newCells;
        }

        /** Returns the greatest offset of the events. */
        long offset() {
            return offset;
        }
    }

    /** What the organisation's frameworks declare changed. */
    record Frameworks() implements InputChange {}
}
