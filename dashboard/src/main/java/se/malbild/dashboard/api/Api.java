package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.View;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Unassessed;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.report.words.PictureLabels;
import se.malbild.service.QueryParameters;

/** What programs read: everything that the pages show, as JSON and as CSV. */
public final class Api {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;
    private static final String OPENAPI = "openapi.json";

    private final View view;
    private final Optional<Past> past;
    private final Answers answers = new Answers();
    private final byte[] openApi = readOpenApi();

    /** @param past what was known earlier; empty where it is not shown */
    public Api(View view, Optional<Past> past) {
        this.view = view;
        this.past = past;
    }

    private Asked asked(Context context) {
        return new Asked(context, view.now(), past);
    }

    /** Returns the query parameters of all that a dashboard answers to programs. */
    public static QueryParameters queryParameters() {
        return QueryParameters.describedBeside(Api.class);
    }

    public void addTo(JavalinConfig config) {
        String organisation = "/v1/organisations/{organisation}";
        config.routes.get("/openapi.json", this::openApi);
        config.routes.get("/v1/organisations", this::organisations);
        config.routes.get(organisation, this::organisation);
        config.routes.get(organisation + "/frameworks", this::organisation);
        config.routes.get(organisation + "/frameworks/{framework}", this::framework);
        config.routes.get(organisation + "/pictures", this::pictures);
        config.routes.get(organisation + "/pictures.csv", this::pictures);
        config.routes.get(organisation + "/pictures/{year}", this::picture);
        config.routes.get(organisation + "/goal-areas/{id}/{year}", this::goalArea);
        config.routes.get(organisation + "/goal-areas/{id}", this::goalAreaYears);
        new IndicatorsApi(view, past, answers).addTo(config, organisation);
        new ComparisonsApi(view, answers).addTo(config, organisation);
        new CatalogApi(view, answers).addTo(config, organisation);
        new DepartmentsApi(view, answers).addTo(config, organisation);
        new MissingApi(view, answers).addTo(config, organisation);
        new DecisionsApi(view, answers).addTo(config, organisation);
        new YearsApi(view, past, answers).addTo(config, organisation);
        new ReportsApi(view, past, answers).addTo(config, organisation);
        new ExplanationsApi(view, past, answers).addTo(config, organisation);
        new PastApi(view, past, answers).addTo(config);
    }

    private void openApi(Context context) {
        answers.sendAnew(context, Answers.JSON, openApi);
    }

    private static byte[] readOpenApi() {
        try (InputStream file = Api.class.getResourceAsStream(OPENAPI)) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // it is part of the program
        }
    }

    private void organisations(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Asked.Page page = asked.page(USUAL_PAGE, LARGEST_PAGE);
        List<OrganisationView> all = view.now().organisations().values().stream()
                .filter(organisation -> organisation.id().compareTo(page.after()) > 0)
                .limit(page.limit() + 1L)
                .toList();
        boolean more = all.size() > page.limit();
        List<OrganisationView> shown = more ? all.subList(0, page.limit()) : all;
        ObjectNode node = Json.object();
        node.set("organisations", Json.array(shown, FrameworkJson::organisation));
        node.putNull("next");
        if (more) {
            String next = "/v1/organisations?limit=" + page.limit() + "&after="
                    + shown.get(shown.size() - 1).id();
            node.put("next", next);
            context.header("Link", "<" + next + ">; rel=\"next\"");
        }
        byte[] body = Json.bytes(node);
        answers.sendAnew(context, Answers.JSON, body);
    }

    private void organisation(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        OrganisationView organisation = asked.organisation();
        answers.send(
                context,
                organisation.frameworksTag(),
                Answers.JSON,
                () -> Json.bytes(FrameworkJson.organisation(organisation)));
    }

    private void framework(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        String id = asked.last("framework");
        FrameworkView framework = asked.organisation()
                .framework(id)
                .orElseThrow(() -> Asked.notFound(
                        "Styrmodellen " + Asked.shown(id) + " finns inte.",
                        "There is no framework " + Asked.shown(id) + "."));
        answers.send(context, framework.tag(), Answers.JSON, () -> Json.bytes(FrameworkJson.whole(framework)));
    }

    /** All years of a framework: as JSON in short, as CSV as the pages show them. */
    private void pictures(Context context) {
        Asked asked = asked(context);
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, Asked.LATEST);
        List<Picture> pictures =
                framework.pictures().values().stream().map(Published::value).toList();
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context,
                    asked,
                    framework.tag(),
                    name(organisation, framework, "malbilder", "pictures"),
                    language -> PictureTable.of(pictures, organisation.asOf(), language));
            return;
        }
        answers.send(context, framework.tag(), Answers.JSON, () -> {
            ObjectNode node = AsOfJson.object(organisation.asOf());
            node.set("pictures", Json.array(framework.pictures().values(), Api::summary));
            return Json.bytes(node);
        });
    }

    private static ObjectNode summary(Published<Picture> published) {
        Picture picture = published.value();
        ObjectNode node = Json.object()
                .put("framework", picture.framework())
                .put("frameworkVersion", picture.frameworkVersion())
                .put("year", picture.year());
        node.set("attainment", Json.number(picture.standing().attainment()));
        node.set("coverage", Json.number(picture.standing().coverage()));
        node.put("level", picture.standing().level());
        Unassessed unassessed = Unassessed.of(picture);
        node.set("unassessedGoalAreas", Json.array(unassessed.goalAreas(), Api::cause));
        node.set("unassessedIndicators", Json.array(unassessed.indicators(), Api::cause));
        return node.put("publishedAs", Json.place(published))
                .put(
                        "publishedAt",
                        published.position().isPresent() ? published.at().toString() : null);
    }

    private static ObjectNode cause(Unassessed.Cause cause) {
        ObjectNode node = Json.object().put("code", cause.reason().code()).put("number", cause.number());
        node.set("text", Json.text(PictureLabels.cause(cause.reason())));
        return node;
    }

    private void picture(Context context) {
        Asked asked = asked(context);
        String year = asked.last("year");
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, year);
        Published<Picture> picture = asked.picture(framework, year);
        String tag = picture.position().map(LogPosition::toString).orElseGet(framework::tag);
        if (asked.form() == Form.CSV) {
            int of = picture.value().year();
            answers.sendTable(
                    context,
                    asked,
                    tag,
                    name(organisation, framework, "malbild-" + of, "picture-" + of),
                    language -> PictureTable.of(List.of(picture.value()), organisation.asOf(), language));
            return;
        }
        answers.send(
                context,
                tag,
                Answers.JSON,
                () -> AsOfJson.before(organisation.asOf(), PictureJson.indented(picture.value()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void goalArea(Context context) {
        Asked asked = asked(context);
        String year = asked.last("year");
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, year);
        Published<Picture> picture = asked.picture(framework, year);
        String id = context.pathParam("id");
        if (goalArea(picture.value(), id).isEmpty()) {
            throw noSuchGoalArea(id);
        }
        if (asked.form() == Form.CSV) {
            String of = id + "-" + picture.value().year();
            answers.sendTable(
                    context,
                    asked,
                    framework.tag(),
                    name(organisation, framework, "malomrade-" + of, "goal-area-" + of),
                    language ->
                            IndicatorTable.of(rows(framework, List.of(picture), id), organisation.asOf(), language));
            return;
        }
        goalArea(context, organisation, framework, List.of(picture), id);
    }

    private void goalAreaYears(Context context) {
        Asked asked = asked(context);
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, Asked.LATEST);
        String id = asked.last("id");
        List<Published<Picture>> pictures = framework.pictures().values().stream()
                .filter(picture -> goalArea(picture.value(), id).isPresent())
                .toList();
        if (pictures.isEmpty()) {
            throw noSuchGoalArea(id);
        }
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context,
                    asked,
                    tag(organisation, framework),
                    name(organisation, framework, "malomrade-" + id, "goal-area-" + id),
                    language -> IndicatorTable.of(
                            IndicatorsApi.with(
                                    IndicatorsApi.past(organisation, framework, indicatorsOf(framework, id)),
                                    rows(framework, pictures, id)),
                            organisation.asOf(),
                            language));
            return;
        }
        goalArea(context, organisation, framework, pictures, id);
    }

    private void goalArea(
            Context context,
            OrganisationView organisation,
            FrameworkView framework,
            List<Published<Picture>> pictures,
            String id) {
        answers.send(context, framework.tag(), Answers.JSON, () -> {
            Picture last = pictures.get(pictures.size() - 1).value();
            ObjectNode node = AsOfJson.object(organisation.asOf())
                    .put("organisation", last.organisation())
                    .put("framework", last.framework());
            node.set("notice", Json.text(last.notice()));
            framework.frameworkOf(last).goalAreas().stream()
                    .filter(area -> area.id().equals(id))
                    .findFirst()
                    .ifPresent(area -> node.set("definition", FrameworkJson.goalArea(area)));
            node.set("years", Json.array(pictures, picture -> year(picture, id)));
            return Json.bytes(node);
        });
    }

    private static List<IndicatorTable.Row> rows(
            FrameworkView framework, List<Published<Picture>> pictures, String goalArea) {
        return pictures.stream()
                .map(Published::value)
                .flatMap(picture -> goalArea(picture, goalArea).orElseThrow().indicators().stream()
                        .map(part -> new IndicatorTable.Row(
                                framework.frameworkOf(picture),
                                picture.year(),
                                Optional.of(part.weight()),
                                part.indicator())))
                .toList();
    }

    private static List<String> indicatorsOf(FrameworkView framework, String goalArea) {
        return framework.framework().goalAreas().stream()
                .filter(area -> area.id().equals(goalArea))
                .flatMap(area -> area.indicators().stream())
                .map(GoalArea.WeightedIndicator::indicator)
                .toList();
    }

    private static ObjectNode year(Published<Picture> published, String id) {
        Picture picture = published.value();
        ObjectNode node = Json.object()
                .put("year", picture.year())
                .put("frameworkVersion", picture.frameworkVersion())
                .put(
                        "strategicArea",
                        picture.strategicAreas().stream()
                                .filter(area -> area.goalAreas().stream()
                                        .anyMatch(goalArea -> goalArea.id().equals(id)))
                                .map(StrategicAreaPicture::id)
                                .findFirst()
                                .orElseThrow());
        node.set("goalArea", Json.raw(PictureJson.compact(goalArea(picture, id).orElseThrow())));
        return node;
    }

    private static Optional<GoalAreaPicture> goalArea(Picture picture, String id) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> area.id().equals(id))
                .findFirst();
    }

    /** The ids of a framework have no character that a header or a file's name may not have. */
    static Text name(FrameworkView framework, String sv, String en) {
        String id = framework.framework().id();
        return new Text(id + "-" + sv, id + "-" + en);
    }

    static Text name(OrganisationView organisation, FrameworkView framework, String sv, String en) {
        String day = organisation
                .asOf()
                .map(then -> "-" + SwedishTime.day(then.moment()))
                .orElse("");
        return name(framework, sv + day, en + day);
    }

    /** Stands for the framework and for all that is known of single observations. */
    static String tag(OrganisationView organisation, FrameworkView framework) {
        return framework.tag() + "-" + organisation.receiptsTag();
    }

    static RuntimeException noSuchGoalArea(String id) {
        return Asked.notFound(
                "Målområdet " + Asked.shown(id) + " finns inte i målbilden.",
                "There is no goal area " + Asked.shown(id) + " in the picture.");
    }

    static RuntimeException noSuchIndicator(String id) {
        return Asked.notFound(
                "Nyckeltalet " + Asked.shown(id) + " finns inte i styrmodellen.",
                "There is no indicator " + Asked.shown(id) + " in the framework.");
    }
}
