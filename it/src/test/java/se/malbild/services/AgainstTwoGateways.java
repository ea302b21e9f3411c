package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.history.History;
import se.malbild.history.LogReader;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens.Role;

/** Two gateways over the same broker and tokens, and what those who decide about a year say to them. */
abstract class AgainstTwoGateways {
    static final String FRAMEWORK = "vasteras-exempel-2017-2019";
    static final int YEAR = 2018;
    static final List<String> EVERYTHING =
            List.of("below-minimum-coverage", "not-ready", "missing", "undecoded", "earlier-year-open");
    static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path data;

    static TestCluster cluster;
    static Path tokens;
    static Gateway one;
    static Gateway other;
    static HttpClient client;
    static DescribedAnswers described;
    static String operator;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        tokens = data.resolve("tokens.ndjson");
        operator = token("Drift", Role.OPERATOR, "", Set.of());
        one = gateway();
        other = gateway();
        client = HttpClient.newHttpClient();
        AgainstGateway.awaitReady(client, one.url());
        AgainstGateway.awaitReady(client, other.url());
        described = DescribedAnswers.at(one.url());
    }

    static Gateway gateway() throws Exception {
        return Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.of(tokens), GatewayLimits.defaults()));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        cluster.close();
    }

    /** Returns a token that both gateways know when they are asked next but a second later. */
    static String token(String name, Role role, String organisation, Set<String> departments) throws IOException {
        return TokenFile.create(tokens, name, role, organisation, departments, Instant.now())
                .token();
    }

    static String office(String name, String organisation) throws IOException {
        return token(name, Role.STEERING_OFFICE, organisation, Set.of());
    }

    /** Reads the log as a reader does that has seen nothing before. */
    static YearDecisions read(String organisation) throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty())) {
            registry.preload(Topic.YEAR_DECISIONS);
            return new History(registry)
                    .decisions(new LogReader(cluster.cluster()).read(organisation))
                    .of(new DecisionYear(organisation, FRAMEWORK, YEAR))
                    .decisions();
        }
    }

    /** Applies the framework and sends what all departments but those {@code withheld} have reported. */
    static void reported(String organisation, Set<String> withheld) throws Exception {
        Vasteras municipality = new Vasteras(organisation);
        cluster.apply(municipality.framework());
        cluster.publish(municipality.observations().stream()
                .filter(observation -> !withheld.contains(observation.cell().department()))
                .toList());
    }

    /** Waits until both gateways have read the token file again. */
    static void awaitKnown(Iterable<String> held) {
        for (String token : held) {
            for (Gateway gateway : List.of(one, other)) {
                await().untilAsserted(() -> assertThat(client.send(
                                        HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/decisions"))
                                                .header("Authorization", "Bearer " + token)
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(400));
            }
        }
    }

    static ObjectNode decision(String organisation, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("organisation", organisation)
                .put("framework", FRAMEWORK)
                .put("year", YEAR)
                .put("kind", kind);
    }

    static ObjectNode closing(String organisation, String picture, List<String> acknowledged) {
        ObjectNode closing = decision(organisation, "CLOSED").put("picture", picture);
        acknowledged.forEach(closing.putArray("acknowledge")::add);
        return closing;
    }

    static HttpResponse<String> post(Gateway gateway, String token, ObjectNode decision) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/decisions"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(decision.toString()))
                        .build(),
                BodyHandlers.ofString());
        described.check(answer, answer.body().getBytes(StandardCharsets.UTF_8));
        return answer;
    }

    static HttpResponse<String> get(Gateway gateway, String token, String organisation) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/decisions?organisation=" + organisation
                                + "&framework=" + FRAMEWORK + "&year=" + YEAR))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        described.check(answer, answer.body().getBytes(StandardCharsets.UTF_8));
        return answer;
    }

    static JsonNode status(Gateway gateway, String token, String organisation) throws Exception {
        HttpResponse<String> answer = get(gateway, token, organisation);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    static String code(JsonNode problem) {
        return problem.path("type").asText().replace("urn:malbild:problem:", "");
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
