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
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.service.ConnectionWatch;
import se.malbild.service.Health;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

class ObservationsEndpointTest {
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
        http = HttpService.start(
                HttpSettings.loopback(0),
                metrics,
                Health.State::running,
                config -> config.routes.post(ObservationsEndpoint.PATH, endpoint::post));
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

    private HttpResponse<String> post() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(http.url() + ObservationsEndpoint.PATH))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
