package se.malbild.dashboard.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.then.FrameworkDifference;
import se.malbild.dashboard.then.VersionComparison;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.history.Part;

/**
 * Two versions of a framework as a table: a row for everything that is different in the framework, then one for every level and
 * attainment that is different in the picture of a year.
 */
final class VersionsTable {
    private VersionsTable() {}

    private record Row(Text about, String id, Text name, Text what, Optional<?> before, Optional<?> now) {}

    static byte[] of(VersionComparison comparison, int year, Optional<Text> notice, Language language) {
        List<Row> rows = new ArrayList<>();
        for (FrameworkDifference line : comparison.framework()) {
            Language told = line.toldIn(language);
            rows.add(new Row(
                    line.kind().label(),
                    line.id(),
                    line.name(),
                    line.what(),
                    line.before().map(text -> text.in(told)),
                    line.now().map(text -> text.in(told))));
        }
        for (Part part : comparison.parts()) {
            add(
                    rows,
                    part,
                    new Text("Nivå " + year, "Level " + year),
                    PartColumns.level(part.before()),
                    PartColumns.level(part.now()));
            add(
                    rows,
                    part,
                    new Text("Måluppfyllelse " + year, "Attainment " + year),
                    PartColumns.attainment(part.before()),
                    PartColumns.attainment(part.now()));
        }
        return new Columns<Row>()
                .with("Avser", "Kind", Row::about)
                .with("Id", "Id", Row::id)
                .with("Namn", "Name", Row::name)
                .with("Vad", "What", Row::what)
                .with("Före", "Before", Row::before)
                .with("Efter", "After", Row::now)
                .withNotice(row -> notice)
                .csv(rows, language);
    }

    private static void add(List<Row> rows, Part part, Text what, Optional<?> before, Optional<?> now) {
        if (!before.equals(now)) {
            rows.add(new Row(PartColumns.kind(part.kind()), part.id(), part.name(), what, before, now));
        }
    }
}
