package se.malbild.dashboard.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/** The columns of a table with a row for each {@code T}. */
final class Columns<T> {
    private final List<Text> headings = new ArrayList<>();
    private final List<Function<T, Object>> cells = new ArrayList<>();

    /**
     * Adds a column.
     *
     * @param cell returns what {@link Csv#row} can write
     */
    Columns<T> with(String sv, String en, Function<T, Object> cell) {
        headings.add(new Text(sv, en));
        cells.add(cell);
        return this;
    }

    /** Adds the column of what a framework has every file say about itself; a file that is published is known by it. */
    Columns<T> withNotice(Function<T, Object> notice) {
        return with("Viktigt att veta", "Notice", notice);
    }

    /** Returns a cell of several {@code texts}. */
    static Text joined(String between, List<Text> texts) {
        return new Text(
                texts.stream().map(Text::sv).collect(Collectors.joining(between)),
                texts.stream().map(Text::en).collect(Collectors.joining(between)));
    }

    byte[] csv(Collection<T> rows, Language language) {
        Csv csv = new Csv(language, headings);
        rows.forEach(row -> csv.row(cells.stream().map(cell -> cell.apply(row)).toList()));
        return csv.bytes();
    }
}
