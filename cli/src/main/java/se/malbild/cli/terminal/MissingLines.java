package se.malbild.cli.terminal;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.api.Reminder;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.goals.reporting.MissingReport.Standing;
import se.malbild.goals.reporting.MissingReports;

/** Who has not reported what, for a terminal. */
public final class MissingLines {
    private static final Text NOBODY = new Text("(ingen nämnd är utpekad)", "(no department is named)");

    private MissingLines() {}

    /** Returns a line for each report that is missing on {@code day}. */
    public static String table(MissingReports reports, LocalDate day, Language language) {
        Departments departments = new Departments(reports.framework());
        Columns columns = new Columns();
        for (MissingReport missing : reports.missing()) {
            columns.row(
                    missing.department().map(departments::name).orElse(NOBODY).in(language),
                    missing.indicator().id(),
                    missing.what().in(language),
                    Labels.standing(missing, day).in(language));
        }
        return columns.toString();
    }

    /** Returns how much is missing, and what is not although it has no value. */
    public static Text summary(MissingReports reports, LocalDate day) {
        int overdue = reports.standing(Standing.OVERDUE, day).size();
        int left = reports.missing().size();
        int without = reports.withoutValue().size();
        Text valueless = without == 0
                ? new Text("", "")
                : new Text(
                        " Rapporterat utan värde, och återstår inte: " + without + ".",
                        " Reported without a value, and not left: " + without + ".");
        return left == 0
                ? new Text(
                        "Inget återstår att rapportera för " + reports.year() + "." + valueless.sv(),
                        "Nothing is left to report of " + reports.year() + "." + valueless.en())
                : new Text(
                        "Återstår att rapportera för " + reports.year() + ": " + left + ", varav försenat: " + overdue
                                + "." + valueless.sv(),
                        "Left to report of " + reports.year() + ": " + left + ", of which overdue: " + overdue + "."
                                + valueless.en());
    }

    /** Returns the letters to all departments that have something left, with a line between. */
    public static String reminders(MissingReports reports, LocalDate day, Language language) {
        return reports.departments().stream()
                .map(department -> Reminder.of(reports.of(department), department, day))
                .flatMap(Optional::stream)
                .map(letter -> letter.in(language))
                .collect(Collectors.joining("-".repeat(80) + "\n"));
    }
}
