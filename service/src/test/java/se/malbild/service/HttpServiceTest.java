package se.malbild.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;
import se.malbild.service.Tokens.Role;

class HttpServiceTest {
    private final Metrics metrics = new Metrics("test");
    private Health.State state = Health.State.running();
    private HttpService service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        metrics.close();
    }

    @Test
    void a_service_that_is_restoring_is_alive_but_not_ready() throws Exception {
        state = new Health.State(true, false, "restoring", new Text("Återställer \"allt\".", "Restoring."));
        start(routes -> {});

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo("{\"status\":\"down\",\"state\":\"restoring\","
                        + "\"message\":{\"sv\":\"Återställer \\\"allt\\\".\",\"en\":\"Restoring.\"}}");
        assertThat(get("/metrics").body()).contains("malbild_ready{service=\"test\"} 0.0");
        state = Health.State.running();
        assertThat(get("/metrics").body()).contains("malbild_ready{service=\"test\"} 1.0");
    }

    @Test
    void a_probe_that_asks_for_the_head_is_told_the_same() throws Exception {
        start(routes -> {});

        assertThat(head("/health/live").statusCode()).isEqualTo(200);
        assertThat(head("/health/ready").statusCode()).isEqualTo(200);
        assertThat(head("/health/ready?since=1").statusCode()).isEqualTo(400);
        state = new Health.State(true, false, "restoring", new Text("Återställer.", "Restoring."));
        HttpResponse<String> ready = head("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(ready.body()).isEmpty();
        assertThat(head("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void no_other_address_says_that_all_is_well_to_who_asks_for_the_head() throws Exception {
        start(config -> config.routes.get("/picture/{year}", context -> context.result("own")));

        for (String address : List.of("/picture/2018", "/picture/2018?asOf=1", "/metrics")) {
            HttpResponse<String> answer = head(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(address).hasValue("GET");
        }
        assertThat(head("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void metrics_are_labelled_with_the_service() throws Exception {
        start(routes -> {});
        metrics.registry().counter("malbild.events", "outcome", "accepted").increment(3);

        assertThat(get("/metrics").body())
                .contains("malbild_events_total{outcome=\"accepted\",service=\"test\"} 3.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void where_there_are_tokens_only_operators_read_the_metrics_and_everybody_the_health(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("tokens");
        String departments = TokenFile.create(
                        file, "Skolsystemet", Role.DEPARTMENT, "1880", List.of("forskola"), Instant.now())
                .token();
        String operators = TokenFile.create(file, "Prometheus", Role.OPERATOR, "", List.of(), Instant.now())
                .token();
        service = HttpService.start(
                HttpSettings.loopback(0),
                Optional.of(TokenFile.open(file)),
                metrics,
                () -> state,
                QueryParameters.NONE,
                routes -> {});

        HttpResponse<String> without = get("/metrics");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"malbild\", Bearer");
        assertThat(without.body()).contains("no-valid-token").doesNotContain("malbild_ready");
        assertThat(get("/metrics", "Authorization", "Bearer " + departments).statusCode())
                .isEqualTo(403);
        assertThat(get("/metrics", "Authorization", "Bearer " + operators).body())
                .contains("malbild_ready");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void a_problem_is_told_in_the_language_asked_for() throws Exception {
        start(config -> config.routes.get("/refuses", context -> {
            throw new HttpProblemException(
                    HttpProblem.badRequest("no-year", new Text("År saknas.", "A year is missing."))
                            .withHeader("Retry-After", "7"));
        }));

        HttpResponse<String> swedish = get("/refuses");
        assertThat(swedish.statusCode()).isEqualTo(400);
        assertThat(swedish.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(swedish.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(swedish.body())
                .isEqualTo(
                        "{\"type\":\"urn:malbild:problem:no-year\",\"title\":\"Felaktig begäran\",\"status\":400,"
                                + "\"detail\":\"År saknas.\",\"message\":{\"sv\":\"År saknas.\",\"en\":\"A year is missing.\"}}");
        assertThat(get("/refuses", "Accept-Language", "de, en;q=0.5").body())
                .contains("\"detail\":\"A year is missing.\"");
    }

    @Test
    void what_nobody_foresaw_is_told_without_inner_details() throws Exception {
        start(config -> config.routes.get("/fails", context -> {
            throw new IllegalStateException("secret of the house");
        }));

        HttpResponse<String> answer = get("/fails");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("urn:malbild:problem:unexpected")
                .doesNotContain("secret", "Exception", "at se.");
        assertThat(get("/nowhere").body()).contains("urn:malbild:problem:not-found");
    }

    @Test
    void every_answer_tells_browsers_to_be_careful() throws Exception {
        start(routes -> {});

        HttpResponse<String> answer = get("/health/live");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void headers_without_end_are_refused_and_the_service_goes_on() throws Exception {
        start(routes -> {});

        String raw = raw("GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");
        assertThat(raw)
                .startsWith("HTTP/1.1 431")
                .contains("urn:malbild:problem:")
                .doesNotContain("<html");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void a_service_for_this_computer_does_not_answer_to_a_name_that_somebody_else_lets_lead_here() throws Exception {
        start(config -> config.routes.get("/picture", context -> context.result("own")));

        for (String own : List.of("localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]:8080")) {
            assertThat(asked("/picture", own))
                    .as(own)
                    .startsWith("HTTP/1.1 200")
                    .endsWith("own");
        }
        for (String foreign : List.of("attacker.example", "attacker.example:8080", "127.0.0.1.attacker.example", "x")) {
            assertThat(asked("/picture", foreign))
                    .as(foreign)
                    .startsWith("HTTP/1.1 421")
                    .contains("urn:malbild:problem:not-this-host", "”" + foreign.replace(":8080", "") + "”");
            assertThat(asked("/health/live", foreign)).as(foreign).startsWith("HTTP/1.1 200");
        }
        String endless = "attacker.".repeat(20) + "example";
        assertThat(asked("/picture", endless))
                .startsWith("HTTP/1.1 421")
                .contains("”attacker.", "…”")
                .doesNotContain(endless);
    }

    @Test
    void a_service_answers_to_the_names_that_it_was_given_and_one_that_others_reach_to_every_name_without_any() {
        HttpSettings beforeProxy = new HttpSettings("127.0.0.1", 0, Optional.empty(), Set.of("malbild.orebro.example"));
        HttpSettings named = new HttpSettings("0.0.0.0", 0, Optional.empty(), Set.of("Malbild.orebro.example"));
        HttpSettings open = new HttpSettings("0.0.0.0", 0, Optional.empty(), Set.of());

        for (HttpSettings settings : List.of(beforeProxy, named)) {
            assertThat(settings.answersTo("malbild.orebro.example")).isTrue();
            assertThat(settings.answersTo("localhost")).isTrue();
            assertThat(settings.answersTo("172.18.0.5")).isTrue();
            assertThat(settings.answersTo("attacker.example")).isFalse();
        }
        assertThat(open.answersTo("gateway")).isTrue();
        for (String wrong : List.of("", "a.example:8443", "https://a.example")) {
            assertThatThrownBy(() -> new HttpSettings("0.0.0.0", 0, Optional.empty(), Set.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_taken_port_is_told_in_one_line() {
        start(routes -> {});

        HttpSettings same = HttpSettings.loopback(service.port());
        assertThatThrownBy(() -> HttpService.start(same, metrics, () -> state, routes -> {}))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("127.0.0.1:" + service.port() + " cannot be listened on");
    }

    @Test
    void a_key_store_that_cannot_be_read_is_told(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "changeit\n");
        Path locked = directory.resolve("locked.p12");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (OutputStream file = Files.newOutputStream(locked)) {
            empty.store(file, "another".toCharArray());
        }

        for (Path store : List.of(directory.resolve("missing.p12"), password, locked)) {
            HttpSettings settings = new HttpSettings(
                    HttpSettings.LOOPBACK, 0, Optional.of(new HttpSettings.Tls(store, password)), Set.of());
            assertThatThrownBy(() -> HttpService.start(settings, metrics, () -> state, routes -> {}))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(store + " or the password file");
        }
    }

    private void start(Consumer<JavalinConfig> routes) {
        service = HttpService.start(HttpSettings.loopback(0), metrics, () -> state, routes);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> head(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String asked(String path, String host) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8);
        }
    }
}
