package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import se.malbild.goals.advice.FrameworkWarning;
import se.malbild.goals.advice.WarningGroup;

/** The warnings of a framework as JSON: by kind, with how many there are. */
public final class WarningsJson {
    private WarningsJson() {}

    public static ArrayNode of(List<WarningGroup> groups) {
        return Json.array(groups, WarningsJson::group);
    }

    private static ObjectNode group(WarningGroup group) {
        ObjectNode node = Json.object()
                .put("code", group.code())
                .put("number", group.warnings().size())
                .put("of", group.most());
        node.set("text", Json.text(group.heading()));
        node.set("warnings", Json.array(group.warnings(), WarningsJson::warning));
        return node;
    }

    private static ObjectNode warning(FrameworkWarning warning) {
        ObjectNode node = Json.object().put("about", warning.about());
        node.set("name", Json.text(warning.name()));
        node.set("message", Json.text(warning.message()));
        return node;
    }
}
