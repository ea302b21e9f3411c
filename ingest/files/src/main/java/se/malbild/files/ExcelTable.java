package se.malbild.files;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellRangeAddress;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import se.malbild.files.cells.CellFormat;
import se.malbild.files.cells.MergedCells;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Text;

/** A sheet of an Excel workbook (.xlsx). */
final class ExcelTable implements Table {
    /** A spreadsheet's numbers are binary and hold 15 decimal digits for sure; what stands after them is noise. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    /** What a spreadsheet shows of a number that is no date where it should be one. */
    private static final String NO_DATE = "########";

    private static final int LARGEST_EXPONENT = 40;
    private static final Pattern ERROR = Pattern.compile("#[A-Z0-9/_]+[!?]?");
    /** What of a number format is no letter of a date: texts, colours, escaped and filling characters. */
    private static final Pattern NO_DATE_PART = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.|General");

    private static final Pattern DATE_PART = Pattern.compile("[dDyYhHmMsS]");

    private final ReadableWorkbook workbook;
    private final Sheet sheet;
    private final List<CellRangeAddress> mergedAreas;
    private Stream<Row> stream;
    private Iterator<Row> rows;
    private final List<Text> notes = new ArrayList<>();
    private MergedCells merged;
    /** Cells of the headings; 0 before them. */
    private int width;
    /** Whether the rows say no numbers of their own: the library then counts from 0. */
    private boolean isNumberedFromZero;

    /** @param sheetName the sheet to read; the first visible one when it is not given */
    ExcelTable(Path file, Optional<String> sheetName) throws IOException, UnreadableFileException {
        workbook = open(file);
        try {
            sheet = choose(sheetName);
            mergedAreas = mergedAreas(file, sheet);
            begin();
        } catch (RuntimeException broken) {
            workbook.close();
            throw unreadable(broken);
        } catch (IOException | UnreadableFileException failed) {
            workbook.close();
            throw failed;
        }
    }

    private static ReadableWorkbook open(Path file) throws IOException, UnreadableFileException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (IOException | RuntimeException broken) { // the library reports broken content in both ways
            throw unreadable(broken);
        }
    }

    private static List<CellRangeAddress> mergedAreas(Path file, Sheet sheet)
            throws IOException, UnreadableFileException {
        try {
            return MergedCells.of(file, sheet.getId());
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /** An interrupt closes the file, which the library takes for broken content. */
    private static UnreadableFileException unreadable(Exception why) throws ClosedByInterruptException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        return new UnreadableFileException(
                "not-a-workbook",
                "Arbetsboken går inte att läsa (" + why.getMessage()
                        + "). Öppna den i Excel och spara den på nytt som .xlsx.",
                "The workbook cannot be read (" + why.getMessage() + "). Open it in Excel and save it again as .xlsx.");
    }

    @Override
    public void restart() throws IOException, UnreadableFileException {
        stream.close();
        try {
            begin();
        } catch (RuntimeException broken) {
            throw unreadable(broken);
        }
    }

    private void begin() throws IOException {
        stream = sheet.openStream();
        rows = stream.iterator();
        merged = new MergedCells(mergedAreas);
        width = 0;
    }

    private Sheet choose(Optional<String> name) throws UnreadableFileException {
        List<Sheet> sheets = workbook.getSheets().toList();
        List<String> names = sheets.stream().map(Sheet::getName).toList();
        Optional<Sheet> chosen = sheets.stream()
                .filter(sheet ->
                        name.map(sheet.getName()::equals).orElse(sheet.getVisibility() == SheetVisibility.VISIBLE))
                .findFirst();
        String all = String.join(", ", names);
        if (chosen.isEmpty()) {
            throw new UnreadableFileException(
                    "no-such-sheet",
                    "Bladet finns inte i arbetsboken, som har: " + all + ".",
                    "The sheet is not in the workbook, which has: " + all + ".");
        }
        if (names.size() > 1 && name.isEmpty()) {
            String read = chosen.get().getName();
            notes.add(new Text(
                    "Bara bladet ”" + read + "” läses; arbetsboken har: " + all + ". Välj ett annat med --sheet.",
                    "Only the sheet “" + read + "” is read; the workbook has: " + all
                            + ". Choose another with --sheet."));
        }
        return chosen.get();
    }

    /** Returns what the reader should know of how the workbook was read. */
    List<Text> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Optional<RawRow> next() throws IOException, UnreadableFileException {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            Row row = rows.next();
            isNumberedFromZero |= row.getRowNum() == 0;
            int number = isNumberedFromZero ? row.getRowNum() + 1 : row.getRowNum();
            if (row.getCellCount() > MOST_CELLS) {
                throw Table.tooManyCells(number);
            }
            List<RawCell> cells = new ArrayList<>(row.getCellCount());
            for (int i = 0; i < row.getCellCount(); i++) {
                cells.add(row.getOptionalCell(i).map(ExcelTable::read).orElse(RawCell.BLANK));
            }
            return Optional.of(new RawRow(number, merged.fill(number - 1, cells, width), Optional.empty()));
        } catch (RuntimeException broken) { // of many kinds, all for content that is no sheet
            throw unreadable(broken);
        }
    }

    @Override
    public void foundHeadings(RawRow row, Header header) {
        width = row.cells().size();
    }

    private static RawCell read(Cell cell) {
        Object value = cell.getValue();
        if (value == null) {
            // A formula has no value when the program that wrote the file did not compute it.
            if (cell.getFormula() != null) {
                return new RawCell("=" + cell.getFormula(), RawCell.Form.BROKEN);
            }
            return cell.getType() == CellType.ERROR
                    ? new RawCell(String.valueOf(cell.getRawValue()), RawCell.Form.BROKEN)
                    : RawCell.BLANK;
        }
        if (value instanceof Boolean flag) {
            return new RawCell(flag ? "ja" : "nej", RawCell.Form.WORDS);
        }
        if (value instanceof BigDecimal number) {
            return number(cell, number);
        }
        String text = RawCell.trim(value.toString());
        boolean isBroken = switch (cell.getType()) {
            case ERROR -> true;
            case FORMULA -> ERROR.matcher(text).matches();
            default -> false;
        };
        return new RawCell(text, isBroken ? RawCell.Form.BROKEN : RawCell.Form.WORDS);
    }

    private static RawCell number(Cell cell, BigDecimal written) {
        String format = Optional.ofNullable(cell.getDataFormatString()).orElse("");
        String letters = NO_DATE_PART.matcher(format).replaceAll("");
        if (DATE_PART.matcher(letters).find()) {
            String moment = moment(cell);
            return new RawCell(moment, RawCell.Form.MOMENT, moment, written.toString(), RawCell.Merged.NO);
        }
        BigDecimal number = written.round(DIGITS).stripTrailingZeros();
        String text = Math.abs(number.scale()) <= LARGEST_EXPONENT ? number.toPlainString() : number.toString();
        RawCell.Form other = letters.contains("%") ? RawCell.Form.PERCENT : RawCell.Form.FORMATTED;
        return CellFormat.shown(format, number)
                .map(shown -> new RawCell(text, other, shown, text, RawCell.Merged.NO))
                .orElseGet(() -> new RawCell(text, RawCell.Form.NUMBER));
    }

    private static String moment(Cell cell) {
        LocalDateTime whole;
        try {
            whole = cell.asDate().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException none) {
            return NO_DATE;
        }
        return whole.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? whole.toLocalDate().toString()
                : whole.toString();
    }

    @Override
    public boolean hasAllCells() {
        return false;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
