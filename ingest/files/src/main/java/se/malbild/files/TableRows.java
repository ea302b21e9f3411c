package se.malbild.files;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** The rows of a table with headings. */
final class TableRows implements Rows {
    private final Table table;
    private final Headings found;
    private final Header header;
    private final RowReader reader;
    private RawRow last;

    TableRows(Table table, Defaults defaults) throws IOException, UnreadableFileException {
        this.table = table;
        found = Headings.in(table, defaults);
        header = found.header();
        last = found.row();
        restart();
        reader = new RowReader(header, labelled(), defaults, table.hasAllCells());
        restart();
    }

    /**
     * Returns the columns in which a blank cell is a fault, because some row has a label there. A list of faults need not have
     * such a row, but says if the file had one.
     */
    private Set<Column> labelled() throws IOException, UnreadableFileException {
        Set<Column> unlabelled = EnumSet.copyOf(RowReader.LABELS);
        unlabelled.removeIf(column -> !header.has(column));
        unlabelled.remove(header.yearColumn()); // a row without its year is a fault anyway
        Set<Column> labelled = EnumSet.noneOf(Column.class);
        for (Optional<RawRow> row = nextFilled(table);
                row.isPresent() && !unlabelled.isEmpty();
                row = nextFilled(table)) {
            for (int i = header.notes(); i < row.get().cells().size(); i++) {
                if (!row.get().cell(i).isBlank()) {
                    header.column(i).filter(unlabelled::remove).ifPresent(labelled::add);
                }
            }
            if (header.notes() > 0 && row.get().cell(FileFaults.CODE).text().equals(RowReader.BLANK_LABEL)) {
                Heading.of(row.get().cell(FileFaults.COLUMN).text())
                        .column()
                        .filter(unlabelled::remove)
                        .ifPresent(labelled::add);
            }
        }
        return labelled;
    }

    private static Optional<RawRow> nextFilled(Table table) throws IOException, UnreadableFileException {
        Optional<RawRow> row = table.next();
        while (row.isPresent() && row.get().isBlank()) {
            row = table.next();
        }
        return row;
    }

    @Override
    public Optional<FileRow> next() throws IOException, UnreadableFileException {
        Optional<RawRow> row = nextFilled(table);
        while (row.isPresent() && isNoteOnly(row.get())) {
            row = nextFilled(table);
        }
        if (row.isEmpty()) {
            return Optional.empty();
        }
        last = withoutProtection(row.get());
        return Optional.of(reader.read(last));
    }

    @Override
    public FileRow.Faulty refused(Fault fault) {
        return reader.refused(last, List.of(fault));
    }

    @Override
    public void restart() throws IOException, UnreadableFileException {
        found.goBelow(table);
    }

    /** In a list of faults a row's further faults are notes without the row. */
    private boolean isNoteOnly(RawRow row) {
        return header.notes() > 0
                && row.unreadable().isEmpty()
                && row.cells().stream().skip(header.notes()).allMatch(RawCell::isBlank);
    }

    private RawRow withoutProtection(RawRow row) {
        if (!header.isProtected()) {
            return row;
        }
        List<RawCell> cells = row.cells().stream()
                .map(cell -> cell.withText(FileFaults.original(cell.text())))
                .toList();
        return new RawRow(row.number(), cells, row.unreadable());
    }

    @Override
    public List<String> headings() {
        return header.headings();
    }

    @Override
    public List<Text> notes() {
        return found.notes();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
