package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import se.malbild.dashboard.then.Revision;
import se.malbild.dashboard.then.Revisions;
import se.malbild.history.Change;
import se.malbild.history.PartJson;

/** What has changed, newest first, as JSON. */
final class RevisionsJson {
    private RevisionsJson() {}

    static ObjectNode of(Revisions revisions) {
        ObjectNode node = Json.object()
                .put("organisation", revisions.organisation())
                .put("updated", revisions.updated().toString());
        node.set("revisions", Json.array(revisions.revisions(), RevisionsJson::revision));
        return node.put("next", revisions.next().isPresent() ? address(revisions) : null);
    }

    /** Returns where the earlier ones are. */
    static String address(Revisions revisions) {
        return "/v1/organisations/" + revisions.organisation() + "/changes?before="
                + revisions.next().getAsInt();
    }

    private static ObjectNode revision(Revision revision) {
        ObjectNode node = Json.object()
                .put("id", revision.id())
                .put("at", revision.at().toString())
                .put("indicator", revision.series().orElse(null));
        node.set(
                "event",
                revision.observation()
                        .<JsonNode>map(DifferenceJson::event)
                        .orElseGet(JsonNodeFactory.instance::nullNode));
        node.set(
                "version",
                revision.version().<JsonNode>map(RevisionsJson::version).orElseGet(JsonNodeFactory.instance::nullNode));
        node.set("changes", Json.array(revision.changes(), RevisionsJson::change));
        return node;
    }

    private static ObjectNode version(Revision.Version applied) {
        return Json.object()
                .put("framework", applied.version().framework().id())
                .put("version", applied.version().framework().version())
                .put("contentHash", applied.version().contentHash())
                .put("appliedBy", applied.justification().appliedBy())
                .put("reason", applied.justification().reason())
                .put("reference", applied.justification().reference().orElse(null));
    }

    private static ObjectNode change(Change change) {
        ObjectNode node = Json.object()
                .put("framework", change.picture().framework())
                .put("year", change.picture().year());
        node.set("notice", Json.text(change.picture().notice()));
        PartJson.addTo(node, change.part());
        return node;
    }
}
