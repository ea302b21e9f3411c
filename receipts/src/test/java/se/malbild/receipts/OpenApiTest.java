package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private final JsonNode document;

    OpenApiTest() throws IOException {
        try (InputStream file = ReceiptsApi.class.getResourceAsStream("openapi.json")) {
            document = new JsonMapper().readTree(file);
        }
    }

    @Test
    void every_address_is_described_and_nothing_else() {
        List<String> served = new ArrayList<>(List.of("/openapi.json"));
        document.path("paths")
                .fieldNames()
                .forEachRemaining(path -> served.add(path.replace("{eventId}", "<eventId>")));

        assertThat(Javalin.create(config -> new ReceiptsApi(null, Optional.empty()).addTo(config))
                        .unsafe
                        .internalRouter
                        .allHttpHandlers())
                .extracting(handler -> handler.endpoint.path)
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void every_status_is_described() {
        List<String> described = new ArrayList<>();
        document.at("/components/schemas/Receipt/properties/status/enum").forEach(code -> described.add(code.asText()));

        assertThat(described)
                .containsExactlyElementsOf(
                        Stream.of(Status.Kind.values()).map(Status.Kind::code).toList());
    }
}
