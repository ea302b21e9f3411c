package se.malbild.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** Which column of a file holds what. */
final class Header {
    private static final List<Column> REQUIRED =
            List.of(Column.ORGANISATION, Column.INDICATOR, Column.DEPARTMENT, Column.YEAR, Column.OBSERVED_AT);
    /** At least one of them is needed: what the observation says. */
    private static final List<Column> CONTENT = List.of(Column.VALUE, Column.MISSING, Column.RETRACTED);

    private final List<String> headings;
    private final List<Optional<Column>> columns;
    private final Map<Column, String> headingOf;
    private final int notes;

    private Header(List<String> headings, List<Optional<Column>> columns, Map<Column, String> headingOf, int notes) {
        this.headings = headings;
        this.columns = columns;
        this.headingOf = headingOf;
        this.notes = notes;
    }

    /**
     * Reads the headings.
     *
     * @throws UnreadableFileException with every fault of them
     */
    static Header of(RawRow row, Defaults defaults) throws UnreadableFileException {
        if (row.unreadable().isPresent()) {
            throw new UnreadableFileException(
                    List.of(new CellFault("", row.unreadable().get())));
        }
        List<String> headings = withoutBlankEnd(row.texts());
        int notes = startsWithNotes(headings) ? FileFaults.NOTES.size() : 0;
        List<CellFault> faults = new ArrayList<>();
        List<Optional<Column>> columns = new ArrayList<>();
        Map<Column, String> headingOf = new EnumMap<>(Column.class);
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i);
            Optional<Column> column = i < notes || heading.isEmpty() ? Optional.empty() : Column.named(heading);
            if (i >= notes && !heading.isEmpty() && column.isEmpty()) {
                faults.add(heading.indexOf(RowReader.REPLACEMENT) >= 0 ? unreadable(heading) : unknown(heading));
            }
            if (column.isPresent() && headingOf.containsKey(column.get())) {
                faults.add(duplicate(heading, headingOf.get(column.get()), column.get()));
            }
            column.ifPresent(known -> headingOf.putIfAbsent(known, heading));
            columns.add(column);
        }
        for (Column required : REQUIRED) {
            if (!headingOf.containsKey(required) && !defaults.has(required)) {
                faults.add(missing(required));
            }
        }
        if (CONTENT.stream().noneMatch(headingOf::containsKey)) {
            faults.add(missing(Column.VALUE));
        }
        if (!faults.isEmpty()) {
            throw new UnreadableFileException(faults);
        }
        return new Header(headings, columns, headingOf, notes);
    }

    private static List<String> withoutBlankEnd(List<String> headings) {
        int width = headings.size();
        while (width > 0 && headings.get(width - 1).isEmpty()) {
            width--;
        }
        return headings.subList(0, width);
    }

    /** A list of faults comes back with its notes before the columns; they say nothing about the observation. */
    private static boolean startsWithNotes(List<String> headings) {
        return headings.size() > FileFaults.NOTES.size()
                && headings.subList(0, FileFaults.NOTES.size()).equals(FileFaults.NOTES);
    }

    /** Returns how many cells a row has. */
    int width() {
        return columns.size();
    }

    /** Returns how many cells at the beginning of a row are notes. */
    int notes() {
        return notes;
    }

    /** Returns what the cell at {@code position}, from 0, holds; nothing when it has no heading. */
    Optional<Column> column(int position) {
        return position < columns.size() ? columns.get(position) : Optional.empty();
    }

    boolean has(Column column) {
        return headingOf.containsKey(column);
    }

    /** Returns the headings of the observation's own columns as they stand in the file. */
    List<String> headings() {
        return headings.subList(notes, headings.size());
    }

    /** Returns the heading of the column that holds the event's {@code field}, or the field's name. */
    String headingOf(String field) {
        return field.isEmpty() ? "" : headingOf.getOrDefault(Column.ofField(field), field);
    }

    private static CellFault unreadable(String heading) {
        return new CellFault(
                heading,
                new Fault(
                        "unreadable-character",
                        "",
                        new Text(
                                "Rubriken innehåller tecken som inte går att läsa. Spara filen som UTF-8.",
                                "The heading contains characters that cannot be read. Save the file as UTF-8.")));
    }

    private static CellFault unknown(String heading) {
        return new CellFault(
                heading,
                new Fault(
                        "unknown-column",
                        "",
                        new Text(
                                "Kolumnen känns inte igen; ta bort den eller använd en av " + all(Column::swedish)
                                        + ".",
                                "Unknown column; remove it or use one of " + all(Column::field) + ".")));
    }

    private static CellFault duplicate(String heading, String first, Column column) {
        return new CellFault(
                heading,
                new Fault(
                        "duplicate-column",
                        column.field(),
                        new Text(
                                "Kolumnen säger samma sak som ”" + first + "”; behåll den ena.",
                                "The column means the same as “" + first + "”; keep one of them.")));
    }

    private static CellFault missing(Column column) {
        String option = switch (column) {
            case ORGANISATION -> "--organisation";
            case DEPARTMENT -> "--department";
            case OBSERVED_AT -> "--observed-at";
            default -> "";
        };
        return new CellFault(
                column.swedish(),
                new Fault(
                        "missing-column",
                        column.field(),
                        new Text(
                                "Kolumnen ”" + column.swedish() + "” saknas; lägg till den"
                                        + (option.isEmpty() ? "." : " eller ange " + option + "."),
                                "The column “" + column.field() + "” is missing; add it"
                                        + (option.isEmpty() ? "." : " or give " + option + "."))));
    }

    private static String all(Function<Column, String> name) {
        return Arrays.stream(Column.values()).map(name).distinct().collect(Collectors.joining(", "));
    }
}
