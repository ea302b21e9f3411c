package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.History;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.View;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.Suppressed;
import se.malbild.schemas.IndicatorObservations;

/** What programs read of indicators, in all years and with what lies before the period. */
final class IndicatorsApi {
    private final View view;
    private final Optional<Past> past;
    private final Answers answers;

    IndicatorsApi(View view, Optional<Past> past, Answers answers) {
        this.view = view;
        this.past = past;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/indicators.csv", this::indicators);
        config.routes.get(organisation + "/indicators/{id}", this::indicator);
        config.routes.get(organisation + "/indicators/{id}/observations.csv", this::observations);
    }

    private Asked asked(Context context) {
        return new Asked(context, view.now(), past);
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
                Api.tag(organisation, framework),
                Api.name(organisation, framework, "nyckeltal", "indicators"),
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
        String tag = Api.tag(organisation, framework);
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context,
                    asked,
                    tag,
                    Api.name(organisation, framework, "nyckeltal-" + id, "indicator-" + id),
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
            node.set("history", Json.array(past(organisation, framework, List.of(id)), IndicatorsApi::pastYear));
            node.set("years", Json.array(history.values(), IndicatorsApi::year));
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
                Api.name(organisation, framework, "utfall-" + id, "observations-" + id),
                language -> ObservationTable.of(
                        records(history), framework.framework().notice(), language));
    }

    private static SortedMap<Integer, Published<IndicatorObservations>> history(FrameworkView framework, String id) {
        SortedMap<Integer, Published<IndicatorObservations>> history = framework.history(id);
        if (history.isEmpty()) {
            throw Api.noSuchIndicator(id);
        }
        return history;
    }

    private static List<IndicatorObservations> records(SortedMap<Integer, Published<IndicatorObservations>> history) {
        return history.values().stream().map(Published::value).toList();
    }

    /** The years before the period, oldest first. */
    static List<IndicatorTable.Row> past(OrganisationView organisation, FrameworkView view, List<String> indicators) {
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

    static List<IndicatorTable.Row> with(List<IndicatorTable.Row> past, List<IndicatorTable.Row> rows) {
        return Stream.concat(past.stream(), rows.stream()).toList();
    }
}
