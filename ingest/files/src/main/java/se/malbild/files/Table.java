package se.malbild.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The rows of a file, one after another: the headings, perhaps below titles, and what stands under them. */
interface Table extends Closeable {
    /** The most cells a row may have, more than a spreadsheet has columns. */
    int MOST_CELLS = 20_000;

    static UnreadableFileException tooManyCells(long row) {
        return new UnreadableFileException(
                "too-many-cells",
                "Rad " + row + " har fler än " + MOST_CELLS + " celler. En rad ska ha en cell för varje rubrik.",
                "Row " + row + " has more than " + MOST_CELLS + " cells. A row has one cell for each heading.");
    }

    /** Returns the next row, or nothing after the last. */
    Optional<RawRow> next() throws IOException, UnreadableFileException;

    /** Goes back to before the first row. Rows above headings that have been found are then divided as these are. */
    void restart() throws IOException, UnreadableFileException;

    /** Takes {@code row}, which was returned last, for the headings of the rows that follow. */
    void foundHeadings(RawRow row, Header header);

    /** Returns whether a row with fewer cells than headings has lost some; a spreadsheet leaves blank ones out. */
    boolean hasAllCells();
}
