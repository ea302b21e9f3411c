package se.malbild.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;

/**
 * What a reading of a whole file finds before any of it is sent.
 *
 * @param contentHash SHA-256 of the file
 * @param notes what the sender should know of how it is read
 * @param good rows that say an observation
 * @param skipped rows without a value that are to be skipped
 * @param faulty rows that say no observation though they should
 * @param faults of all rows together
 * @param lastRow number of the last row that is not blank; 0 when there is none
 */
public record FileCheck(
        String contentHash, List<Text> notes, long good, long skipped, long faulty, long faults, long lastRow) {

    public FileCheck {
        notes = List.copyOf(notes);
    }

    /**
     * Reads all of {@code file}, lists its faults in {@code faultList} and calls {@code onRow} with each row.
     *
     * @param asSent as {@link ObservationFile#open} takes it
     * @throws InterruptedException when the thread has been interrupted
     */
    public static FileCheck of(
            Path file,
            Defaults defaults,
            Optional<String> sheet,
            UnaryOperator<Observation> asSent,
            Path faultList,
            Consumer<FileRow> onRow)
            throws IOException, UnreadableFileException, InterruptedException {
        long good = 0;
        long skipped = 0;
        long faulty = 0;
        long faults = 0;
        long lastRow = 0;
        try (ObservationFile open = ObservationFile.open(file, defaults, sheet, asSent);
                FileFaults list = new FileFaults(faultList, open.headings())) {
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                lastRow = row.get().number();
                onRow.accept(row.get());
                if (row.get() instanceof FileRow.Faulty bad) {
                    faulty++;
                    faults += bad.faults().size();
                    list.add(bad);
                } else if (row.get() instanceof FileRow.Skipped) {
                    skipped++;
                } else {
                    good++;
                }
            }
            return new FileCheck(open.contentHash(), open.notes(), good, skipped, faulty, faults, lastRow);
        } catch (ClosedByInterruptException stop) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }
}
