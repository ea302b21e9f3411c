package se.malbild.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    private static Metrics metrics;
    private static HttpService service;

    @BeforeAll
    static void start() {
        metrics = new Metrics("test");
        service = HttpService.start(
                HttpSettings.loopback(0),
                Optional.empty(),
                metrics,
                Health.State::running,
                QueryParameters.describedBeside(QueryParametersTest.class),
                config -> {
                    config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> rule.anyHost()));
                    config.routes.get("/books/<id>", context -> context.result("books"));
                    config.routes.post("/books/<id>", context -> context.result("books"));
                    config.routes.get("/plain", context -> context.result("plain"));
                    config.routes.addEndpoint(Endpoint.create(HandlerType.GET, "/page")
                            .addMetadata(new QueryParameters.JudgedByHandler())
                            .handler(context -> context.result("page")));
                });
    }

    @AfterAll
    static void stop() {
        service.close();
        metrics.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books/1",
                "/books/1?",
                "/books/1?year=2018&lang=sv",
                "/books/a/b?year=",
                "/page?asOf=1",
                "/plain?"
            })
    void what_is_described_may_be_asked_for(String address) throws Exception {
        assertThat(send("GET", address).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET  | /books/1?asOf=2018-08-31           | unknown-parameter asOf
            GET  | /books/a/b?Year=2018               | unknown-parameter Year
            GET  | /books/1?id=2                      | unknown-parameter id
            GET  | /books/1?If-None-Match=2           | unknown-parameter If-None-Match
            GET  | /books/1?year=2018&year=2019       | repeated-parameter year
            GET  | /books/1?year=2018&%79ear=2018     | repeated-parameter year
            GET  | /books/1?b&year=1&lang=sv&lang=en  | unknown-parameter b, repeated-parameter lang
            POST | /books/1?year=2018                 | unknown-parameter year
            GET  | /plain?a%0A=1                      | unknown-parameter a?
            GET  | /health/live?since=1               | unknown-parameter since
            """, delimiter = '|')
    void what_is_not_known_or_given_twice_is_refused_and_named(String method, String address, String expected)
            throws Exception {
        HttpResponse<String> answer = send(method, address);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        List<String> faults = new ArrayList<>();
        problem.path("faults")
                .forEach(fault -> faults.add(
                        fault.path("code").asText() + " " + fault.path("field").asText()));
        assertThat(problem.path("type").asText()).isEqualTo("urn:malbild:problem:bad-query");
        assertThat(String.join(", ", faults)).isEqualTo(expected);
    }

    @Test
    void the_problem_says_which_parameters_there_are_in_both_languages() throws Exception {
        assertThat(send("GET", "/books/1?asOf=1").body())
                .contains("Parametern ”asOf” finns inte; de som finns är year, lang.")
                .contains("There is no parameter “asOf”; those that exist are year, lang.");
        assertThat(send("GET", "/plain?asOf=1").body())
                .contains("Parametern ”asOf” finns inte; adressen har inga parametrar.")
                .contains("There is no parameter “asOf”; the address has no parameters.");
        assertThat(send("GET", "/books/1?year=1&year=2&year=3").body())
                .contains("Parametern ”year” finns 3 gånger; behåll den ena.")
                .contains("The parameter “year” is given 3 times; keep one.");
    }

    @ParameterizedTest
    @CsvSource({
        "%, bad-percent-encoding",
        "year=%zz, bad-percent-encoding",
        "lang=sv&year=%, bad-percent-encoding",
        "=, unknown-parameter",
        "&&&, books"
    })
    void what_cannot_be_decoded_is_not_left_out(String query, String expected) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream()
                    .write(("GET /books/1?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(expected);
        }
    }

    @Test
    void a_browser_that_asks_whether_it_may_is_answered() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service.url() + "/books/1?year=2018"))
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", "https://site.example")
                                .header("Access-Control-Request-Method", "GET")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    }

    private static HttpResponse<String> send(String method, String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service.url() + address))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
