package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.View;
import se.malbild.dashboard.view.YearDifference;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Part;

/** What programs read of what is different between two years. */
final class YearsApi {
    private final View view;
    private final Optional<Past> past;
    private final Answers answers;

    YearsApi(View view, Optional<Past> past, Answers answers) {
        this.view = view;
        this.past = past;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/years/{year}", this::years);
    }

    private void years(Context context) {
        Asked asked = new Asked(context, view.now(), past);
        OrganisationView organisation = asked.organisation();
        String year = asked.last("year");
        FrameworkView framework = asked.framework(organisation, year);
        Picture now = asked.picture(framework, year).value();
        String since = Optional.ofNullable(context.queryParam("since")).orElseThrow(YearsApi::noYear);
        int before = asked.picture(framework, since).value().year();
        if (before >= now.year()) {
            throw noYear();
        }
        YearDifference difference = YearDifference.of(framework, before, now.year());
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context,
                    asked,
                    framework.tag() + "-since-" + before,
                    Api.name(framework, before + "-och-" + now.year(), before + "-and-" + now.year()),
                    language -> table(difference, organisation.asOf(), language));
            return;
        }
        answers.send(
                context,
                framework.tag() + "-since-" + before,
                Answers.JSON,
                () -> Json.bytes(json(difference, organisation.asOf())));
    }

    private static RuntimeException noYear() {
        return Asked.badRequest(List.of(new Fault(
                "since",
                "since",
                new Text(
                        "Ange ett tidigare år i samma styrmodell, till exempel 2017.",
                        "Give an earlier year of the same framework, for example 2017."))));
    }

    private static ObjectNode json(YearDifference difference, Optional<AsOf> asOf) {
        Picture now = difference.now();
        ObjectNode node = AsOfJson.object(asOf)
                .put("organisation", now.organisation())
                .put("framework", now.framework())
                .put("year", now.year())
                .put("since", difference.before().year());
        node.set("notice", Json.text(now.notice()));
        node.set("lines", Json.array(difference.lines(), YearsApi::line));
        return node;
    }

    private static ObjectNode line(YearDifference.Line line) {
        ObjectNode node = DifferenceJson.line(line.part(), line.because());
        node.set("beneath", Json.strings(line.beneath().stream().map(Part::id).toList()));
        node.set("target", line.target().<JsonNode>map(YearsApi::target).orElseGet(JsonNodeFactory.instance::nullNode));
        return node;
    }

    private static ObjectNode target(YearDifference.Target target) {
        ObjectNode node = Json.object();
        node.set("before", Json.number(target.before()));
        node.set("now", Json.number(target.now()));
        return node.put("isComparison", target.isComparison());
    }

    private static byte[] table(YearDifference difference, Optional<AsOf> asOf, Language language) {
        int before = difference.before().year();
        int now = difference.now().year();
        return PartColumns.of(YearDifference.Line::part)
                .with("År före", "Year before", line -> before)
                .with("År efter", "Year after", line -> now)
                .with("Målvärde före", "Target before", line -> target(line).flatMap(YearDifference.Target::before))
                .with("Målvärde efter", "Target after", line -> target(line).flatMap(YearDifference.Target::now))
                .with(
                        "Jämförelsevärde före",
                        "Comparison value before",
                        line -> comparison(line).flatMap(YearDifference.Target::before))
                .with(
                        "Jämförelsevärde efter",
                        "Comparison value after",
                        line -> comparison(line).flatMap(YearDifference.Target::now))
                .with(
                        "Följer av",
                        "Follows from",
                        line -> line.beneath().stream().map(Part::id).collect(Collectors.joining("; ")))
                .with("Händelser", "Events", line -> PartColumns.events(line.because()))
                .withAsOf(asOf)
                .withNotice(line -> difference.now().notice())
                .csv(difference.lines(), language);
    }

    private static Optional<YearDifference.Target> target(YearDifference.Line line) {
        return line.target().filter(target -> !target.isComparison());
    }

    private static Optional<YearDifference.Target> comparison(YearDifference.Line line) {
        return line.target().filter(YearDifference.Target::isComparison);
    }
}
