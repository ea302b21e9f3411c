package se.malbild.dashboard.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.Reporting;
import se.malbild.dashboard.view.View;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.framework.Department;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.reporting.MissingReports;

/** Who has not reported what, as JSON, and as CSV to fill in and send. */
final class MissingApi {
    private final View view;
    private final Answers answers;

    MissingApi(View view, Answers answers) {
        this.view = view;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/missing/{year}", this::missing);
    }

    private void missing(Context context) {
        Asked asked = new Asked(context, view.now());
        String year = asked.last("year");
        FrameworkView framework = asked.framework(asked.organisation(), year);
        Picture picture = asked.picture(framework, year).value();
        Optional<Department> department =
                Optional.ofNullable(context.queryParam("department")).map(id -> department(framework, picture, id));
        LocalDate today = SwedishTime.day(Instant.now());
        String about = department.map(of -> "-" + of.id()).orElse("");
        String tag = framework.tag() + "-" + today + about;
        if (asked.form() == Form.CSV) {
            String of = "-" + picture.year() + about;
            answers.sendTable(
                    context,
                    asked,
                    tag,
                    Api.name(framework, "aterstar" + of, "missing" + of),
                    language -> MissingTable.of(reports(framework, picture, department), today, language));
            return;
        }
        answers.send(
                context,
                tag,
                Answers.JSON,
                () -> Json.bytes(MissingJson.of(reports(framework, picture, department), today)));
    }

    private static Department department(FrameworkView framework, Picture picture, String id) {
        return Optional.ofNullable(
                        framework.frameworkOf(picture).departmentsById().get(id))
                .orElseThrow(() -> Asked.notFound(
                        "Nämnden " + Asked.shown(id) + " finns inte i styrmodellen.",
                        "There is no department " + Asked.shown(id) + " in the framework."));
    }

    private static MissingReports reports(FrameworkView framework, Picture picture, Optional<Department> department) {
        MissingReports reports = new Reporting(framework, picture.year()).missing();
        return department.map(reports::of).orElse(reports);
    }
}
