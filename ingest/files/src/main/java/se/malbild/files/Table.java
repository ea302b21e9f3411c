package se.malbild.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The rows of a file, one after another: the headings, perhaps below titles, and what stands under them. */
interface Table extends Closeable {

    /** Returns the next row, or nothing after the last. */
    Optional<RawRow> next() throws IOException, UnreadableFileException;

    /** Goes back to before the first row, when nothing is known of the headings. */
    void restart() throws IOException, UnreadableFileException;

    /** Takes {@code row}, which was returned last, for the headings of the rows that follow. */
    void foundHeadings(RawRow row, Header header);

    /** Returns whether a row with fewer cells than headings has lost some; a spreadsheet leaves blank ones out. */
    boolean hasAllCells();
}
