package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * Compares a picture that {@code goals} wrote as JSON with the oracle's, field by field. The wording of reasons and problems is
 * left out, and so is the order of the problems beside an indicator.
 */
final class Differences {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Differences() {}

    /** Returns a line for each field that is not the same in both, with where it stands. */
    static List<String> between(String goals, Map<String, Object> oracle) {
        List<String> found = new ArrayList<>();
        try {
            compare(JSON.readTree(goals), oracle, found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(goals, e);
        }
        return found;
    }

    private static void compare(JsonNode goals, Object oracle, Consumer<String> found) {
        if (oracle instanceof Optional<?> optional) {
            compare(goals, optional.orElse(null), found);
        } else if (goals.isObject() && oracle instanceof Map<?, ?> fields) {
            fields.forEach((key, value) -> {
                String name = key.toString();
                Consumer<String> inside = difference -> found.accept("/" + name + difference);
                if (name.equals("problems")) {
                    compareTexts(problems(goals.path(name)), value.toString(), inside);
                } else {
                    compare(goals.path(name), value, inside);
                }
            });
            goals.fieldNames().forEachRemaining(name -> {
                if (!fields.containsKey(name) && !name.equals("message")) {
                    compareTexts(
                            goals.get(name).toString(),
                            "no such field",
                            difference -> found.accept("/" + name + difference));
                }
            });
        } else if (goals.isArray() && oracle instanceof List<?> elements && goals.size() == elements.size()) {
            for (int i = 0; i < elements.size(); i++) {
                int at = i;
                compare(goals.get(i), elements.get(i), difference -> found.accept("/" + at + difference));
            }
        } else {
            compareTexts(text(goals), String.valueOf(oracle), found);
        }
    }

    private static void compareTexts(String goals, String oracle, Consumer<String> found) {
        if (!goals.equals(oracle)) {
            found.accept(": goals " + goals + ", oracle " + oracle);
        }
    }

    private static String text(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return node.isTextual() ? node.textValue() : node.toString();
    }

    private static String problems(JsonNode problems) {
        return StreamSupport.stream(problems.spliterator(), false)
                .map(problem -> problem.get("code").textValue() + " "
                        + problem.get("eventId").asText().replace("null", ""))
                .sorted()
                .toList()
                .toString();
    }
}
