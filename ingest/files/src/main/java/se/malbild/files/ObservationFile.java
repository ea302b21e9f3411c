package se.malbild.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ContentId;

/**
 * A file of observations, open for reading from its first row to its last: CSV, Excel (.xlsx) or NDJSON, told apart by
 * their content. CSV and NDJSON may be packed with gzip. It has been read once to its end when it is open, so that a row can be judged by the others: two that
 * contradict each other are both faulty. It keeps one row in memory, of a workbook also its texts, and what {@link Claims}
 * says of the cells. Not for use by several threads.
 *
 * <p>An observation without an event id gets one from its content ({@link se.malbild.publisher.ContentId}), so a file may be
 * sent again.
 */
public final class ObservationFile implements Closeable {
    private final FileBytes bytes;
    private final Rows rows;
    private final UnaryOperator<Observation> asSent;
    private final Claims claims;
    private final Survey survey;
    private final List<Text> notes;

    private ObservationFile(
            FileBytes bytes,
            Rows rows,
            UnaryOperator<Observation> asSent,
            Claims claims,
            Survey survey,
            List<Text> notes) {
        this.bytes = bytes;
        this.rows = rows;
        this.asSent = asSent;
        this.claims = claims;
        this.survey = survey;
        this.notes = notes;
    }

    /** The same as the other, with nobody told of the first reading. */
    public static ObservationFile open(
            Path file, Defaults defaults, Optional<String> sheet, UnaryOperator<Observation> asSent)
            throws IOException, UnreadableFileException {
        return open(file, defaults, sheet, asSent, ReadingListener.NONE);
    }

    /**
     * Opens {@code file} and reads through it.
     *
     * @param sheet which sheet of a workbook to read; the first visible one when it is not given
     * @param asSent makes of a row's observation the one that is sent, before rows are compared: two that differ in the file
     *     may be about one cell. One that is to have its id from its content has no more than the prefix of it
     * @param listener is told of this first reading
     * @throws UnreadableFileException with every fault of the headings, or when it is no such file or a broken one
     * @throws IOException when it is not there, or cannot be read
     */
    public static ObservationFile open(
            Path file,
            Defaults defaults,
            Optional<String> sheet,
            UnaryOperator<Observation> asSent,
            ReadingListener listener)
            throws IOException, UnreadableFileException {
        FileBytes bytes = new FileBytes(file);
        Survey survey = Survey.of(bytes);
        return switch (survey.format()) {
            case EMPTY ->
                throw new UnreadableFileException(
                        "empty-file",
                        "Filen är tom; en rubrikrad eller JSON väntas.",
                        "The file is empty; headings or JSON are expected.");
            case OLD_EXCEL ->
                throw new UnreadableFileException(
                        "old-excel",
                        "Filen är en äldre Excelfil eller lösenordsskyddad; spara den som .xlsx utan lösenord.",
                        "The file is from an older Excel or protected by a password; save it as .xlsx without one.");
            case XLSX -> {
                if (bytes.isPacked()) {
                    throw new UnreadableFileException(
                            "packed-workbook",
                            "Filen är en arbetsbok packad med gzip; packa upp den först.",
                            "The file is a workbook packed with gzip; unpack it first.");
                }
                ExcelTable table = new ExcelTable(file, sheet);
                yield of(bytes, rows(table, defaults, table.notes()), asSent, survey, table.notes(), listener);
            }
            case NDJSON -> {
                if (!survey.charset().equals(StandardCharsets.UTF_8)) {
                    throw new UnreadableFileException(
                            "not-utf-8",
                            "Filen är inte UTF-8, som JSON ska vara.",
                            "The file is not UTF-8, which JSON must be.");
                }
                yield of(
                        bytes, new NdjsonRows(() -> survey.open(bytes), defaults), asSent, survey, List.of(), listener);
            }
            case CSV -> {
                Table table = new CsvTable(() -> survey.open(bytes));
                yield of(bytes, rows(table, defaults, csvNotes(survey)), asSent, survey, csvNotes(survey), listener);
            }
        };
    }

    private static ObservationFile of(
            FileBytes bytes,
            Rows rows,
            UnaryOperator<Observation> asSent,
            Survey survey,
            List<Text> notes,
            ReadingListener listener)
            throws IOException, UnreadableFileException {
        try {
            long[] faulty = new long[1];
            Claims claims = Claims.of(rows, asSent, row -> {
                faulty[0] += row instanceof FileRow.Faulty ? 1 : 0;
                listener.read(bytesRead(survey, bytes), row.number(), faulty[0]);
            });
            rows.restart();
            return new ObservationFile(
                    bytes,
                    rows,
                    asSent,
                    claims,
                    survey,
                    Stream.of(notes, rows.notes(), claims.notes())
                            .flatMap(List::stream)
                            .toList());
        } catch (IOException | UnreadableFileException failed) {
            rows.close();
            throw failed;
        }
    }

    private static Rows rows(Table table, Defaults defaults, List<Text> notes)
            throws IOException, UnreadableFileException {
        try {
            return new TableRows(table, defaults);
        } catch (IOException failed) {
            table.close();
            throw failed;
        } catch (UnreadableFileException wrong) {
            table.close();
            throw wrong.with(notes); // such as another sheet being the one with observations
        }
    }

    private static List<Text> csvNotes(Survey survey) {
        return survey.charset().equals(Survey.WINDOWS_1252)
                ? List.of(new Text(
                        "Filen är inte UTF-8 och läses som Windows-1252 (Latin-1).",
                        "The file is not UTF-8 and is read as Windows-1252 (Latin-1)."))
                : List.of();
    }

    /**
     * Returns the next row, or nothing after the last. Blank rows are left out.
     *
     * @throws UnreadableFileException when the rest of a workbook cannot be read
     */
    public Optional<FileRow> next() throws IOException, UnreadableFileException {
        Optional<FileRow> row = rows.next();
        if (row.isPresent() && row.get() instanceof FileRow.Good good) {
            Observation sent = asSent.apply(good.observation());
            return Optional.of(claims.contradiction(good.number(), sent)
                    .<FileRow>map(rows::refused)
                    .orElseGet(() -> new FileRow.Good(good.number(), withId(sent))));
        }
        return row;
    }

    private static Observation withId(Observation observation) {
        return observation.eventId().equals(ContentId.PREFIX) ? ContentId.assign(observation) : observation;
    }

    /** Goes back to before the first row, and returns whether the file still holds the bytes that it was opened with. */
    public boolean restart() throws IOException, UnreadableFileException {
        boolean isUnchanged = Survey.of(bytes).contentHash().equals(contentHash());
        rows.restart();
        return isUnchanged;
    }

    /** Returns how much of the file has been read, as {@link ReadingListener} is told it. */
    long bytesRead() {
        return bytesRead(survey, bytes);
    }

    private static long bytesRead(Survey survey, FileBytes bytes) {
        return survey.format() == Survey.Format.XLSX ? 0 : bytes.read();
    }

    /** Returns the headings of {@link FileRow.Faulty#original}. */
    public List<String> headings() {
        return rows.headings();
    }

    /** Returns the SHA-256 of the file's bytes in hexadecimal digits; when it is gzip, of what is unpacked. */
    public String contentHash() {
        return survey.contentHash();
    }

    /** Returns what the sender should know of how the file is read, such as the encoding assumed. */
    public List<Text> notes() {
        return notes;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
