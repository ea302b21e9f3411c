package se.malbild.dashboard.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;

/** The columns of a table with a row for each {@code T}. */
public final class Columns<T> {
    private final List<Text> headings = new ArrayList<>();
    private final List<Function<T, Object>> cells = new ArrayList<>();

    /**
     * Adds a column.
     *
     * @param cell returns a number, a text, a {@link Text} in the language of the table, or an {@link Optional} of these
     */
    public Columns<T> with(String sv, String en, Function<T, Object> cell) {
        headings.add(new Text(sv, en));
        cells.add(cell);
        return this;
    }

    /** Adds the column of what a framework has every file say about itself; a file that is published is known by it. */
    Columns<T> withNotice(Function<T, Object> notice) {
        return with("Viktigt att veta", "Notice", notice);
    }

    /** Adds the columns of the moment that everything is as of, if there is one: a file of it is to be known by that. */
    Columns<T> withAsOf(Optional<AsOf> asOf) {
        asOf.ifPresent(then -> with("Som det var känt", "As known at", row -> SwedishTime.second(then.moment()))
                .with(
                        "Preliminärt",
                        "Preliminary",
                        row -> then.isPreliminary() ? new Text("Ja", "Yes") : new Text("Nej", "No"))
                .with("Varning", "Warning", row -> joined(" ", Labels.warnings(then))));
        return this;
    }

    /** Returns a cell of several {@code texts}. */
    static Text joined(String between, List<Text> texts) {
        return new Text(
                texts.stream().map(Text::sv).collect(Collectors.joining(between)),
                texts.stream().map(Text::en).collect(Collectors.joining(between)));
    }

    /** Returns {@code rows} as CSV that a spreadsheet of the language opens by itself. */
    public byte[] csv(Collection<T> rows, Language language) {
        Csv csv = new Csv(language, headings);
        rows.forEach(row -> csv.row(cells.stream().map(cell -> cell.apply(row)).toList()));
        return csv.bytes();
    }
}
