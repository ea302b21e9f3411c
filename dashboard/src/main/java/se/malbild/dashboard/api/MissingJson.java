package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.reporting.MissingCell;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.goals.reporting.MissingReport.Standing;
import se.malbild.goals.reporting.MissingReports;
import se.malbild.goals.reporting.ValuelessReport;

/** Who has not reported what, as JSON, with a reminder for each department that has something left. */
public final class MissingJson {
    private MissingJson() {}

    /**
     * Returns what is missing, department by department.
     *
     * @param day the day in Sweden on which it is asked
     */
    public static JsonNode of(MissingReports reports, LocalDate day) {
        GoalFramework framework = reports.framework();
        ObjectNode node = Json.object()
                .put("organisation", framework.organisation())
                .put("framework", framework.id())
                .put("frameworkVersion", framework.version())
                .put("year", reports.year())
                .put("day", day.toString());
        node.set("notice", Json.text(framework.notice()));
        node.set("departments", Json.array(reports.departments(), of -> department(reports.of(of), of, day)));
        node.set("nobodyNamed", Json.array(reports.ofNobody(), missing -> missing(missing, day)));
        return node;
    }

    private static JsonNode department(MissingReports own, Department department, LocalDate day) {
        ObjectNode node = Json.object().put("id", department.id());
        node.set("name", Json.text(department.name()));
        node.put("overdue", own.standing(Standing.OVERDUE, day).size());
        node.set("missing", Json.array(own.missing(), missing -> missing(missing, day)));
        node.set("withoutValue", Json.array(own.withoutValue(), MissingJson::withoutValue));
        node.set(
                "notShown",
                Json.strings(own.notShown().stream()
                        .map(hidden -> hidden.indicator().id())
                        .toList()));
        node.set("reminder", Json.text(Reminder.of(own, department, day)));
        return node;
    }

    private static JsonNode missing(MissingReport missing, LocalDate day) {
        ObjectNode node = Json.object().put("indicator", missing.indicator().id());
        node.set("title", Json.text(missing.indicator().title()));
        node.put("period", missing.period().toString())
                .put("lastDay", missing.lastDay().map(LocalDate::toString).orElse(null))
                .put("standing", Word.of(missing.on(day)));
        node.set("what", Json.text(missing.what()));
        node.set("cells", Json.array(missing.cells(), MissingJson::cell));
        return node;
    }

    private static JsonNode cell(MissingCell missing) {
        return cell(missing.cell()).put("revision", missing.revision());
    }

    /** With the fields of an event. */
    private static ObjectNode cell(Cell cell) {
        return Json.object()
                .put("organisation", cell.organisation())
                .put("department", cell.department())
                .put("indicator", cell.indicator())
                .put("year", cell.year())
                .put("period", cell.period().toString())
                .put("gender", cell.gender().name())
                .put("district", cell.district());
    }

    private static JsonNode withoutValue(ValuelessReport report) {
        ObjectNode node =
                Json.object().put("indicator", report.indicator().id()).put("reason", Word.of(report.reason()));
        node.set("cell", cell(report.cell()));
        return node;
    }
}
