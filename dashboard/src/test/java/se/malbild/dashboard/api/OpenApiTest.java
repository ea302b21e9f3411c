package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;

class OpenApiTest {
    private final JsonNode document;

    OpenApiTest() throws IOException {
        try (InputStream file = Api.class.getResourceAsStream("openapi.json")) {
            document = new JsonMapper().readTree(file);
        }
    }

    @Test
    void every_address_is_described_and_nothing_else() {
        List<String> served = new ArrayList<>();
        Javalin.create(config -> new Api(new SampleView()).addTo(config))
                .unsafe
                .internalRouter
                .allHttpHandlers()
                .forEach(handler -> served.add(handler.endpoint.path));
        served.add("/v1/organisations/{organisation}/events");
        served.add("/feedback");

        Set<String> described = new TreeSet<>();
        document.get("paths").fieldNames().forEachRemaining(described::add);
        assertThat(described).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).isNotEmpty();
        references.forEach(
                reference -> assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void every_parameter_of_an_address_is_described() {
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    Set<String> described = new TreeSet<>();
                    operation.path("parameters").forEach(parameter -> {
                        JsonNode resolved = parameter.has("$ref")
                                ? document.at(parameter.get("$ref").asText().substring(1))
                                : parameter;
                        if (resolved.get("in").asText().equals("path")) {
                            described.add("{" + resolved.get("name").asText() + "}");
                        }
                    });
                    Set<String> used = new TreeSet<>();
                    for (String part : path.getKey().split("/", -1)) {
                        if (part.startsWith("{")) {
                            used.add(part);
                        }
                    }
                    assertThat(described).as(path.getKey()).isEqualTo(used);
                }));
    }
}
