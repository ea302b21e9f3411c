package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.cluster.ServiceProcess;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens.Role;

/** Senders that are slow, many or hostile, by whom nobody else is to be kept waiting. */
class HeldDoorsIT extends AgainstGateway {
    @Test
    void given_more_than_it_takes_on_then_it_says_when_to_try_again() throws Exception {
        GatewayLimits one = limits(1, USUAL.maxKeptBytes(), USUAL.bodyWithin());
        try (Gateway narrow = Gateway.start(settings(Optional.empty(), one))) {
            awaitReady(narrow.url());
            URI observations = URI.create(narrow.url() + "/v1/observations");
            Socket slow = begun(narrow, "application/x-ndjson", "{");
            try (slow) {
                await().untilAsserted(() -> {
                    HttpResponse<String> answer = send(post(observations, "application/json", event("full-1")));
                    assertThat(answer.statusCode()).isEqualTo(429);
                    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
                });
            }
            await().untilAsserted(() -> assertThat(send(post(observations, "application/json", event("full-1")))
                            .statusCode())
                    .isEqualTo(202));
        }
    }

    @Test
    void given_hostile_bodies_then_each_is_refused_clearly_and_the_gateway_stays_up_and_small() throws Exception {
        try (ServiceProcess small = ServiceProcess.start(
                cluster,
                "gateway",
                data.resolve("small"),
                Map.of("JDK_JAVA_OPTIONS", "-Xmx80m -XX:+ExitOnOutOfMemoryError"))) {
            small.awaitReady();
            URI observations = URI.create(small.url() + "/v1/observations");
            byte[] large = new byte[100 * 1024 * 1024];
            Arrays.fill(large, (byte) ' ');

            assertThat(refusal(observations, "application/json", large, false)).isEqualTo("413 body-too-large");
            assertThat(refusal(observations, "application/json", gzip(large), true))
                    .isEqualTo("413 body-too-large");
            assertThat(refusal(observations, "application/x-ndjson", gzip(large), true))
                    .isEqualTo("413 too-compressed");
            assertThat(refusal(observations, "application/json", bytes("[".repeat(10_000)), false))
                    .isEqualTo("400 too-complex");
            assertThat(refusal(observations, "application/json", bytes("{\"value\":".repeat(10_000)), false))
                    .isEqualTo("400 too-complex");
            assertThat(refusal(observations, "application/json", bytes("inte gzip"), true))
                    .isEqualTo("400 bad-gzip");
            assertThat(refusal(observations, "application/json", new byte[] {'"', (byte) 0xff, '"'}, false))
                    .isEqualTo("400 not-utf-8");
            assertThat(refusal(observations, "application/json", bytes("{\"year\": "), false))
                    .isEqualTo("400 not-json");
            assertThat(refusal(observations, "application/json", bytes("[]"), false))
                    .isEqualTo("400 no-events");
            assertThat(refusal(observations, "text/csv", bytes("a;b"), false)).isEqualTo("415 unsupported-media-type");
            assertThat(refusal(URI.create(observations + "?asOf=2018-08-31"), "application/json", bytes("{}"), false))
                    .isEqualTo("400 bad-query");
            assertThat(refusal(
                            observations,
                            "application/json; charset=iso-8859-1",
                            "{\"comment\": \"å\"}".getBytes(StandardCharsets.ISO_8859_1),
                            false))
                    .isEqualTo("400 not-utf-8");
            String many = "[" + ("{" + "\"a\":1,".repeat(500) + "\"b\":1},").repeat(300) + "{}]";
            HttpResponse<String> faulty = send(post(observations, "application/json", many));
            assertThat(faulty.statusCode()).isEqualTo(422);
            assertThat(results(faulty)).hasSize(301);
            // A line of 100 MB among good ones.
            HttpResponse<String> lines = client.send(
                    HttpRequest.newBuilder(observations)
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.concat(
                                    BodyPublishers.ofString(event("small-1") + "\n"),
                                    BodyPublishers.ofByteArray(large),
                                    BodyPublishers.ofString("\n" + event("small-2"))))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(results(lines))
                    .extracting(AgainstGateway::summary)
                    .containsExactly("1 accepted", "2 rejected  line-too-long", "3 accepted");

            assertThat(send(post(observations, "application/json", event("small-3")))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void given_a_slow_body_then_it_is_cut_off_with_a_clear_answer(String mediaType) throws Exception {
        GatewayLimits impatient = limits(USUAL.maxRequestsInFlight(), USUAL.maxKeptBytes(), Duration.ofMillis(200));
        String blank = mediaType.endsWith("ndjson") ? "\n" : " ";
        try (Gateway strict = Gateway.start(settings(Optional.empty(), impatient))) {
            awaitReady(strict.url());
            try (Socket slow = begun(strict, mediaType, "{\n")) {
                // A byte now and then, which no idle timeout would stop.
                await().pollInterval(Duration.ofMillis(50)).until(() -> {
                    if (slow.getInputStream().available() == 0) {
                        slow.getOutputStream().write(bytes(blank));
                    }
                    return slow.getInputStream().available() > 0;
                });

                String answer = new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(answer).isEqualTo("HTTP/1.1 408");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void given_200_connections_that_trickle_then_another_sender_is_answered_all_the_same(boolean hasTokens)
            throws Exception {
        Path file = data.resolve("trickling.ndjson");
        Set<String> departments = Set.of("barn-och-utbildning");
        String slow = TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, ORGANISATION, departments, Instant.now())
                .token();
        String quick = TokenFile.create(file, "Skolsystemet", Role.DEPARTMENT, ORGANISATION, departments, Instant.now())
                .token();
        int requests = 100;
        List<Long> tookNanos = new ArrayList<>();
        List<Socket> trickling = new ArrayList<>();
        try (Gateway trickled = Gateway.start(settings(hasTokens ? Optional.of(file) : Optional.empty(), USUAL))) {
            awaitReady(trickled.url());
            URI observations = URI.create(trickled.url() + "/v1/observations");
            for (int i = 0; i < requests; i++) {
                if (i % 20 == 0) {
                    beginAgain(trickling, trickled, slow);
                }
                for (Socket socket : trickling) {
                    trickle(socket);
                }
                long start = System.nanoTime();
                HttpResponse<String> answer = send(post(observations, "application/json", event("beside-" + i))
                        .header("Authorization", "Bearer " + quick));
                tookNanos.add(System.nanoTime() - start);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            }
            assertThat(trickling.stream().filter(HeldDoorsIT::isWaitedFor).count())
                    .isLessThanOrEqualTo(USUAL.maxBytesInFlight() / USUAL.leastSenders() / USUAL.maxBodyBytes());
        } finally {
            for (Socket socket : trickling) {
                socket.close();
            }
        }
        Collections.sort(tookNanos);
        System.out.printf(
                Locale.ROOT,
                "%d requests beside 200 trickling connections, %s: all accepted, p50 %.1f ms, p99 %.1f ms%n",
                requests,
                hasTokens ? "half of them with a token and half without" : "without tokens, from another address",
                tookNanos.get(requests / 2) / 1e6,
                tookNanos.get(requests * 99 / 100) / 1e6);
    }

    /** Opens in the place of connections that were ended new ones, so that there are 200. */
    private static void beginAgain(List<Socket> trickling, Gateway gateway, String token) throws IOException {
        List<Socket> ended =
                trickling.stream().filter(socket -> !isWaitedFor(socket)).toList();
        trickling.removeAll(ended);
        for (Socket socket : ended) {
            socket.close();
        }
        while (trickling.size() < 200) {
            Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(),
                    URI.create(gateway.url()).getPort(),
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                    0);
            trickling.add(socket);
            String authorization = trickling.size() % 2 == 0 ? "Authorization: Bearer " + token + "\r\n" : "";
            socket.getOutputStream()
                    .write(bytes("POST /v1/observations HTTP/1.1\r\nHost: localhost\r\n" + authorization
                            + "Content-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n"));
        }
    }

    private static void trickle(Socket socket) {
        try {
            socket.getOutputStream().write('\n');
        } catch (IOException ended) {
            // It was answered and closed; another one takes its place.
        }
    }

    private static boolean isWaitedFor(Socket socket) {
        try {
            return socket.getInputStream().available() == 0 && !isReset(socket);
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isReset(Socket socket) {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void given_a_body_that_does_not_come_when_it_closes_then_the_sender_is_told_to_send_it_again() throws Exception {
        Socket whole;
        Socket stream;
        try (Gateway closing = Gateway.start(settings(Optional.empty(), USUAL))) {
            awaitReady(closing.url());
            whole = begun(closing, "application/json", "{");
            stream = begun(closing, "application/x-ndjson", event("closing-1") + "\n{");
            await().untilAsserted(() -> assertThat(get(closing.url() + "/metrics"))
                    .contains("malbild_gateway_requests_in_flight{service=\"gateway\"} 2.0"));
            await().until(() -> records().values().stream()
                    .anyMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains("closing-1")));
        }
        try (whole;
                stream) {
            assertThat(rest(whole)).startsWith("HTTP/1.1 503 ").contains("urn:malbild:problem:stopping");
            assertThat(rest(stream))
                    .startsWith("HTTP/1.1 503 ")
                    .containsSubsequence(
                            "\"accepted\"", "\"accepted\":1,\"rejected\":0", "urn:malbild:problem:stopping");
        }
    }

    /** Returns the status and the code of the problem, having checked that a person can read it. */
    private static String refusal(URI observations, String contentType, byte[] body, boolean isPacked)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(observations)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
        HttpResponse<String> answer = send(isPacked ? request.header("Content-Encoding", "gzip") : request);
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("application/x-ndjson")) {
            JsonNode last = json(answer.body().lines().reduce((a, b) -> b).orElseThrow());
            return answer.statusCode() + " " + last.at("/problem/type").asText().replace("urn:malbild:problem:", "");
        }
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(answer.body());
        assertThat(problem.at("/message/sv").asText()).isNotBlank().doesNotContain("Exception");
        assertThat(problem.at("/message/en").asText()).isNotBlank();
        return answer.statusCode() + " " + problem.path("type").asText().replace("urn:malbild:problem:", "");
    }
}
