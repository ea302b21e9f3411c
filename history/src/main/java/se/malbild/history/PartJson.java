package se.malbild.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Shown;

/** A changed part as JSON: what does not exist is {@code null}. */
public final class PartJson {
    private PartJson() {}

    /** Adds which part it is and what is shown of it before and now. */
    public static void addTo(ObjectNode node, Part part) {
        node.put("part", part.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("id", part.id());
        node.set("name", text(Optional.of(part.name())));
        node.set("before", shown(part.before()));
        node.set("now", shown(part.now()));
    }

    private static JsonNode shown(Optional<Shown> shown) {
        return shown.<JsonNode>map(known -> {
                    ObjectNode node = object().put("frameworkVersion", known.frameworkVersion());
                    node.setAll(judged(known.outcome()));
                    return node.set(
                            "forecast",
                            known.forecast()
                                    .<JsonNode>map(PartJson::judged)
                                    .orElseGet(JsonNodeFactory.instance::nullNode));
                })
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static ObjectNode judged(Judged judged) {
        ObjectNode node = object().put("level", judged.level());
        node.set("label", text(judged.label()));
        return node.put("attainment", judged.attainment().orElse(null))
                .put("value", judged.value().orElse(null));
    }

    private static JsonNode text(Optional<Text> text) {
        return text.<JsonNode>map(said -> object().put("sv", said.sv()).put("en", said.en()))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
