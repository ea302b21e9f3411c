package se.malbild.dashboard.api;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.view.DepartmentReport;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.observation.Period;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.PictureLabels;

/** What departments have reported as a table: a row for each department and indicator in each year. */
final class ReportTable {
    private ReportTable() {}

    /**
     * A department's report of an indicator.
     *
     * @param framework knows what levels and departments are called
     * @param deadlines by when the department is to report
     */
    record Row(GoalFramework framework, DepartmentReport report, List<ReportingDeadline> deadlines) {}

    static byte[] of(Collection<Row> rows, Language language) {
        return new Columns<Row>()
                .with("År", "Year", row -> row.report().year())
                .with("Nämnd-id", "Department id", row -> row.report().department())
                .with(
                        "Nämnd",
                        "Department",
                        row -> new Departments(row.framework())
                                .name(row.report().department()))
                .with("Id", "Id", row -> row.report().definition().id())
                .with("Nyckeltal", "Indicator", row -> row.report().indicator().title())
                .with("Enhet", "Unit", row -> row.report().indicator().unit())
                .with(
                        "Ska rapportera",
                        "Expected",
                        row -> row.report().isExpected() ? new Text("Ja", "Yes") : new Text("Nej", "No"))
                .with(
                        "Rapportering",
                        "Reporting",
                        row -> Labels.reporting(row.report().status()))
                .with(
                        "Nämndens utfall",
                        "Value of the department",
                        row -> shown(row, Suppressed.VALUE, row.report().value()))
                .with(
                        "Nämndens utfall, kvinnor",
                        "Value of the department, women",
                        row -> shown(row, Suppressed.WOMEN, row.report().women()))
                .with(
                        "Nämndens utfall, män",
                        "Value of the department, men",
                        row -> shown(row, Suppressed.MEN, row.report().men()))
                .with(
                        "Nämndens prognos helår",
                        "Forecast of the department",
                        row -> shown(row, Suppressed.FORECAST, row.report().forecast()))
                .with(
                        "Rapporterad del av året",
                        "Reported part of the year",
                        row -> row.report().periods().stream()
                                .map(Period::toString)
                                .collect(Collectors.joining("; ")))
                .with("Skäl", "Reason", row -> row.report().reason().map(Reason::message))
                .with("Sista dag", "Last day", ReportTable::lastDays)
                .with("Kommunens utfall", "Value of the municipality", row -> municipality(row))
                .with(
                        "Kommunens nivå",
                        "Level of the municipality",
                        row -> Labels.level(
                                row.framework().scale(),
                                row.report().indicator().level()))
                .withNotice(row -> row.framework().notice())
                .csv(rows, language);
    }

    private static Optional<Object> shown(Row row, Suppressed field, Optional<BigDecimal> number) {
        return number.<Object>map(shown -> shown)
                .or(() -> Optional.of(PictureLabels.SUPPRESSED)
                        .filter(hidden -> row.report().hides(field)));
    }

    private static Optional<Object> municipality(Row row) {
        return row.report()
                .indicator()
                .value()
                .<Object>map(shown -> shown)
                .or(() -> Optional.of(PictureLabels.SUPPRESSED)
                        .filter(hidden -> row.report().indicator().suppressed().contains(Suppressed.VALUE)));
    }

    private static String lastDays(Row row) {
        int year = row.report().year();
        return row.deadlines().stream()
                .map(deadline -> deadline.period(year) + ": " + deadline.lastDay(year))
                .collect(Collectors.joining("; "));
    }
}
