package se.malbild.files;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** Which column of a file holds what. */
final class Header {
    private static final List<Column> REQUIRED =
            List.of(Column.ORGANISATION, Column.INDICATOR, Column.DEPARTMENT, Column.YEAR, Column.OBSERVED_AT);
    /** Of which columns one is enough: a period has its year, and what the observation says may be why there is no value. */
    private static final Map<Column, List<Column>> IN_PLACE_OF = Map.of(
            Column.YEAR, List.of(Column.YEAR, Column.PERIOD),
            Column.VALUE, List.of(Column.VALUE, Column.MISSING, Column.RETRACTED));

    private final Optional<Fault> unreadable;
    private final List<String> headings;
    private final List<Heading> read;
    private final Map<Column, String> headingOf;
    private final int notes;
    private final List<Column> lacking;

    private Header(
            Optional<Fault> unreadable,
            List<String> headings,
            List<Heading> read,
            Map<Column, String> headingOf,
            int notes,
            List<Column> lacking) {
        this.unreadable = unreadable;
        this.headings = headings;
        this.read = read;
        this.headingOf = headingOf;
        this.notes = notes;
        this.lacking = lacking;
    }

    /** Reads a row as headings, which it need not be. */
    static Header of(RawRow row, Defaults defaults) {
        List<String> headings = row.unreadable().isPresent()
                ? List.of()
                : withoutBlankEnd(row.texts().stream().map(Heading::onOneLine).toList());
        int notes = startsWithNotes(headings) ? FileFaults.NOTES.size() : 0;
        List<Heading> read = new ArrayList<>();
        Map<Column, String> headingOf = new EnumMap<>(Column.class);
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i);
            Heading one = i < notes ? Heading.UNKNOWN : Heading.of(heading);
            one.column().ifPresent(column -> headingOf.putIfAbsent(column, heading));
            read.add(one);
        }
        List<Column> lacking = needed(defaults).stream()
                .filter(column -> IN_PLACE_OF.getOrDefault(column, List.of(column)).stream()
                        .noneMatch(headingOf::containsKey))
                .toList();
        return new Header(row.unreadable(), headings, read, headingOf, notes, lacking);
    }

    /** Returns the columns that a file needs; in the place of the year and of the value it may have others. */
    static List<Column> needed(Defaults defaults) {
        return Stream.concat(REQUIRED.stream().filter(column -> !defaults.has(column)), Stream.of(Column.VALUE))
                .toList();
    }

    /** Returns those of the needed columns that no heading names. */
    List<Column> lacking() {
        return lacking;
    }

    /** Returns whether the cells under these headings and under {@code other} mean the same. */
    boolean meansSameAs(Header other) {
        return notes == other.notes && read.equals(other.read);
    }

    /** Returns how many columns the headings name. */
    int known() {
        return headingOf.size();
    }

    /** Returns everything that is wrong with the headings. */
    List<CellFault> faults() {
        if (unreadable.isPresent()) {
            return List.of(new CellFault("", unreadable.get()));
        }
        List<CellFault> faults = new ArrayList<>();
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (int i = notes; i < headings.size(); i++) {
            String heading = headings.get(i);
            Optional<Column> column = read.get(i).column();
            if (read.get(i).fault().isPresent()) {
                faults.add(new CellFault(heading, read.get(i).fault().get()));
            } else if (column.isEmpty() && !heading.isEmpty()) {
                faults.add(heading.indexOf(RowReader.REPLACEMENT) >= 0 ? unreadable(heading) : unknown(heading));
            }
            if (column.isPresent() && !seen.add(column.get())) {
                faults.add(duplicate(heading, headingOf.get(column.get()), column.get()));
            }
        }
        lacking.forEach(column -> faults.add(missing(column)));
        return faults;
    }

    /** Returns what the sender should know of headings that are no fault. */
    List<Text> remarks() {
        return read.stream().anyMatch(Heading::hasUnit) ? List.of(unit(headingOf.get(Column.VALUE))) : List.of();
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
        return headings.size();
    }

    /** Returns how many cells at the beginning of a row are notes. */
    int notes() {
        return notes;
    }

    /** Returns what the cell at {@code position}, from 0, holds; nothing when it has no heading. */
    Optional<Column> column(int position) {
        return position < read.size() ? read.get(position).column() : Optional.empty();
    }

    /**
     * Returns whether the file is one of this product's own, in which an apostrophe keeps a spreadsheet from running a text as a
     * formula: a list of faults, or a table of the dashboard.
     */
    boolean isProtected() {
        return notes > 0 || has(Column.NOTICE);
    }

    /** Returns the column that says the year: without one of its own it is that of the period. */
    Column yearColumn() {
        return has(Column.YEAR) ? Column.YEAR : Column.PERIOD;
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
        if (field.isEmpty()) {
            return "";
        }
        Column column = Column.ofField(field);
        return headingOf.getOrDefault(column == Column.YEAR ? yearColumn() : column, field);
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

    private static Text unit(String heading) {
        return new Text(
                "Rubriken ”" + heading + "” anger en enhet, som inte läses: värdena tas som de står och ska vara i"
                        + " nyckeltalets enhet.",
                "The heading “" + heading + "” gives a unit, which is not read: values are taken as they stand and must"
                        + " be in the indicator's unit.");
    }

    private static String all(Function<Column, String> name) {
        return Column.OF_SENDERS.stream().map(name).distinct().collect(Collectors.joining(", "));
    }
}
