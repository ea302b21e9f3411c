package se.malbild.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every service's {@code openapi.json}: it describes the addresses there are, and no others. */
public abstract class OpenApiContract {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    protected final JsonNode document;
    private final Class<?> neighbour;

    /** @param neighbour a class in the package of the file */
    protected OpenApiContract(Class<?> neighbour) throws IOException {
        try (InputStream file = neighbour.getResourceAsStream("openapi.json")) {
            document = new JsonMapper().readTree(file);
        }
        this.neighbour = neighbour;
    }

    /** Returns the addresses that the file is to describe. */
    protected abstract Stream<String> addresses();

    /** Adds what the file describes, beside health and metrics; it is never asked for an answer. */
    protected abstract void addTo(JavalinConfig config);

    /** Returns the addresses that {@code routes} adds, with parameters as OpenAPI writes them. */
    protected static Stream<String> addressesOf(Consumer<JavalinConfig> routes) {
        return Javalin.create(routes).unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.path.replace('<', '{').replace('>', '}'))
                .distinct(); // an address may have several methods
    }

    /** Returns the addresses of health and metrics, which every service has. */
    protected static Stream<String> healthAndMetrics() {
        try (Metrics metrics = new Metrics("described")) {
            return addressesOf(config ->
                    HttpService.addHealthAndMetrics(config, Optional.empty(), metrics, Health.State::running));
        }
    }

    @Test
    void every_address_is_described_and_nothing_else() {
        List<String> described = document.get("paths").properties().stream()
                .map(path -> path.getKey())
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(addresses().toList());
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(reference -> !resolved(reference).isMissingNode());
    }

    @Test
    void every_operation_has_a_name_of_its_own_from_which_clients_are_generated() {
        List<String> names = new ArrayList<>();
        document.get("paths")
                .forEach(path -> path.properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> names.add(
                                operation.getValue().path("operationId").asText())));

        assertThat(names).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    }

    @Test
    void every_example_of_a_body_has_the_type_of_its_schema() {
        document.findParents("example").stream()
                .filter(described -> described.has("schema"))
                .forEach(described -> assertThat(described.get("example").isTextual())
                        .isEqualTo(described.at("/schema/type").asText().equals("string")));
    }

    @Test
    void every_object_says_what_is_in_it_so_that_generated_clients_have_types() {
        assertThat(document.findParents("type"))
                .filteredOn(schema -> schema.get("type").toString().contains("\"object\""))
                .allMatch(schema -> schema.has("properties") || schema.has("additionalProperties"));
    }

    @Test
    void every_parameter_of_an_address_is_described() {
        document.get("paths").properties().forEach(path -> {
            Set<String> used = PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map(parameter -> parameter.group(1))
                    .collect(Collectors.toSet());
            path.getValue()
                    .forEach(operation -> assertThat(parameters(operation, "path"))
                            .as(path.getKey())
                            .isEqualTo(used));
        });
    }

    @Test
    void a_parameter_that_is_not_described_or_is_given_twice_is_refused_at_every_address() throws Exception {
        try (Metrics metrics = new Metrics("described");
                HttpService service = HttpService.start(
                        HttpSettings.loopback(0),
                        Optional.empty(),
                        metrics,
                        Health.State::running,
                        QueryParameters.describedBeside(neighbour),
                        this::addTo)) {
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                String address =
                        service.url() + PARAMETER.matcher(path.getKey()).replaceAll("x");
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    Set<String> known = parameters(operation.getValue(), "query");
                    String unknown = refused(operation.getKey(), address + "?noSuch=2018-08-31");
                    assertThat(unknown).contains("unknown-parameter", "”noSuch”");
                    for (String name : known) {
                        assertThat(unknown).contains(name);
                        assertThat(refused(operation.getKey(), address + "?" + name + "=1&" + name + "=2"))
                                .contains("repeated-parameter", "”" + name + "”");
                    }
                    assertThat(operation.getValue().get("responses").has("400"))
                            .as(path.getKey())
                            .isTrue();
                }
            }
        }
    }

    private static String refused(String method, String address) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address).isEqualTo(400);
        return answer.body();
    }

    private Set<String> parameters(JsonNode operation, String in) {
        Set<String> described = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode known =
                    parameter.has("$ref") ? resolved(parameter.get("$ref").asText()) : parameter;
            if (known.get("in").asText().equals(in)) {
                described.add(known.get("name").asText());
            }
        }
        return described;
    }

    private JsonNode resolved(String reference) {
        return document.at(reference.substring(1));
    }
}
