package se.malbild.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * Where the headings of a table stand: they are the row among its first that names every column that is needed. Rows above it
 * are titles; the same headings further down are a row that says no observation.
 *
 * @param position how many rows come before it, blank ones too
 * @param notes what the sender should know of how they are read
 */
record Headings(Header header, RawRow row, int position, List<Text> notes) {
    /** Among how many rows that are not blank the headings may stand. */
    static final int MOST_ROWS = 20;

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
        List<Candidate> above = first.subList(0, first.indexOf(found));
        List<Text> notes = Stream.concat(titles(found.row(), above.size()), found.header().remarks().stream())
                .toList();
        List<CellFault> faults = found.header().faults();
        if (!faults.isEmpty()) {
            throw new UnreadableFileException(faults).with(notes);
        }
        RowReader reader = new RowReader(found.header(), Set.of(), defaults, table.hasAllCells());
        for (Candidate title : above) {
            if (reader.read(title.row()) instanceof FileRow.Good) {
                throw observation(title.row(), found.row());
            }
        }
        return new Headings(found.header(), found.row(), found.position(), notes);
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

    private static Stream<Text> titles(RawRow headings, int above) {
        Text rows = Text.count(above, "rad ovanför", "rader ovanför", "row above them is", "rows above them are");
        return above == 0
                ? Stream.empty()
                : Stream.of(new Text(
                        "Rubrikerna står i rad " + headings.number() + "; " + rows.sv() + " läses inte.",
                        "The headings are in row " + headings.number() + "; " + rows.en() + " not read."));
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
                        + " är båda rubriker, men olika. Behåll en av dem; en annan tabell ska stå i en egen fil eller på ett eget"
                        + " blad.",
                "Row " + one.number() + " and row " + other.number()
                        + " are both headings, but differ. Keep one of them; another table belongs in a file or on a sheet of its"
                        + " own.");
    }

    /** As when a table has been sorted together with its headings. */
    private static UnreadableFileException observation(RawRow row, RawRow headings) {
        return new UnreadableFileException(
                "row-above-headings",
                "Rad " + row.number() + " är en observation men står ovanför rubrikerna i rad " + headings.number()
                        + ". Flytta rubrikerna överst.",
                "Row " + row.number() + " is an observation but stands above the headings in row " + headings.number()
                        + ". Move the headings to the top.");
    }
}
