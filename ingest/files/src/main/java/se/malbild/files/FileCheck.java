package se.malbild.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import se.malbild.goals.Text;

/**
 * What a reading of a whole file finds before any of it is sent.
 *
 * @param notes what the sender should know of how it is read
 * @param good rows that say an observation
 * @param skipped rows without a value that are to be skipped
 * @param faulty rows that say no observation though they should
 * @param faults of all rows together
 * @param lastRow number of the last row that is not blank; 0 when there is none
 */
public record FileCheck(List<Text> notes, long good, long skipped, long faulty, long faults, long lastRow) {

    public FileCheck {
        notes = List.copyOf(notes);
    }

    /**
     * Reads all of {@code file}, lists its faults in {@code faultList} and calls {@code onRow} with each row.
     *
     * @param file that no row has been read of since it was opened
     * @throws InterruptedException when the thread has been interrupted
     */
    public static FileCheck of(ObservationFile file, Path faultList, Consumer<FileRow> onRow, ReadingListener listener)
            throws IOException, UnreadableFileException, InterruptedException {
        long good = 0;
        long skipped = 0;
        long faulty = 0;
        long faults = 0;
        long lastRow = 0;
        try (FileFaults list = new FileFaults(faultList, file.headings())) {
            for (Optional<FileRow> row = file.next(); row.isPresent(); row = file.next()) {
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
                listener.read(file.bytesRead(), lastRow, faulty);
            }
            return new FileCheck(file.notes(), good, skipped, faulty, faults, lastRow);
        }
    }
}
