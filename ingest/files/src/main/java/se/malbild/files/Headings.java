package se.malbild.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * Where the headings of a table stand: they are the row among its first that names every column that is needed. Rows above
 * it are titles; the same headings further down are a row that says no observation.
 *
 * @param position how many rows come before it, blank ones too
 * @param notes what the sender should know of how they are read
 */
record Headings(Header header, RawRow row, int position, List<Text> notes) {
    /** Among how many rows that are not blank the headings may stand. */
    static final int MOST_ROWS = 20;

    /** A year that an observation may have. */
    private static final Pattern YEAR = Pattern.compile("19\\d\\d|2[01]\\d\\d|2200");

    /** How many columns a row must name to look like headings. */
    private static final int ALIKE = 2;

    private record Candidate(Header header, RawRow row, int position) {}

    /**
     * Reads the first rows of {@code table}.
     *
     * @throws UnreadableFileException with every fault of the headings
     */
    static Headings in(Table table, Defaults defaults) throws IOException, UnreadableFileException {
        List<Candidate> first = first(table, defaults);
        if (first.isEmpty()) {
            throw new UnreadableFileException(
                    "empty-file", "Filen är tom; en rubrikrad väntas.", "The file is empty; headings are expected.");
        }
        List<Candidate> complete =
                first.stream().filter(one -> one.header().lacking().isEmpty()).toList();
        if (complete.isEmpty()) {
            throw new UnreadableFileException(whyNone(first, defaults));
        }
        Candidate found = complete.get(0);
        Optional<Candidate> other = complete.stream()
                .filter(one -> !one.header().meansSameAs(found.header()))
                .findFirst();
        if (other.isPresent()) {
            throw several(found.row(), other.get().row());
        }
        List<RawRow> above = first.subList(0, first.indexOf(found)).stream()
                .map(Candidate::row)
                .toList();
        List<Text> notes = Stream.concat(titles(found.row(), above), found.header().remarks().stream())
                .toList();
        Headings headings = new Headings(found.header(), found.row(), found.position(), notes);
        List<CellFault> faults = new ArrayList<>(found.header().faults());
        above.forEach(title -> faults.addAll(headings.labels(title)));
        headings.observationAbove(table).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            throw new UnreadableFileException(faults).with(notes);
        }
        return headings;
    }

    /** Goes to the row below the headings. */
    void goBelow(Table table) throws IOException, UnreadableFileException {
        table.restart();
        for (int i = 0; i <= position; i++) {
            table.next();
        }
        table.foundHeadings(row, header);
    }

    /** Returns what is wrong with the first row above that has a year where observations have theirs. */
    private Optional<CellFault> observationAbove(Table table) throws IOException, UnreadableFileException {
        goBelow(table);
        table.restart();
        for (int i = 0; i < position; i++) {
            Optional<CellFault> fault = table.next().filter(this::hasYear).map(this::observation);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private boolean hasYear(RawRow above) {
        return IntStream.range(0, header.width())
                .filter(i ->
                        header.column(i).filter(header.yearColumn()::equals).isPresent())
                .anyMatch(i -> YEAR.matcher(above.cell(i).text()).matches());
    }

    private static List<Candidate> first(Table table, Defaults defaults) throws IOException, UnreadableFileException {
        List<Candidate> first = new ArrayList<>();
        int position = 0;
        for (Optional<RawRow> row = table.next(); row.isPresent() && first.size() < MOST_ROWS; row = table.next()) {
            if (!row.get().isBlank()) {
                first.add(new Candidate(Header.of(row.get(), defaults), row.get(), position));
            }
            position++;
        }
        return first;
    }

    private static Stream<Text> titles(RawRow headings, List<RawRow> above) {
        Text rows =
                Text.count(above.size(), "rad ovanför", "rader ovanför", "row above them is", "rows above them are");
        String sv = above.stream().map(title -> "”" + excerpt(title) + "”").collect(Collectors.joining(", "));
        String en = above.stream().map(title -> "“" + excerpt(title) + "”").collect(Collectors.joining(", "));
        return above.isEmpty()
                ? Stream.empty()
                : Stream.of(new Text(
                        "Rubrikerna står i rad " + headings.number() + "; " + rows.sv() + " läses inte: " + sv + ".",
                        "The headings are in row " + headings.number() + "; " + rows.en() + " not read: " + en + "."));
    }

    private static String excerpt(RawRow title) {
        return RawCell.excerpt(String.join(" ", texts(title)));
    }

    private static List<String> texts(RawRow title) {
        return title.texts().stream()
                .map(Heading::onOneLine)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Returns a fault for each column that {@code title} seems to fill for all rows; none of it would reach them. */
    private List<CellFault> labels(RawRow title) {
        List<String> texts = texts(title);
        if (texts.size() == 1) {
            return List.of();
        }
        return texts.stream()
                .flatMap(text -> Heading.of(text).column().stream())
                .filter(column -> RowReader.LABELS.contains(column) && !header.has(column))
                .distinct()
                .map(column -> label(title, column))
                .toList();
    }

    private static CellFault label(RawRow title, Column column) {
        return new CellFault(
                column.swedish(),
                new Fault(
                        "label-above-headings",
                        column.field(),
                        new Text(
                                "Rad " + title.number() + " ovanför rubrikerna, ”" + excerpt(title)
                                        + "”, läses inte men kan gälla alla rader. Skriv det på varje rad i en egen"
                                        + " kolumn, ”" + column.swedish() + "”, eller ta bort raden.",
                                "Row " + title.number() + " above the headings, “" + excerpt(title)
                                        + "”, is not read but may hold for every row. Write it in each row in a column"
                                        + " of its own, “" + column.field() + "”, or remove the row.")));
    }

    /** Returns what is wrong with the first row when it looks like headings, otherwise also where they must stand. */
    private static List<CellFault> whyNone(List<Candidate> first, Defaults defaults) {
        Candidate nearest = first.stream()
                .max(Comparator.comparingInt(one -> one.header().known()))
                .orElseThrow();
        boolean isAlike = nearest.header().known() >= ALIKE;
        Candidate top = first.get(0);
        if (isAlike ? nearest.equals(top) : top.row().unreadable().isPresent()) {
            return top.header().faults();
        }
        CellFault where = new CellFault("", noHeadings(isAlike ? Optional.of(nearest) : Optional.empty(), defaults));
        List<CellFault> faults = new ArrayList<>(List.of(where));
        if (isAlike) {
            faults.addAll(nearest.header().faults());
        }
        return faults;
    }

    private static Fault noHeadings(Optional<Candidate> nearest, Defaults defaults) {
        Text needed = names(Header.needed(defaults));
        Text all = names(Column.OF_SENDERS);
        Text near = nearest.map(one -> near(one.row(), names(one.header().lacking())))
                .orElse(new Text("Ingen av dem liknar rubriker.", "None of them looks like headings."));
        return new Fault(
                "no-headings",
                "",
                new Text(
                        "Rubrikerna ska stå i en av de " + MOST_ROWS
                                + " första raderna som inte är tomma, ett namn i varje cell, men ingen av dem har alla"
                                + " som behövs: " + needed.sv() + ". " + near.sv() + " Alla namn: " + all.sv() + ".",
                        "Headings must stand in one of the first " + MOST_ROWS
                                + " rows that are not blank, one name in each cell, but none of these rows has all that"
                                + " are needed: " + needed.en() + ". " + near.en() + " All names: " + all.en() + "."));
    }

    private static Text near(RawRow row, Text lacking) {
        return new Text(
                "Närmast är rad " + row.number() + ", som saknar " + lacking.sv() + ".",
                "Row " + row.number() + " comes nearest; it lacks " + lacking.en() + ".");
    }

    private static Text names(List<Column> columns) {
        return new Text(
                columns.stream().map(Column::swedish).collect(Collectors.joining(", ")),
                columns.stream().map(Column::field).collect(Collectors.joining(", ")));
    }

    private static UnreadableFileException several(RawRow one, RawRow other) {
        return new UnreadableFileException(
                "several-headings",
                "Rad " + one.number() + " och rad " + other.number()
                        + " är båda rubriker, men olika. Behåll en av dem; en annan tabell ska stå i en egen fil eller"
                        + " på ett eget blad.",
                "Row " + one.number() + " and row " + other.number()
                        + " are both headings, but differ. Keep one of them; another table belongs in a file or on a"
                        + " sheet of its own.");
    }

    /** As when a table has been sorted together with its headings. */
    private CellFault observation(RawRow above) {
        return new CellFault(
                "",
                new Fault(
                        "row-above-headings",
                        "",
                        new Text(
                                "Rad " + above.number() + " står ovanför rubrikerna i rad " + row.number()
                                        + " men har ett år i kolumnen för år, som en observation. Flytta"
                                        + " rubrikerna överst, eller ta bort raden om den är en titel.",
                                "Row " + above.number() + " stands above the headings in row " + row.number()
                                        + " but, like an observation, has a year in the column of the year. Move the"
                                        + " headings to the top, or remove the row if it is a title.")));
    }
}
