package se.malbild.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The faults of a file as CSV to send back: one line per fault with the row, the column, a code and the fault in Swedish and
 * English, and then the row itself, once, beside its first fault. Corrected there, the list can be sent as a file of
 * observations; the notes are then left out of account.
 *
 * <p>UTF-8 with a byte order mark and semicolons, as a Swedish Excel opens it. The file is made with the first fault.
 */
public final class FileFaults implements Closeable {
    /** The headings before those of the file itself. */
    static final List<String> NOTES = List.of("rad", "kolumn", "kod", "fel", "fault");

    /** Where among the notes the column of the fault stands. */
    static final int COLUMN = NOTES.indexOf("kolumn");
    /** Where among the notes its code stands. */
    static final int CODE = NOTES.indexOf("kod");

    private static final Pattern FORMULA = Pattern.compile("'*[=+@-].+", Pattern.DOTALL);
    private static final String DISARMED = "'";
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String DELIMITER = ";";

    private final Path file;
    private final List<String> headings;
    private Optional<Writer> out = Optional.empty();

    /** @param headings those of the rows' original cells */
    public FileFaults(Path file, List<String> headings) throws IOException {
        this.file = file;
        this.headings = List.copyOf(headings);
        Files.deleteIfExists(file); // what was wrong an earlier time
    }

    public void add(FileRow.Faulty row) throws IOException {
        if (out.isEmpty()) {
            out = Optional.of(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
            write(BYTE_ORDER_MARK, Stream.concat(NOTES.stream(), headings.stream()));
        }
        boolean first = true;
        for (CellFault fault : row.faults()) {
            Stream<String> notes = Stream.of(
                    String.valueOf(row.number()),
                    fault.column(),
                    fault.fault().code(),
                    fault.fault().message().sv(),
                    fault.fault().message().en());
            write(
                    "",
                    Stream.concat(
                            notes, first ? original(row) : headings.stream().map(heading -> "")));
            first = false;
        }
    }

    /** As many cells as headings at least, so that a row that was cut off can be filled in. */
    private Stream<String> original(FileRow.Faulty row) {
        Stream<String> missing = Stream.generate(() -> "")
                .limit(Math.max(0, headings.size() - row.original().size()));
        return Stream.concat(row.original().stream(), missing);
    }

    private void write(String before, Stream<String> cells) throws IOException {
        out.orElseThrow().write(cells.map(FileFaults::quoted).collect(Collectors.joining(DELIMITER, before, "\r\n")));
    }

    private static String quoted(String cell) {
        // A spreadsheet would run a text that begins like a formula.
        boolean looksLikeFormula =
                FORMULA.matcher(cell).matches() && NumberText.parse(cell).isEmpty();
        String text = looksLikeFormula ? DISARMED + cell : cell;
        boolean needsQuotes = text.chars().anyMatch(c -> c == ';' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Returns the text of the file's own that {@code listed} stands for in a list. */
    static String original(String listed) {
        return listed.startsWith(DISARMED) && FORMULA.matcher(listed).matches() ? listed.substring(1) : listed;
    }

    @Override
    public void close() throws IOException {
        if (out.isPresent()) {
            out.get().close();
        }
    }
}
