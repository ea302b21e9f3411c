package se.malbild.files;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a file has been sent, noted in a file of its own, so that it can be gone on with. The note holds only for the
 * same job: the same content, sent in the same way to the same place.
 */
public final class FileProgress {
    private static final Pattern NOTE = Pattern.compile("job=(\\S+)\nlastRow=(\\d{1,18})\n");

    private final Path note;
    private final String job;

    /**
     * @param note where the note is kept
     * @param contentHash of the file, as {@link ObservationFile#contentHash} gives it
     * @param way how the rows are read and where they go
     */
    public FileProgress(Path note, String contentHash, List<String> way) {
        this.note = note;
        this.job = contentHash + "/" + UUID.nameUUIDFromBytes(way.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the last row up to which every observation has been acknowledged; 0 when this job is not begun. */
    public long lastRow() throws IOException {
        try {
            Matcher matcher = NOTE.matcher(Files.readString(note));
            return matcher.matches() && matcher.group(1).equals(job) ? Long.parseLong(matcher.group(2)) : 0;
        } catch (NoSuchFileException | MalformedInputException nothing) {
            return 0;
        }
    }

    void save(long lastRow) throws IOException {
        // A torn note is no note: all is sent again, which does no harm.
        Files.writeString(note, String.join("\n", List.of("job=" + job, "lastRow=" + lastRow, "")));
    }

    void delete() throws IOException {
        Files.deleteIfExists(note);
    }
}
