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
import java.util.OptionalLong;

/**
 * One page of an answer, as version 3 of the interface gives it or as version 2 did.
 *
 * @param rows one per key figure, municipality and year
 * @param count how many rows there are, where it is said: on this page in version 2, in the whole answer in version 3
 * @param previous where the page before it is, when there is one
 * @param next where the next page is, when there is one
 */
public record KoladaPage(List<JsonNode> rows, OptionalLong count, Optional<String> previous, Optional<String> next) {
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
        JsonNode count = page.path("count");
        return new KoladaPage(
                rows,
                count.canConvertToLong() ? OptionalLong.of(count.asLong()) : OptionalLong.empty(),
                address(page, "previous_url", "previous_page"),
                address(page, "next_url", "next_page"));
    }

    private static Optional<String> address(JsonNode page, String version3, String version2) {
        return Optional.ofNullable(page.path(version3).textValue())
                .or(() -> Optional.ofNullable(page.path(version2).textValue()));
    }

    private static KoladaException malformed(String why) {
        return new KoladaException(
                "Svaret är inte som Koladas: ett JSON-objekt med ”values” väntas" + why + ".",
                "The answer is not like Kolada's: a JSON object with “values” is expected" + why + ".");
    }
}
