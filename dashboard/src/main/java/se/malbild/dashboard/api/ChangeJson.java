package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Change;
import se.malbild.dashboard.view.Change.Part;
import se.malbild.dashboard.view.Change.Shown;
import se.malbild.dashboard.view.Replacement;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;

/** A change as JSON, with one sentence for people. */
public final class ChangeJson {
    /** As many events as a reader wants to see; {@code becauseCount} counts them all. */
    private static final int MOST_EVENTS = 20;

    private ChangeJson() {}

    public static ObjectNode of(Change change) {
        ObjectNode node = Json.object()
                .put("organisation", change.organisation())
                .put("framework", change.framework())
                .put("frameworkVersionBefore", change.frameworkVersionBefore().orElse(null))
                .put("frameworkVersion", change.frameworkVersion().orElse(null))
                .put("year", change.year());
        node.set("sentence", Json.text(sentence(change)));
        node.set("picture", part(change, change.picture()));
        node.set("goalAreas", Json.array(change.goalAreas(), part -> part(change, part)));
        node.set("indicators", Json.array(change.indicators(), part -> part(change, part)));
        return node;
    }

    private static ObjectNode part(Change change, Part part) {
        ObjectNode node = Json.object();
        if (!part.id().isEmpty()) {
            node.put("id", part.id());
        }
        node.set("name", Json.text(part.name()));
        node.put("flipped", part.isFlipped());
        node.set("before", shown(part.before()));
        node.set("now", shown(part.now()));
        List<Replacement> because = because(change, part);
        node.set("because", Json.array(because.stream().limit(MOST_EVENTS).toList(), ChangeJson::replacement));
        return node.put("becauseCount", because.size());
    }

    /** What won, once each: an indicator may rest on the same observation in several ways. */
    private static List<Replacement> because(Change change, Part part) {
        Map<Observation, Replacement> because = new LinkedHashMap<>();
        part.indicators().stream()
                .sorted()
                .flatMap(id -> change.because().getOrDefault(id, List.of()).stream())
                .forEach(replacement -> because.putIfAbsent(replacement.now(), replacement));
        return List.copyOf(because.values());
    }

    private static ObjectNode replacement(Replacement replacement) {
        return Json.object()
                .put("eventId", replacement.now().eventId())
                .put("indicator", replacement.now().cell().indicator())
                .put("department", replacement.now().cell().department())
                .put("year", replacement.now().cell().year())
                .put("replaces", replacement.before().map(Observation::eventId).orElse(null));
    }

    private static JsonNode shown(Optional<Shown> shown) {
        return shown.<JsonNode>map(known -> {
                    ObjectNode node = Json.object().put("level", known.level());
                    node.set("label", Json.text(known.label()));
                    node.set("attainment", Json.number(known.attainment()));
                    node.set("value", Json.number(known.value()));
                    return node.put("valueSuppressed", known.isSuppressed());
                })
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** Says what flipped first, the greatest thing of it, and how much else there is. */
    private static Text sentence(Change change) {
        String year = Integer.toString(change.year());
        List<Part> flipped = Stream.of(
                        Stream.of(change.picture()), change.goalAreas().stream(), change.indicators().stream())
                .flatMap(parts -> parts)
                .filter(Part::isFlipped)
                .toList();
        Optional<Part> told = flipped.stream()
                .filter(part -> !part.id().isEmpty())
                .findFirst()
                .or(() -> flipped.stream().findFirst());
        if (told.isEmpty()) {
            return new Text(
                    "Målbilden för " + year + " har nya uppgifter; ingen nivå har ändrats.",
                    "The picture of " + year + " has new data; no level has changed.");
        }
        int others = flipped.size() - 1;
        Part part = told.get();
        return new Text(
                year + ": ”" + part.name().sv() + "” gick från "
                        + label(part.before()).sv() + " till "
                        + label(part.now()).sv() + (others > 0 ? "; " + others + " nivåer till ändrades." : "."),
                year + ": “" + part.name().en() + "” went from "
                        + label(part.before()).en() + " to "
                        + label(part.now()).en()
                        + (others > 0 ? "; " + others + " more levels changed." : "."));
    }

    private static Text label(Optional<Shown> shown) {
        return shown.map(Shown::label).orElseGet(() -> new Text("ingenting", "nothing"));
    }
}
