package se.malbild.dashboard.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Reason;

/** JSON in the manner of the picture: numbers as plain decimals, what does not exist as {@code null}. */
public final class Json {
    private static final ObjectWriter WRITER =
            new JsonMapper().writer().with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static <T> ArrayNode array(Collection<T> items, Function<T, ? extends JsonNode> node) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> array.add(node.apply(item)));
        return array;
    }

    static ArrayNode strings(Collection<String> texts) {
        return array(texts, JsonNodeFactory.instance::textNode);
    }

    static JsonNode text(Text text) {
        return object().put("sv", text.sv()).put("en", text.en());
    }

    static JsonNode text(Optional<Text> text) {
        return text.map(Json::text).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    static JsonNode reason(Optional<Reason> reason) {
        return reason.<JsonNode>map(why -> {
                    ObjectNode node = object().put("code", why.code());
                    node.set("message", text(why.message()));
                    return node;
                })
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    static JsonNode number(Optional<BigDecimal> number) {
        return number.<JsonNode>map(JsonNodeFactory.instance::numberNode).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    static JsonNode whole(OptionalInt number) {
        return number.isPresent()
                ? JsonNodeFactory.instance.numberNode(number.getAsInt())
                : JsonNodeFactory.instance.nullNode();
    }

    /** Returns where {@code published} lies; {@code null} when it is not published. */
    static String place(Published<?> published) {
        return published.position().map(LogPosition::toString).orElse(null);
    }

    /** JSON that is already written. */
    static JsonNode raw(String json) {
        return new POJONode(new RawValue(json));
    }

    public static String string(JsonNode node) {
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // the tree is in memory
        }
    }

    static byte[] bytes(JsonNode node) {
        return string(node).getBytes(StandardCharsets.UTF_8);
    }
}
