package se.malbild.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.files.Lines.Line;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * CSV with semicolons, commas or tabs between cells: whichever divides the headings into the most names of columns or,
 * where two do, the one they have most of. Each title above them is divided by its own. A row with a quotation mark too
 * many or too few is a fault of that row alone: reading goes on at the next line. Where such a mark would make one cell
 * of whole rows, it is taken to be that fault. With commas between cells a row of more cells than the headings is a
 * fault (RFC 4180, 2.4), and so is one in which a comma within a number would pass for the one that headings and rows
 * end with; otherwise blank cells at its end are left out of account.
 */
final class CsvTable implements Table {
    /** The most lines one quoted cell may run over. */
    private static final int MOST_LINES = 50;

    private static final Pattern SEPARATOR_LINE = Pattern.compile("sep=([;,\\t])\\s*", Pattern.CASE_INSENSITIVE);
    private static final String DELIMITERS = ";,\t";

    /** What stands before and after a comma within a number. */
    private static final Pattern BEFORE_COMMA = Pattern.compile("[-+\u2212\u2013]?\\d[\\d\\s\u00a0\u2009\u202f]*");

    private static final Pattern AFTER_COMMA = Pattern.compile("\\d+([eE][-+]?\\d+)?\\s*%?");

    private final Lines lines;
    /** What a line of its own says is between cells. */
    private Optional<Character> separator = Optional.empty();

    private char delimiter;
    /** What is between the cells of the headings, once they have been found. */
    private Optional<Character> ofHeadings = Optional.empty();

    private long number;
    /** Cells of the headings, blank ones too; 0 before them. */
    private int width;
    /** Cells of the headings without the blank ones at their end. */
    private int filled;
    /** Where figures are. */
    private List<Integer> figures = List.of();

    CsvTable(Lines.Source text) throws IOException {
        lines = new Lines(text);
        readSeparator();
    }

    @Override
    public void restart() throws IOException {
        lines.restart();
        width = 0;
        readSeparator();
    }

    private void readSeparator() throws IOException {
        List<Line> seen = new ArrayList<>();
        Optional<Line> line = lines.next();
        while (line.isPresent() && line.get().text().isBlank()) {
            seen.add(line.get());
            line = lines.next();
        }
        line.ifPresent(seen::add);
        Matcher says = SEPARATOR_LINE.matcher(line.map(Line::text).orElse(""));
        if (says.matches()) {
            separator = Optional.of(says.group(1).charAt(0));
            number = seen.size();
        } else {
            lines.putBack(seen);
            number = 0;
        }
    }

    /** Returns what separates the cells of the row that begins with {@code first}. */
    private char detectDelimiter(Line first) throws IOException {
        List<Line> more = new ArrayList<>();
        boolean isOpen = hasOddQuotes(first);
        while (isOpen && more.size() < MOST_LINES) {
            Optional<Line> next = lines.next();
            if (next.isEmpty()) {
                break;
            }
            more.add(next.get());
            isOpen = !hasOddQuotes(next.get());
        }
        lines.putBack(more);
        String row = joined(first, more);
        return DELIMITERS
                .chars()
                .mapToObj(one -> (char) one)
                .max(Comparator.<Character>comparingInt(one -> named(row, one))
                        .thenComparingInt(one -> count(row, one)))
                .orElseThrow();
    }

    private static boolean hasOddQuotes(Line line) {
        return line.text().chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /** Returns how many columns {@code row} names when {@code delimiter} divides it. */
    private int named(String row, char delimiter) {
        CsvRecord csv = new CsvRecord(delimiter);
        csv.add(row);
        return Header.of(row(csv.cells()), Defaults.NONE).known();
    }

    /** Returns how many of {@code delimiter} stand outside quotation marks. */
    private static int count(String row, char delimiter) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            if (row.charAt(i) == '"') {
                quoted = !quoted;
            } else if (row.charAt(i) == delimiter && !quoted) {
                count++;
            }
        }
        return count;
    }

    @Override
    public Optional<RawRow> next() throws IOException, UnreadableFileException {
        Optional<Line> first = lines.next();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        number++;
        if (first.get().isCut()) {
            return Optional.of(unreadable(first.get().text(), tooLong()));
        }
        if (width == 0) {
            delimiter = separator.isPresent() ? separator.get() : detectDelimiter(first.get());
        }
        CsvRecord csv = new CsvRecord(delimiter);
        CsvRecord.Progress progress = csv.add(first.get().text());
        List<Line> more = new ArrayList<>();
        while (progress == CsvRecord.Progress.OPEN && more.size() < MOST_LINES) {
            Optional<Line> next = lines.next();
            if (next.isEmpty()) {
                break;
            }
            more.add(next.get());
            progress = next.get().isCut() || isRow(next.get().text(), csv)
                    ? CsvRecord.Progress.MALFORMED
                    : csv.add(next.get().text());
        }
        if (progress == CsvRecord.Progress.TOO_WIDE) {
            throw Table.tooManyCells(number);
        }
        if (progress == CsvRecord.Progress.COMPLETE) {
            if (isAboveHeadings()) {
                return Optional.of(asHeadings(joined(first.get(), more)));
            }
            RawRow row = row(csv.cells());
            if (row.isBlank() || width == 0) {
                return Optional.of(row);
            }
            return Optional.of(surplus(row)
                    .map(fault -> unreadable(joined(first.get(), more), fault))
                    .orElse(row));
        }
        lines.putBack(more);
        return Optional.of(unreadable(first.get().text(), unbalanced()));
    }

    private boolean isAboveHeadings() {
        return width == 0 && ofHeadings.isPresent();
    }

    /** Returns {@code text} divided as the headings are, without regard to quotation marks that do not pair up. */
    private RawRow asHeadings(String text) {
        char between = ofHeadings.orElseThrow();
        CsvRecord csv = new CsvRecord(between);
        if (csv.add(text) == CsvRecord.Progress.COMPLETE) {
            return row(csv.cells());
        }
        return row(List.of(text.replace("\"", "").split(String.valueOf(between), -1)));
    }

    @Override
    public void foundHeadings(RawRow row, Header header) {
        ofHeadings = Optional.of(delimiter);
        width = row.cells().size();
        filled = header.width();
        figures = IntStream.range(0, filled)
                .filter(i ->
                        header.column(i).filter(RowReader.FIGURES::contains).isPresent())
                .boxed()
                .toList();
    }

    /** With commas between cells a surplus cell, blank or not, may be the decimals of a number: any cell may be another's. */
    private Optional<Fault> surplus(RawRow row) {
        int given = row.cells().size();
        if (delimiter != ',' || given <= filled) {
            return Optional.empty();
        }
        if (given != width) {
            return Optional.of(tooManyCells(given));
        }
        return figures.stream()
                .filter(i -> BEFORE_COMMA.matcher(row.cell(i).text()).matches()
                        && AFTER_COMMA.matcher(row.cell(i + 1).text()).matches())
                .findFirst()
                .map(i -> oneNumberOrTwo(
                        row.cell(i).text() + "," + row.cell(i + 1).text()));
    }

    /**
     * Returns whether {@code line}, within a cell of {@code begun} that is not its first, has the cells of a row; the end of a
     * text in a first cell has them too.
     */
    private boolean isRow(String line, CsvRecord begun) {
        return width > 1
                && !begun.cells().isEmpty()
                && line.chars().filter(c -> c == delimiter).count() == width - 1;
    }

    private static String joined(Line first, List<Line> more) {
        return Stream.concat(Stream.of(first), more.stream()).map(Line::text).collect(Collectors.joining("\n"));
    }

    private RawRow row(List<String> cells) {
        List<RawCell> trimmed = new ArrayList<>(cells.size());
        for (String cell : cells) {
            trimmed.add(new RawCell(RawCell.trim(cell), RawCell.Form.WORDS));
        }
        return new RawRow(number, trimmed, Optional.empty());
    }

    private RawRow unreadable(String text, Fault fault) {
        if (isAboveHeadings()) {
            return asHeadings(text);
        }
        return new RawRow(number, List.of(new RawCell(RawCell.trim(text), RawCell.Form.WORDS)), Optional.of(fault));
    }

    private Fault tooManyCells(int given) {
        return new Fault(
                "cell-without-heading",
                "",
                new Text(
                        "Raden har " + given + " celler men rubrikraden " + width
                                + ". Har ett tal decimalkomma eller en text komma i en fil med komman mellan cellerna,"
                                + " sätt cellen inom citattecken; ta annars bort det komma som är för mycket.",
                        "The row has " + given + " cells but the headings are " + width
                                + ". Where a number has a decimal comma or a text has a comma in a file with commas"
                                + " between cells, put the cell in quotation marks; otherwise remove the extra comma."));
    }

    private static Fault oneNumberOrTwo(String text) {
        String shown = RawCell.excerpt(text);
        return new Fault(
                "cell-without-heading",
                "",
                new Text(
                        "Rubrikraden slutar med komma, så det går inte att veta om ”" + shown
                                + "” är ett tal med decimalkomma eller två celler. Sätt ett tal med decimalkomma inom"
                                + " citattecken, eller ta bort kommat sist i rubrikraden och i raderna.",
                        "The headings end with a comma, so “" + shown
                                + "” may be one number with a decimal comma or two cells. Put a number with a decimal"
                                + " comma in quotation marks, or remove the comma at the end of the headings and of the"
                                + " rows."));
    }

    static Fault tooLong() {
        return new Fault(
                "row-too-long",
                "",
                new Text(
                        "Raden är längre än " + Lines.LONGEST + " tecken.",
                        "The row is longer than " + Lines.LONGEST + " characters."));
    }

    private static Fault unbalanced() {
        return new Fault(
                "unbalanced-quotes",
                "",
                new Text(
                        "Citattecknen går inte jämnt upp. Sätt ett före och ett efter cellens text, och skriv ett"
                                + " citattecken inne i texten två gånger.",
                        "The quotation marks do not pair up. Put one before and one after the cell's text, and write"
                                + " one inside the text twice."));
    }

    @Override
    public boolean hasAllCells() {
        return true;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
