package se.malbild.kolada;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of an answer.
 *
 * @param rows one per key figure, municipality and year
 * @param next where the next page is, when there is one
 */
public record KoladaPage(List<JsonNode> rows, Optional<String> next) {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    public KoladaPage {
        rows = List.copyOf(rows);
    }

    /**
     * Reads every page of a saved answer: one JSON object per page, one after another.
     *
     * @throws KoladaException when it is something else
     */
    public static List<KoladaPage> readAll(InputStream in) throws IOException, KoladaException {
        List<KoladaPage> pages = new ArrayList<>();
        try (MappingIterator<JsonNode> documents = JSON.readValues(in)) {
            while (documents.hasNextValue()) {
                pages.add(of(documents.nextValue()));
            }
        } catch (JsonProcessingException notJson) {
            throw malformed(" (" + notJson.getOriginalMessage() + ")");
        }
        if (pages.isEmpty()) {
            throw malformed("");
        }
        return pages;
    }

    private static KoladaPage of(JsonNode page) throws KoladaException {
        if (!page.path("values").isArray()) {
            throw malformed("");
        }
        List<JsonNode> rows = new ArrayList<>();
        page.path("values").forEach(rows::add);
        return new KoladaPage(rows, Optional.ofNullable(page.path("next_url").textValue()));
    }

    private static KoladaException malformed(String why) {
        return new KoladaException(
                "Svaret är inte som Koladas: ett JSON-objekt med ”values” väntas" + why + ".",
                "The answer is not like Kolada's: a JSON object with “values” is expected" + why + ".");
    }
}
