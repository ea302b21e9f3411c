package se.malbild.goals.picture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Text;

/** An object of JSON that has been read, numbers with every digit. A field that is not there reads as {@code null} does. */
final class JsonObject {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Returns the object that {@code json} is.
     *
     * @throws IOException when it is none
     */
    static JsonObject parse(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than an object");
            }
            return object;
        }
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            value(parser).ifPresent(value -> fields.put(name, value));
        }
        return new JsonObject(fields);
    }

    private static Optional<Object> value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> Optional.of(object(parser));
            case START_ARRAY -> Optional.of(array(parser));
            case VALUE_STRING -> Optional.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Optional.of(parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> Optional.of(parser.getBooleanValue());
            case VALUE_NULL -> Optional.empty();
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser).orElseThrow(() -> new IOException("null in a list")));
        }
        return values;
    }

    private <T> Optional<T> optional(String field, Class<T> type) throws IOException {
        Object value = fields.get(field);
        if (value != null && !type.isInstance(value)) {
            throw new IOException(field + " is not what it should be");
        }
        return Optional.ofNullable(type.cast(value));
    }

    private static <T> T required(String field, Optional<T> value) throws IOException {
        return value.orElseThrow(() -> new IOException(field + " is missing"));
    }

    String string(String field) throws IOException {
        return required(field, optionalString(field));
    }

    Optional<String> optionalString(String field) throws IOException {
        return optional(field, String.class);
    }

    BigDecimal number(String field) throws IOException {
        return required(field, optionalNumber(field));
    }

    Optional<BigDecimal> optionalNumber(String field) throws IOException {
        return optional(field, BigDecimal.class);
    }

    int integer(String field) throws IOException {
        try {
            return number(field).intValueExact();
        } catch (ArithmeticException fraction) {
            throw new IOException(field + " is not a whole number", fraction);
        }
    }

    boolean isTrue(String field) throws IOException {
        return optional(field, Boolean.class).orElse(false);
    }

    Optional<JsonObject> optionalObject(String field) throws IOException {
        return optional(field, JsonObject.class);
    }

    JsonObject object(String field) throws IOException {
        return required(field, optionalObject(field));
    }

    Text text(String field) throws IOException {
        return required(field, optionalText(field));
    }

    Optional<Text> optionalText(String field) throws IOException {
        Optional<JsonObject> both = optionalObject(field);
        return both.isEmpty()
                ? Optional.empty()
                : Optional.of(new Text(both.get().string("sv"), both.get().string("en")));
    }

    List<JsonObject> objects(String field) throws IOException {
        return list(field, JsonObject.class);
    }

    List<String> strings(String field) throws IOException {
        return list(field, String.class);
    }

    /** Returns the number of every field, in the order in which they stand. */
    Map<String, BigDecimal> numbers() throws IOException {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        for (String field : fields.keySet()) {
            numbers.put(field, number(field));
        }
        return numbers;
    }

    private <T> List<T> list(String field, Class<T> type) throws IOException {
        List<T> list = new ArrayList<>();
        for (Object value : optional(field, List.class).orElse(List.of())) {
            if (!type.isInstance(value)) {
                throw new IOException(field + " has something else in it");
            }
            list.add(type.cast(value));
        }
        return list;
    }
}
