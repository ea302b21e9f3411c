package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.SortedMap;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.view.Comparison;
import se.malbild.dashboard.view.Comparison.Pair;
import se.malbild.dashboard.view.Comparison.Side;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;

/** Two municipalities side by side, as JSON and as CSV. */
final class ComparisonsApi {
    private final View view;
    private final Answers answers;

    ComparisonsApi(View view, Answers answers) {
        this.view = view;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/comparisons/{other}", this::comparison);
    }

    private void comparison(Context context) {
        Asked asked = new Asked(context, view.now());
        OrganisationView organisation = asked.organisation();
        OrganisationView other = asked.otherOrganisation();
        Comparison comparison = new Comparison(
                new Side(organisation, asked.framework(organisation, Asked.LATEST)),
                new Side(other, asked.otherFramework(other)));
        String tag = String.join(
                "-",
                comparison.first().view().tag(),
                organisation.receiptsTag(),
                comparison.second().view().tag(),
                other.receiptsTag());
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context, asked, tag, name(comparison), language -> ComparisonTable.of(comparison, language));
            return;
        }
        answers.send(context, tag, Answers.JSON, () -> {
            ObjectNode node = Json.object();
            node.set("first", side(comparison.first()));
            node.set("second", side(comparison.second()));
            node.set("indicators", Json.array(comparison.pairs(), pair -> pair(comparison, pair)));
            return Json.bytes(node);
        });
    }

    private static Text name(Comparison comparison) {
        String second = comparison.second().organisation().id();
        FrameworkView first = comparison.first().view();
        return Api.name(first, "jamforelse-" + second, "comparison-" + second);
    }

    private static ObjectNode side(Side side) {
        GoalFramework framework = side.view().framework();
        ObjectNode node =
                Json.object().put("organisation", framework.organisation()).put("framework", framework.id());
        node.set("title", Json.text(framework.title()));
        node.set("notice", Json.text(framework.notice()));
        return node;
    }

    private static ObjectNode pair(Comparison comparison, Pair pair) {
        ObjectNode node = Json.object().put("series", pair.first().series());
        node.put("measure", FrameworkJson.word(pair.first().measure()));
        node.set("first", indicator(pair.first()));
        node.set("second", indicator(pair.second()));
        node.set("years", Json.array(pair.years(), year -> {
            ObjectNode of = Json.object().put("year", year);
            of.set("first", shown(pair.ofFirst(), year, comparison.first()));
            of.set("second", shown(pair.ofSecond(), year, comparison.second()));
            of.set("differences", Json.array(comparison.differences(pair, year), Json::text));
            return of;
        }));
        return node;
    }

    private static ObjectNode indicator(Indicator indicator) {
        ObjectNode node = Json.object().put("id", indicator.id());
        node.set("title", Json.text(indicator.title()));
        node.set("unit", Json.text(indicator.unit()));
        return node;
    }

    private static JsonNode shown(SortedMap<Integer, IndicatorPicture> years, int year, Side side) {
        IndicatorPicture shown = years.get(year);
        if (shown == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode node = Json.object();
        node.set("value", Json.number(shown.value()));
        node.put("isSuppressed", shown.suppressed().contains(Suppressed.VALUE));
        boolean isJudged = side.judges(year);
        node.put("level", isJudged ? shown.level() : null);
        node.set("attainment", Json.number(shown.attainment().filter(share -> isJudged)));
        node.put("rule", isJudged ? shown.rule().kind() : null);
        return node;
    }
}
