package se.malbild.cli.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** The JSON of the lines of evidence, whose texts may be long. */
final class EvidenceJson {
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(FileLines.LONGEST_BYTES)
                    .build())
            .build());

    private EvidenceJson() {}

    /** Returns what {@code line} says; empty when it is no JSON. */
    static Optional<JsonNode> parsed(byte[] line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** Returns the text of a field; empty when it has none. */
    static Optional<String> optional(JsonNode line, String field) {
        return Optional.of(line.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /**
     * Returns the text of a field.
     *
     * @throws IllegalArgumentException with its name, when it has none
     */
    static String text(JsonNode line, String field) {
        return optional(line, field).orElseThrow(() -> new IllegalArgumentException(field));
    }

    /**
     * Returns the whole number of a field.
     *
     * @throws IllegalArgumentException with its name, when it has none
     */
    static int number(JsonNode line, String field) {
        if (!line.path(field).isInt()) {
            throw new IllegalArgumentException(field);
        }
        return line.path(field).intValue();
    }
}
