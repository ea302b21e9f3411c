package se.malbild.dashboard.api;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.reporting.MissingCell;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.goals.reporting.MissingReports;

/**
 * What is missing as a file that ends it: a row for each cell, with the headings and words of a file that can be published. The value
 * is to be filled in, or why there is none. A cell that several indicators read has one row.
 */
public final class MissingTable {
    private MissingTable() {}

    private record Row(MissingReport report, MissingCell missing) {
        Cell cell() {
            return missing.cell();
        }
    }

    /**
     * Returns the rows of what is missing.
     *
     * @param day the day in Sweden on which it is asked
     */
    public static byte[] of(MissingReports reports, LocalDate day, Language language) {
        GoalFramework framework = reports.framework();
        Map<MissingCell, Row> rows = new LinkedHashMap<>();
        for (MissingReport report : reports.missing()) {
            cells(report, framework).forEach(cell -> rows.putIfAbsent(cell, new Row(report, cell)));
        }
        return new Columns<Row>()
                .with("Kommun", "Organisation", row -> row.cell().organisation())
                .with("Nyckeltal", "Indicator", row -> row.cell().indicator())
                .with("Förvaltning", "Department", row -> row.cell().department())
                .with("År", "Year", row -> row.cell().year())
                .with("Period", "Period", row -> row.cell().period())
                .with("Kön", "Gender", row -> Labels.gender(row.cell().gender()))
                .with("Stadsdel", "District", row -> Labels.district(row.cell()))
                .with("Utfall", "Value", row -> "")
                .with("Bortfall", "Missing", row -> "")
                .with("Antal", "Count", row -> "")
                .with("Revision", "Revision", row -> row.missing().revision())
                .withNotice(row -> notice(row.report(), framework, day))
                .csv(rows.values(), language);
    }

    /** A district that is the department's to name is left for it to fill in. */
    private static Stream<MissingCell> cells(MissingReport report, GoalFramework framework) {
        return report.cells().isEmpty()
                ? Stream.of(new MissingCell(
                        new Cell(
                                framework.organisation(),
                                report.indicator().series(),
                                report.department().orElse(""),
                                report.period(),
                                Gender.TOTAL,
                                "?",
                                Kind.OUTCOME),
                        0))
                : report.cells().stream();
    }

    private static Text notice(MissingReport report, GoalFramework framework, LocalDate day) {
        Text title = report.indicator().title();
        Text standing = Labels.standing(report, day);
        return Columns.joined(
                " ",
                Stream.concat(
                                Stream.of(new Text(
                                        title.sv() + ": " + standing.sv() + ".",
                                        title.en() + ": " + standing.en() + ".")),
                                framework.notice().stream())
                        .toList());
    }
}
