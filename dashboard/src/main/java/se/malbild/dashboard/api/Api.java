package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.explain.Explanation;
import se.malbild.dashboard.explain.Explanations;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.History;
import se.malbild.dashboard.view.Labels;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.View;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Unassessed;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.schemas.IndicatorObservations;
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
        config.routes.get(organisation + "/indicators.csv", this::indicators);
        config.routes.get(organisation + "/indicators/{id}", this::indicator);
        config.routes.get(organisation + "/indicators/{id}/observations.csv", this::observations);
        new ComparisonsApi(view, answers).addTo(config, organisation);
        new DepartmentsApi(view, answers).addTo(config, organisation);
        new MissingApi(view, answers).addTo(config, organisation);
        config.routes.get(organisation + "/explain/{year}", this::explainPicture);
        config.routes.get(organisation + "/explain/{year}/goal-area/{id}", this::explainGoalArea);
        config.routes.get(organisation + "/explain/{year}/indicator/{id}", this::explainIndicator);
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
        String tag = String.join(
                "-", organisation.frameworks().stream().map(FrameworkView::tag).toList());
        answers.send(context, tag, Answers.JSON, () -> Json.bytes(FrameworkJson.organisation(organisation)));
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
        node.set("text", Json.text(Labels.cause(cause.reason())));
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
                            with(
                                    past(organisation, framework, indicatorsOf(framework, id)),
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

    /** The years before the period, oldest first. */
    private static List<IndicatorTable.Row> past(
            OrganisationView organisation, FrameworkView view, List<String> indicators) {
        GoalFramework framework = view.framework();
        History history = new History(organisation, framework);
        return indicators.stream()
                .map(framework.indicatorsById()::get)
                .filter(Objects::nonNull)
                .flatMap(indicator -> history.of(indicator).entrySet().stream())
                .map(year -> new IndicatorTable.Row(framework, year.getKey(), Optional.empty(), year.getValue()))
                .sorted(Comparator.comparingInt(IndicatorTable.Row::year))
                .toList();
    }

    private static List<IndicatorTable.Row> with(List<IndicatorTable.Row> past, List<IndicatorTable.Row> rows) {
        return Stream.concat(past.stream(), rows.stream()).toList();
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

    /** All indicators in all years, the history before the period first. */
    private void indicators(Context context) {
        Asked asked = asked(context);
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, Asked.LATEST);
        List<String> ids =
                framework.framework().indicators().stream().map(Indicator::id).toList();
        answers.sendTable(
                context,
                asked,
                tag(organisation, framework),
                name(organisation, framework, "nyckeltal", "indicators"),
                language -> IndicatorTable.of(
                        with(
                                past(organisation, framework, ids),
                                ids.stream()
                                        .flatMap(id -> rows(
                                                framework, framework.history(id).values())
                                                .stream())
                                        .sorted(Comparator.comparingInt(IndicatorTable.Row::year))
                                        .toList()),
                        organisation.asOf(),
                        language));
    }

    private void indicator(Context context) {
        Asked asked = asked(context);
        String id = asked.last("id");
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, Asked.LATEST);
        SortedMap<Integer, Published<IndicatorObservations>> history = history(framework, id);
        String tag = tag(organisation, framework);
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context,
                    asked,
                    tag,
                    name(organisation, framework, "nyckeltal-" + id, "indicator-" + id),
                    language -> IndicatorTable.of(
                            with(past(organisation, framework, List.of(id)), rows(framework, history.values())),
                            organisation.asOf(),
                            language));
            return;
        }
        answers.send(context, tag, Answers.JSON, () -> {
            ObjectNode node = AsOfJson.object(organisation.asOf())
                    .put("organisation", framework.framework().organisation())
                    .put("framework", framework.framework().id());
            node.set("notice", Json.text(framework.framework().notice()));
            Indicator definition = framework.framework().indicatorsById().get(id);
            if (definition != null) {
                node.set("definition", FrameworkJson.indicator(definition));
            }
            node.set("goalAreas", Json.strings(goalAreasOf(framework, id)));
            node.set("history", Json.array(past(organisation, framework, List.of(id)), Api::pastYear));
            node.set("years", Json.array(history.values(), Api::year));
            return Json.bytes(node);
        });
    }

    private static ObjectNode pastYear(IndicatorTable.Row row) {
        Divisions divisions = row.indicator().divisions();
        ObjectNode node = Json.object().put("year", row.year());
        node.set("value", Json.number(row.indicator().value()));
        node.set("women", Json.number(divisions.women()));
        node.set("men", Json.number(divisions.men()));
        ObjectNode districts = Json.object();
        divisions.districts().forEach((district, value) -> districts.put(district, value));
        node.set("districts", districts);
        node.set(
                "suppressed",
                Json.strings(row.indicator().suppressed().stream()
                        .map(Suppressed::toString)
                        .toList()));
        return node;
    }

    private static List<IndicatorTable.Row> rows(
            FrameworkView framework, Collection<Published<IndicatorObservations>> history) {
        return history.stream()
                .map(Published::value)
                .map(record -> new IndicatorTable.Row(
                        framework.framework(), record.year(), Optional.empty(), record.indicator()))
                .toList();
    }

    private static List<String> goalAreasOf(FrameworkView framework, String indicator) {
        return framework.framework().goalAreas().stream()
                .filter(area -> area.indicators().stream()
                        .anyMatch(part -> part.indicator().equals(indicator)))
                .map(GoalArea::id)
                .toList();
    }

    private static ObjectNode year(Published<IndicatorObservations> published) {
        IndicatorObservations record = published.value();
        ObjectNode node = Json.object()
                .put("year", record.year())
                .put("frameworkVersion", record.frameworkVersion())
                .put("publishedAs", Json.place(published));
        node.set("indicator", Json.raw(PictureJson.compact(record.indicator())));
        node.put("isCounted", record.isCounted());
        node.set("observations", Json.array(record.observations(), ExplanationJson::observation));
        return node.put("observationsLeftOut", record.observationsLeftOut());
    }

    private void observations(Context context) {
        Asked asked = asked(context);
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, Asked.LATEST);
        String id = context.pathParam("id");
        SortedMap<Integer, Published<IndicatorObservations>> history = history(framework, id);
        answers.sendTable(
                context,
                asked,
                framework.tag(),
                name(organisation, framework, "utfall-" + id, "observations-" + id),
                language -> ObservationTable.of(
                        records(history), framework.framework().notice(), language));
    }

    private static SortedMap<Integer, Published<IndicatorObservations>> history(FrameworkView framework, String id) {
        SortedMap<Integer, Published<IndicatorObservations>> history = framework.history(id);
        if (history.isEmpty()) {
            throw noSuchIndicator(id);
        }
        return history;
    }

    private static List<IndicatorObservations> records(SortedMap<Integer, Published<IndicatorObservations>> history) {
        return history.values().stream().map(Published::value).toList();
    }

    /** The ids of a framework have no character that a header or a file's name may not have. */
    static Text name(FrameworkView framework, String sv, String en) {
        String id = framework.framework().id();
        return new Text(id + "-" + sv, id + "-" + en);
    }

    private static Text name(OrganisationView organisation, FrameworkView framework, String sv, String en) {
        String day = organisation
                .asOf()
                .map(then -> "-" + SwedishTime.day(then.moment()))
                .orElse("");
        return name(framework, sv + day, en + day);
    }

    private record Explained(Explanations explanations, String tag) {}

    private static Explained explained(Asked asked, String year) {
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, year);
        Published<Picture> picture = asked.picture(framework, year);
        return new Explained(
                Explanations.of(organisation, framework, picture.value().year()).orElseThrow(),
                tag(organisation, framework));
    }

    /** Stands for the framework and for all that is known of single observations. */
    private static String tag(OrganisationView organisation, FrameworkView framework) {
        return framework.tag() + "-" + organisation.receiptsTag();
    }

    private void explainPicture(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Explained explained = explained(asked, asked.last("year"));
        answers.send(
                context,
                explained.tag(),
                Answers.JSON,
                () -> Json.bytes(ExplanationJson.picture(
                        explained.explanations().picture(),
                        explained.explanations().strategicAreas())));
    }

    private void explainGoalArea(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Explained explained = explained(asked, context.pathParam("year"));
        String id = asked.last("id");
        Explanation.OfMean area = explained.explanations().goalArea(id).orElseThrow(() -> noSuchGoalArea(id));
        answers.send(context, explained.tag(), Answers.JSON, () -> Json.bytes(ExplanationJson.mean(area)));
    }

    private void explainIndicator(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Explained explained = explained(asked, context.pathParam("year"));
        String id = asked.last("id");
        Explanation.OfIndicator indicator =
                explained.explanations().indicator(id).orElseThrow(() -> noSuchIndicator(id));
        answers.send(context, explained.tag(), Answers.JSON, () -> Json.bytes(ExplanationJson.indicator(indicator)));
    }

    private static RuntimeException noSuchGoalArea(String id) {
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
