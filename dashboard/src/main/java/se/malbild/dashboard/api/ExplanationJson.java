package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.explain.Explanation.ContributingCell;
import se.malbild.dashboard.explain.Explanation.Mean;
import se.malbild.dashboard.explain.Explanation.OfIndicator;
import se.malbild.dashboard.explain.Explanation.OfMean;
import se.malbild.dashboard.explain.Explanation.Part;
import se.malbild.dashboard.explain.Explanation.Setting;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.Topic;

/** Explanations as JSON. Numbers that are computed with are fractions, {@code "3/7"}; the others are rounded from them. */
public final class ExplanationJson {
    private static final Text HOW_MEAN = new Text(
            "Måluppfyllelsen är summan av vikt gånger måluppfyllelse delad med summan av vikterna, över de delar som har"
                    + " en måluppfyllelse; avrundad till sex decimaler, halva till jämn siffra. Täckningen är samma"
                    + " medelvärde av delarnas täckning; en del som inte kan bedömas har täckningen 0.",
            "The attainment is the sum of weight times attainment divided by the sum of the weights, over the parts that"
                    + " have an attainment; rounded to six decimals, halves to even. The coverage is the same mean of the"
                    + " parts' coverage; a part that cannot be assessed has coverage 0.");
    private static final Text UNKNOWN_RECEIPT = new Text(
            "Var händelsen ligger och vad den har ersatt är inte känt här (ännu).",
            "Where the event is and what it superseded is not known here (yet).");

    private ExplanationJson() {}

    public static ObjectNode picture(OfMean picture, List<OfMean> strategicAreas) {
        ObjectNode node = mean(picture);
        node.set("strategicAreas", Json.array(strategicAreas, ExplanationJson::withoutSetting));
        return node;
    }

    public static ObjectNode mean(OfMean explained) {
        return setting(explained.setting()).setAll(withoutSetting(explained));
    }

    private static ObjectNode withoutSetting(OfMean explained) {
        ObjectNode node = Json.object()
                .put("explains", FrameworkJson.word(explained.level()))
                .put("id", explained.id());
        node.set("name", Json.text(explained.name()));
        node.set("attainment", Json.number(explained.standing().attainment()));
        node.set("coverage", Json.number(explained.standing().coverage()));
        node.put("level", explained.standing().level());
        node.set("threshold", threshold(explained.threshold()));
        node.set("reason", Json.reason(explained.standing().reason()));
        node.set("how", Json.text(HOW_MEAN));
        ObjectNode arithmetic = Json.object();
        arithmetic.set("attainment", arithmetic(explained.attainment()));
        arithmetic.set("coverage", arithmetic(explained.coverage()));
        node.set("arithmetic", arithmetic);
        node.set("parts", Json.array(explained.parts(), ExplanationJson::part));
        return node;
    }

    private static ObjectNode setting(Setting setting) {
        Picture picture = setting.picture().value();
        ObjectNode node = Json.object()
                .put("organisation", picture.organisation())
                .put("framework", picture.framework())
                .put("frameworkVersion", picture.frameworkVersion())
                .put("frameworkHash", setting.contentHash())
                .put("year", picture.year());
        node.set("notice", Json.text(picture.notice()));
        node.put("minimumCoverage", setting.minimumCoverage());
        node.set("scale", Json.array(picture.scale().levels(), FrameworkJson::level));
        return node.put("publishedAs", Json.place(setting.picture()))
                .put("publishedAt", setting.picture().at().toString());
    }

    private static JsonNode threshold(Optional<Scale.Level> reached) {
        return reached.<JsonNode>map(FrameworkJson::level).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static JsonNode arithmetic(Optional<Mean> mean) {
        return mean.<JsonNode>map(known -> Json.object()
                        .put("weightedSum", known.sum().toString())
                        .put("totalWeight", known.weight().toString())
                        .put("result", known.rounded()))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static ObjectNode part(Part part) {
        ObjectNode node = Json.object().put("id", part.id());
        node.set("name", Json.text(part.name()));
        node.put("weight", part.weight()).put("due", part.isDue());
        node.set("attainment", Json.number(part.attainment().map(Fraction::rounded)));
        node.put("attainmentExact", exact(part.attainment())).put("isExact", part.isExact());
        node.set("coverage", Json.number(part.coverage().map(Fraction::rounded)));
        node.put("coverageExact", exact(part.coverage()));
        node.put("level", part.level());
        node.set("reason", Json.reason(part.reason()));
        return node;
    }

    private static String exact(Optional<Fraction> fraction) {
        return fraction.map(Fraction::toString).orElse(null);
    }

    public static ObjectNode indicator(OfIndicator explained) {
        ObjectNode node = setting(explained.setting());
        node.put("explains", "indicator").put("id", explained.indicator().id());
        node.set("name", Json.text(explained.indicator().title()));
        node.set("attainment", Json.number(explained.indicator().attainment()));
        node.put("attainmentExact", exact(explained.attainment()));
        node.put("isExact", explained.isExact());
        node.put("level", explained.indicator().level());
        node.set("threshold", threshold(explained.threshold()));
        node.set("reason", Json.reason(explained.indicator().reason()));
        node.set("indicator", Json.raw(PictureJson.compact(explained.indicator())));
        node.set("definition", FrameworkJson.indicator(explained.definition()));
        node.put("observationsIn", explained.behind().map(LogPosition::toString).orElse(null));
        node.put("isCounted", explained.isCounted());
        node.set("cells", Json.array(explained.cells(), ExplanationJson::cell));
        return node.put("cellsLeftOut", explained.cellsLeftOut());
    }

    private static ObjectNode cell(ContributingCell cell) {
        ObjectNode node = Json.object().put("use", FrameworkJson.word(cell.use()));
        node.set("disregardedBecause", Json.array(cell.disregardedBecause(), why -> Json.reason(Optional.of(why))));
        node.set("winner", observation(cell.winner()));
        node.set(
                "receipt",
                cell.receipt().<JsonNode>map(ExplanationJson::receipt).orElseGet(JsonNodeFactory.instance::nullNode));
        if (cell.receipt().isEmpty()) {
            node.set("receiptMissing", Json.text(UNKNOWN_RECEIPT));
            node.putNull("superseded");
            node.putNull("olderSuperseded");
            return node;
        }
        node.set("superseded", Json.array(cell.superseded(), event -> {
            ObjectNode lost = observation(event.observation());
            lost.set("receipt", receipt(event));
            return lost;
        }));
        return node.put("olderSuperseded", cell.olderSuperseded());
    }

    private static ObjectNode receipt(EventReceipt event) {
        return Json.object()
                .put("topic", Topic.INDICATOR_EVENTS.topicName())
                .put("partition", event.partition())
                .put("offset", event.offset())
                .put("appendedAt", event.appendedAt().toString())
                .put("duplicates", event.duplicates())
                .put("idReused", event.idReused());
    }

    /** An observation with the names that its event has in JSON. */
    static ObjectNode observation(Observation observed) {
        ObjectNode node = Json.object()
                .put("eventId", observed.eventId().isEmpty() ? null : observed.eventId())
                .put("indicator", observed.cell().indicator())
                .put("department", observed.cell().department())
                .put("year", observed.cell().year())
                .put("period", observed.cell().period().toString())
                .put("gender", observed.cell().gender().name())
                .put("district", observed.cell().district())
                .put("kind", observed.cell().kind().name());
        node.set(
                "value",
                Json.number(
                        observed.content() instanceof Content.Value value
                                ? Optional.of(value.number())
                                : Optional.empty()));
        node.put(
                "missing",
                observed.content() instanceof Content.Missing missing
                        ? missing.reason().name()
                        : null);
        node.put("retracted", observed.content() instanceof Content.Retracted);
        node.put("count", observed.count().isPresent() ? observed.count().getAsLong() : null);
        return node.put("revision", observed.revision())
                .put("observedAt", observed.observedAt().toString())
                .put("source", observed.source())
                .put("comment", observed.comment());
    }
}
