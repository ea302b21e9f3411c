package se.malbild.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** The judged rows of a file. An observation without an event id has {@link se.malbild.publisher.ContentId#PREFIX} for one. */
interface Rows extends Closeable {

    /** Returns the next row that is not blank, or nothing after the last. */
    Optional<FileRow> next() throws IOException, UnreadableFileException;

    /** Returns the row that was read last as one that {@code fault} is found in. */
    FileRow.Faulty refused(Fault fault);

    /** Goes back to before the first row. */
    void restart() throws IOException, UnreadableFileException;

    /** Returns the headings of what a faulty row has as its original. */
    List<String> headings();

    /** Returns what the sender should know of how the rows are read. */
    List<Text> notes();
}
