package se.malbild.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Holds real answers of a service against what its own {@code /openapi.json} says of them. */
public final class DescribedAnswers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode description;

    private DescribedAnswers(JsonNode description) {
        this.description = description;
        description.findParents("properties").forEach(DescribedAnswers::allowNothingElse);
    }

    /** What is not described is not to be answered, although a schema allows it where it does not forbid it. */
    private static void allowNothingElse(JsonNode schema) {
        if (!schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** Reads the description of the service at {@code url}. */
    public static DescribedAnswers at(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/openapi.json")).build();
        return new DescribedAnswers(JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()));
    }

    /** Fails when the answer comes from an address that is described and is not one of those described for it. */
    public void check(HttpResponse<?> answer, byte[] body) throws IOException {
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        Optional<JsonNode> operation =
                operation(answer.request().uri().getRawPath()).map(path -> path.path(method));
        if (operation.isEmpty()) {
            return;
        }
        String what = method + " " + answer.request().uri() + " " + answer.statusCode();
        JsonNode response = resolved(operation.get().path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isMissingNode()).as(what).isFalse();
        if (!response.has("content")) {
            assertThat(body).as(what).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode media = response.path("content").path(type);
        assertThat(media.isMissingNode()).as(what + " " + type).isFalse();
        if (type.endsWith("json") && !type.endsWith("ndjson")) {
            ObjectNode schema = media.path("schema").deepCopy();
            schema.set("components", description.path("components"));
            assertThat(SCHEMAS.getSchema(schema).validate(JSON.readTree(unpacked(answer, body))))
                    .as(what)
                    .isEmpty();
        }
    }

    private static byte[] unpacked(HttpResponse<?> answer, byte[] body) throws IOException {
        if (answer.headers().firstValue("Content-Encoding").isEmpty()) {
            return body;
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return packed.readAllBytes();
        }
    }

    /** Returns what is described at {@code path}; of two the one with fewer parameters. */
    private Optional<JsonNode> operation(String path) {
        return description.path("paths").properties().stream()
                .filter(described -> path.matches(described.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                .min((a, b) -> Integer.compare(parameters(a), parameters(b)))
                .map(Map.Entry::getValue);
    }

    private static int parameters(Map.Entry<String, JsonNode> described) {
        return described.getKey().split("\\{", -1).length;
    }

    private JsonNode resolved(JsonNode response) {
        return response.has("$ref")
                ? description.at(response.get("$ref").asText().substring(1))
                : response;
    }
}
