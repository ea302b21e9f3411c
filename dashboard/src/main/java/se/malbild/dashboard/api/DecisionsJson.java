package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.goals.Word;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.JudgementLedger;
import se.malbild.goals.decision.PlacedDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.picture.Picture;

/** What has been decided, as JSON. Who sent the figures, and with which token somebody decided, is not for everybody. */
final class DecisionsJson {
    private DecisionsJson() {}

    /** Returns what is in force about the year of {@code picture}, which is the picture as it is now. */
    static JsonNode of(FrameworkView framework, Picture picture) {
        YearDecisions decisions = framework.decided(picture.year()).decisions();
        ObjectNode node = Json.object()
                .put("organisation", picture.organisation())
                .put("framework", picture.framework())
                .put("year", picture.year());
        node.set("notice", Json.text(picture.notice()));
        node.put("isClosed", decisions.isClosed()).put("pictureSha256", ClosedPicture.sha256(picture));
        node.set("inForce", Json.array(decisions.inForce().values(), placed -> decision(placed.decision())));
        node.set("closings", Json.array(decisions.closings(), DecisionsJson::placed));
        return node;
    }

    private static JsonNode placed(PlacedDecision placed) {
        return decision(placed.decision());
    }

    private static ObjectNode decision(YearDecision decision) {
        ObjectNode node = Json.object()
                .put("kind", Word.of(decision.kind()))
                .put("subject", decision.slot().subject())
                .put("department", decision.slot().department())
                .put("name", decision.by().name())
                .put("role", Word.of(decision.by().role()))
                .put("decidedOn", decision.decidedOn().toString())
                .put("reference", decision.reference())
                .put("reason", decision.reason())
                .put("level", decision.level())
                .put("computed", decision.computed())
                .put("departs", decision.departs());
        node.set("indicators", Json.strings(decision.indicators()));
        node.put("text", decision.text())
                .put("language", decision.language().name().toLowerCase(Locale.ROOT));
        node.set("acknowledged", Json.strings(decision.acknowledged()));
        node.put("frameworkVersion", decision.basis().frameworkVersion());
        node.set(
                "pictureSha256",
                decision.picture()
                        .<JsonNode>map(picture -> JsonNodeFactory.instance.textNode(picture.sha256()))
                        .orElseGet(JsonNodeFactory.instance::nullNode));
        return node;
    }

    /** Returns a year of the ledger of judgements. */
    static JsonNode ledger(JudgementLedger ledger) {
        ObjectNode node = Json.object().put("year", ledger.year());
        node.set("judged", counts(ledger.judged()));
        node.set("computed", counts(ledger.computed()));
        node.set("departures", Json.array(ledger.departures(), DecisionsJson::decision));
        return node;
    }

    private static JsonNode counts(Map<String, Integer> counts) {
        ObjectNode node = Json.object();
        counts.forEach(node::put);
        return node;
    }
}
