package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.view.DepartmentReport;
import se.malbild.dashboard.view.DepartmentReport.Status;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.Reporting;
import se.malbild.dashboard.view.View;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.ReportingDeadline;
import se.malbild.goals.observation.Period;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Suppressed;

/** What each department answers for, and what it has and has not reported, as JSON and as CSV. */
final class DepartmentsApi {
    private final View view;
    private final Answers answers;

    DepartmentsApi(View view, Answers answers) {
        this.view = view;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/departments", this::departments);
        config.routes.get(organisation + "/departments.csv", this::departments);
        config.routes.get(organisation + "/departments/{id}", this::department);
        config.routes.get(organisation + "/indicators/{id}/departments", this::indicator);
        config.routes.get(organisation + "/indicators/{id}/departments.csv", this::indicator);
    }

    private void departments(Context context) {
        Asked asked = new Asked(context, view.now());
        FrameworkView framework = asked.framework(asked.organisation(), Asked.LATEST);
        List<Reporting> years = years(framework);
        if (asked.form() == Form.CSV) {
            table(
                    context,
                    asked,
                    framework,
                    "namnder",
                    "departments",
                    years,
                    year -> year.departments().stream().flatMap(department -> year.by(department.id()).stream()));
            return;
        }
        answers.send(context, framework.tag(), Answers.JSON, () -> {
            ObjectNode node = head(framework);
            node.set(
                    "departments",
                    Json.array(framework.framework().departments(), department -> summary(department, years)));
            return Json.bytes(node);
        });
    }

    private void department(Context context) {
        Asked asked = new Asked(context, view.now());
        FrameworkView framework = asked.framework(asked.organisation(), Asked.LATEST);
        String id = asked.last("id");
        Department department = Optional.ofNullable(
                        framework.framework().departmentsById().get(id))
                .orElseThrow(() -> Asked.notFound(
                        "Nämnden " + Asked.shown(id) + " finns inte i styrmodellen.",
                        "There is no department " + Asked.shown(id) + " in the framework."));
        List<Reporting> years = years(framework);
        if (asked.form() == Form.CSV) {
            table(context, asked, framework, "namnd-" + id, "department-" + id, years, year -> year.by(id).stream());
            return;
        }
        answers.send(context, framework.tag(), Answers.JSON, () -> {
            ObjectNode node = head(framework).put("id", id);
            node.set("name", Json.text(department.name()));
            node.set("years", Json.array(years, year -> ofDepartment(year, id)));
            return Json.bytes(node);
        });
    }

    private void indicator(Context context) {
        Asked asked = new Asked(context, view.now());
        FrameworkView framework = asked.framework(asked.organisation(), Asked.LATEST);
        String id = context.pathParam("id");
        if (framework.history(id).isEmpty()) {
            throw Api.noSuchIndicator(id);
        }
        List<Reporting> years = years(framework);
        if (asked.form() == Form.CSV) {
            table(
                    context,
                    asked,
                    framework,
                    "namnder-" + id,
                    "departments-" + id,
                    years,
                    year -> year.about(id).stream());
            return;
        }
        answers.send(context, framework.tag(), Answers.JSON, () -> {
            ObjectNode node = head(framework).put("indicator", id);
            node.set("years", Json.array(years, year -> {
                ObjectNode of = Json.object().put("year", year.year());
                of.set("reports", Json.array(year.about(id), DepartmentsApi::report));
                return of;
            }));
            return Json.bytes(node);
        });
    }

    private void table(
            Context context,
            Asked asked,
            FrameworkView framework,
            String sv,
            String en,
            List<Reporting> years,
            Function<Reporting, Stream<DepartmentReport>> reports) {
        answers.sendTable(
                context,
                asked,
                framework.tag(),
                Api.name(framework, sv, en),
                language -> ReportTable.of(
                        years.stream()
                                .flatMap(year -> reports.apply(year)
                                        .map(report -> new ReportTable.Row(
                                                year.framework(), report, year.deadlines(report.department()))))
                                .toList(),
                        language));
    }

    private static List<Reporting> years(FrameworkView framework) {
        return framework.pictures().keySet().stream()
                .map(year -> new Reporting(framework, year))
                .toList();
    }

    private static ObjectNode head(FrameworkView view) {
        GoalFramework framework = view.framework();
        ObjectNode node =
                Json.object().put("organisation", framework.organisation()).put("framework", framework.id());
        node.set("notice", Json.text(framework.notice()));
        return node;
    }

    private static ObjectNode summary(Department department, List<Reporting> years) {
        String id = department.id();
        ObjectNode node = Json.object().put("id", id);
        node.set("name", Json.text(department.name()));
        node.set("years", Json.array(years, year -> {
            List<DepartmentReport> reports = year.by(id);
            ObjectNode of = Json.object().put("year", year.year());
            of.put("exists", department.existsIn(year.year()));
            of.set("goalAreas", ids(year.goalAreas(id)));
            of.put("expected", count(reports, DepartmentReport::isExpected));
            of.put("reported", count(reports, report -> report.isExpected() && report.status() == Status.REPORTED));
            of.set(
                    "notReported",
                    Json.strings(reports.stream()
                            .filter(report -> report.status() == Status.NOT_REPORTED)
                            .map(report -> report.definition().id())
                            .toList()));
            of.set("deadlines", deadlines(year, id));
            return of;
        }));
        return node;
    }

    private static long count(Collection<DepartmentReport> reports, Predicate<DepartmentReport> which) {
        return reports.stream().filter(which).count();
    }

    private static ArrayNode ids(List<GoalAreaPicture> areas) {
        return Json.strings(areas.stream().map(GoalAreaPicture::id).toList());
    }

    private static ArrayNode deadlines(Reporting year, String department) {
        return Json.array(year.deadlines(department), deadline -> deadline(deadline, year.year()));
    }

    private static ObjectNode deadline(ReportingDeadline deadline, int year) {
        return Json.object()
                .put("period", deadline.period(year).toString())
                .put("lastDay", deadline.lastDay(year).toString());
    }

    private static ObjectNode ofDepartment(Reporting year, String id) {
        ObjectNode of = Json.object().put("year", year.year());
        of.set("deadlines", deadlines(year, id));
        of.set("goalAreas", Json.array(year.goalAreas(id), area -> {
            ObjectNode node = Json.object()
                    .put("id", area.id())
                    .put("level", area.standing().level());
            node.set("attainment", Json.number(area.standing().attainment()));
            return node;
        }));
        of.set("reports", Json.array(year.by(id), DepartmentsApi::report));
        return of;
    }

    private static ObjectNode report(DepartmentReport report) {
        ObjectNode node = Json.object()
                .put("department", report.department())
                .put("indicator", report.definition().id())
                .put("isExpected", report.isExpected())
                .put("status", report.status().toString());
        node.set("value", Json.number(report.value()));
        node.set("women", Json.number(report.women()));
        node.set("men", Json.number(report.men()));
        node.set("forecast", Json.number(report.forecast()));
        node.set(
                "periods",
                Json.strings(report.periods().stream().map(Period::toString).toList()));
        node.set("reason", Json.reason(report.reason()));
        node.set(
                "suppressed",
                Json.strings(Stream.of(Suppressed.VALUE, Suppressed.FORECAST, Suppressed.WOMEN, Suppressed.MEN)
                        .filter(report::hides)
                        .map(Suppressed::toString)
                        .toList()));
        node.put("leftOut", report.leftOut());
        ObjectNode municipality = node.putObject("municipality");
        municipality.set("value", Json.number(report.indicator().value()));
        municipality.put("level", report.indicator().level());
        municipality.set("attainment", Json.number(report.indicator().attainment()));
        return node;
    }
}
