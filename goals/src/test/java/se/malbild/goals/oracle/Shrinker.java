package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes a case smaller while something remains true of it: without events, frameworks, and parts of frameworks. */
final class Shrinker {
    private final Predicate<Case> remains;
    private Case smallest;

    private Shrinker(Case given, Predicate<Case> remains) {
        this.smallest = given;
        this.remains = remains;
    }

    /** Returns a case of which {@code remains} is true, and of none that lacks one thing more. */
    static Case shrink(Case given, Predicate<Case> remains) {
        Shrinker shrinker = new Shrinker(given, remains);
        while (shrinker.step()) {
            // as long as it helps
        }
        return shrinker.smallest;
    }

    private boolean step() {
        boolean isSmaller = removeFrom(smallest.events(), left -> new Case(smallest.frameworks(), left));
        isSmaller |= removeFrom(smallest.frameworks(), left -> new Case(left, smallest.events()));
        for (int i = 0; i < smallest.frameworks().size(); i++) {
            isSmaller |= removeFromDocument(i);
        }
        for (int i = 0; i < smallest.events().size(); i++) {
            isSmaller |= removeFromEvent(i);
        }
        return isSmaller;
    }

    private boolean accept(Case candidate) {
        if (remains.test(candidate)) {
            smallest = candidate;
            return true;
        }
        return false;
    }

    /** Halves first, single ones in the end. */
    private boolean removeFrom(List<JsonNode> all, Function<List<JsonNode>, Case> with) {
        boolean isSmaller = false;
        List<JsonNode> left = all;
        for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2) {
            for (int at = left.size() - size; at >= 0; at -= size) {
                List<JsonNode> fewer = new ArrayList<>(left);
                fewer.subList(at, at + size).clear();
                if (accept(with.apply(fewer))) {
                    left = fewer;
                    isSmaller = true;
                }
            }
        }
        return isSmaller;
    }

    private boolean removeFromDocument(int number) {
        boolean isSmaller = false;
        for (String pointer : pointers(smallest.frameworks().get(number), "")) {
            isSmaller |= acceptDocument(number, document -> without(document, pointer));
        }
        return isSmaller;
    }

    private boolean acceptDocument(int number, UnaryOperator<JsonNode> change) {
        List<JsonNode> documents = new ArrayList<>(smallest.frameworks());
        JsonNode changed = change.apply(documents.get(number).deepCopy());
        documents.set(number, changed);
        return !changed.equals(smallest.frameworks().get(number)) && accept(new Case(documents, smallest.events()));
    }

    private boolean removeFromEvent(int number) {
        boolean isSmaller = false;
        for (String field : List.of("count", "comment", "revision", "kind", "district", "gender", "period")) {
            JsonNode event = smallest.events().get(number);
            if (event.has(field)) {
                List<JsonNode> events = new ArrayList<>(smallest.events());
                ObjectNode changed = event.deepCopy();
                changed.remove(field);
                events.set(number, changed);
                isSmaller |= accept(new Case(smallest.frameworks(), events));
            }
        }
        return isSmaller;
    }

    /** Where everything stands that can be left out, the last elements of a list first. */
    private static List<String> pointers(JsonNode node, String pointer) {
        List<String> pointers = new ArrayList<>();
        if (node.isArray()) {
            for (int i = node.size() - 1; i >= 0; i--) {
                pointers.add(pointer + "/" + i);
                pointers.addAll(pointers(node.get(i), pointer + "/" + i));
            }
        } else if (node.isObject()) {
            node.fieldNames().forEachRemaining(field -> {
                pointers.add(pointer + "/" + field);
                pointers.addAll(pointers(node.get(field), pointer + "/" + field));
            });
        }
        return pointers;
    }

    /** Without what stands at {@code pointer}, and, when that has an id, without what refers to it. */
    private static JsonNode without(JsonNode document, String pointer) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        JsonNode id = document.at(pointer).path("id");
        if (parent instanceof ArrayNode array && array.size() > Integer.parseInt(name)) {
            array.remove(Integer.parseInt(name));
        } else if (parent instanceof ObjectNode object) {
            object.remove(name);
        }
        if (id.isTextual()) {
            removeReferences(document, id.asText());
        }
        return document;
    }

    private static void removeReferences(JsonNode node, String id) {
        if (node.isArray()) {
            Iterator<JsonNode> elements = node.elements();
            while (elements.hasNext()) {
                JsonNode element = elements.next();
                if (element.asText().equals(id)
                        || element.path("indicator").asText().equals(id)) {
                    elements.remove();
                }
            }
        }
        node.forEach(child -> removeReferences(child, id));
    }
}
