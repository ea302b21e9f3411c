package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.Labels;

/** The moment that an answer is as of, in the answer. */
final class AsOfJson {
    private static final String NAME = "asOf";

    private AsOfJson() {}

    /** Returns an object that begins with the moment, if there is one. */
    static ObjectNode object(Optional<AsOf> asOf) {
        ObjectNode node = Json.object();
        asOf.ifPresent(then -> node.set(NAME, node(then)));
        return node;
    }

    /** Returns {@code json}, an object, with the moment before all that is in it. */
    static String before(Optional<AsOf> asOf, String json) {
        return asOf.map(then -> "{\n  \"" + NAME + "\" : " + Json.string(node(then)) + "," + json.substring(1))
                .orElse(json);
    }

    static ObjectNode node(AsOf asOf) {
        ObjectNode node = Json.object().put("moment", asOf.moment().toString());
        node.set(
                "cut",
                Json.object()
                        .put("events", asOf.cut().events())
                        .put("frameworks", asOf.cut().frameworks()));
        node.put("preliminary", asOf.isPreliminary());
        node.set("warnings", Json.array(Labels.warnings(asOf), warning -> {
            ObjectNode told = Json.object().put("code", "times-run-back");
            told.set("message", Json.text(warning));
            return told;
        }));
        return node;
    }
}
