package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.service.ConnectionWatch;
import se.malbild.service.Health;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

class ObservationsEndpointTest {
    private static final String OF_A_SMALL_GROUP = """
            {"eventId": "e1", "organisation": "1880", "indicator": "N1", "department": "skola", "year": 2018, "value": 50,\
             "count": 2, "observedAt": "2019-03-01T12:00:00Z"}""";

    private final Metrics metrics = new Metrics("gateway");
    private final ConnectionWatch connections = new ConnectionWatch();
    private volatile Optional<HttpProblemException> refusal = Optional.empty();
    private HttpService http;

    @BeforeEach
    void start() {
        GatewayLimits limits = GatewayLimits.defaults();
        CurrentFrameworks frameworks = new CurrentFrameworks();
        InFlight inFlight = new InFlight(limits);
        GatewayMetrics gatewayMetrics = new GatewayMetrics(metrics.registry(), inFlight);
        Submission intake = new Submission(null, frameworks, gatewayMetrics); // nothing here goes to Kafka
        ObservationsEndpoint endpoint = new ObservationsEndpoint(
                Optional.empty(),
                () -> refusal,
                intake,
                frameworks,
                new WholeBodies(intake, frameworks, new IdempotencyKeys(System::nanoTime), limits),
                inFlight,
                connections,
                limits,
                gatewayMetrics);
        http = HttpService.start(HttpSettings.loopback(0), metrics, Health.State::running, config -> {
            config.routes.post(ObservationsEndpoint.PATH, endpoint::post);
            config.routes.post(ObservationsEndpoint.CHECK_PATH, endpoint::post);
        });
    }

    @AfterEach
    void stop() {
        http.close();
        connections.close();
        metrics.close();
    }

    @Test
    void given_frameworks_that_are_not_read_then_nothing_is_taken_until_they_are() throws Exception {
        refusal = Optional.of(GatewayProblems.readingFrameworks());

        HttpResponse<String> early = post();

        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).contains("5");
        assertThat(early.body()).contains("urn:malbild:problem:reading-frameworks", "styrmodellerna");

        refusal = Optional.empty();

        assertThat(post().statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | 200 | OBSERVATION",
                "application/json | 207 | [OBSERVATION, {}]",
                "application/json | 422 | {}",
                "application/x-ndjson | 200 | OBSERVATION",
                "application/x-ndjson | 207 | OBSERVATION\\n{}",
                "application/x-ndjson | 422 | {}",
            })
    void given_a_check_then_what_is_sent_is_judged_and_goes_nowhere(String type, int status, String body)
            throws Exception {
        HttpResponse<String> answer = post(
                ObservationsEndpoint.CHECK_PATH,
                type,
                body.replace("OBSERVATION", OF_A_SMALL_GROUP).replace("\\n", "\n"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().contains("\"status\":\"valid\",\"eventId\":\"e1\""))
                .isEqualTo(status < 300);
        assertThat(answer.body().contains("\"code\":\"small-group\"")).isEqualTo(status < 300);
        assertThat(answer.body()).contains(status == 422 ? "\"valid\":0" : "\"valid\":1");
        assertThat(metrics.registry().find("malbild.gateway.events").counters()).isEmpty();
    }

    @Test
    void given_a_key_that_was_used_for_a_check_then_it_is_not_taken_for_what_was_sent() throws Exception {
        assertThat(post(ObservationsEndpoint.CHECK_PATH, "application/json", "{}", "Idempotency-Key", "k")
                        .body())
                .contains("\"faults\"");
        assertThat(post(ObservationsEndpoint.PATH, "application/json", "{}", "Idempotency-Key", "k")
                        .body())
                .contains("urn:malbild:problem:");
    }

    private HttpResponse<String> post() throws Exception {
        return post(ObservationsEndpoint.PATH, "application/json", "{}");
    }

    private HttpResponse<String> post(String path, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http.url() + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
