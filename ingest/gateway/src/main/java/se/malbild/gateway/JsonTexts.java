package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import se.malbild.publisher.ObservationJson;

/** Takes JSON apart into the texts of its parts, so that each part is read as if it stood alone. */
final class JsonTexts {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ObservationJson.DEEPEST + 2)
                    .build())
            .build();

    /** @param json the value, as it is written */
    record Field(String name, String json) {}

    private JsonTexts() {}

    /** Tells whether {@code json} is an array rather than something else. */
    static boolean isArray(String json) {
        return json.stripLeading().startsWith("[");
    }

    /**
     * Returns the elements of an array.
     *
     * @throws JsonProcessingException when it is not one
     * @throws se.malbild.service.HttpProblemException when it has more than {@code most}
     */
    static List<String> elements(String json, int most) throws JsonProcessingException {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser, JsonToken.START_ARRAY);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (elements.size() == most) {
                    throw GatewayProblems.tooManyEvents(most);
                }
                elements.add(whole(parser, json));
            }
            requireEnd(parser);
            return elements;
        } catch (JsonProcessingException malformed) {
            throw malformed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
    }

    /**
     * Returns the fields of an object, in their order.
     *
     * @throws JsonProcessingException when it is not one
     */
    static List<Field> fields(String json) throws JsonProcessingException {
        List<Field> fields = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser, JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.add(new Field(name, whole(parser, json)));
            }
            requireEnd(parser);
            return fields;
        } catch (JsonProcessingException malformed) {
            throw malformed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
    }

    /** Returns the value that begins at the current token, as it is written. */
    private static String whole(JsonParser parser, String json) throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
            parser.finishToken();
        } else {
            return parser.getText();
        }
        return json.substring(from, (int) parser.currentLocation().getCharOffset());
    }

    private static void require(JsonParser parser, JsonToken expected) throws IOException {
        if (parser.nextToken() != expected) {
            throw new JsonParseException(parser, "not " + expected);
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more than one value");
        }
    }
}
