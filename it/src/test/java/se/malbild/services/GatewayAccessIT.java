package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import se.malbild.cluster.TestKeys;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewaySettings;
import se.malbild.schemas.Sender;
import se.malbild.schemas.StartupException;
import se.malbild.service.HttpSettings;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens.Role;

/** Who may send what to the gateway. */
class GatewayAccessIT extends AgainstGateway {
    @Test
    void without_tokens_nobody_decides_since_nobody_is_named() throws Exception {
        HttpResponse<String> asked = send(HttpRequest.newBuilder(
                URI.create(gateway.url() + "/v1/decisions?organisation=1981&framework=f&year=2018")));
        HttpResponse<String> sent = send(post(URI.create(gateway.url() + "/v1/decisions"), "application/json", "{}"));

        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(sent.statusCode()).isEqualTo(403);
        assertThat(sent.body()).contains("urn:malbild:problem:no-tokens");
    }

    @Test
    void given_tokens_then_each_writes_for_its_own_departments_until_it_is_revoked() throws Exception {
        Path file = data.resolve("tokens.ndjson");
        TokenFile.Created created = TokenFile.create(
                file, "Skolsystemet", Role.DEPARTMENT, ORGANISATION, Set.of("barn-och-utbildning"), Instant.now());
        try (Gateway guarded = Gateway.start(settings(Optional.of(file), USUAL))) {
            awaitReady(guarded.url());
            URI observations = URI.create(guarded.url() + "/v1/observations");
            String authorization = "Bearer " + created.token();
            String bare = event("token-1")
                    .replace("\"organisation\": \"" + ORGANISATION + "\", ", "")
                    .replace("\"department\": \"barn-och-utbildning\", ", "");
            assertThat(bare).doesNotContain("department", "organisation");

            assertThat(send(post(observations, "application/json", bare)).statusCode())
                    .isEqualTo(401);
            assertThat(send(post(observations, "application/json", bare).header("Authorization", "Bearer malbild_fel"))
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> accepted =
                    send(post(observations, "application/json", bare).header("Authorization", authorization));
            assertThat(accepted.statusCode()).isEqualTo(202);
            JsonNode place = results(accepted).get(0);
            assertThat(Sender.of(records()
                            .get(place.path("topic").asText() + "/" + place.path("partition") + "/"
                                    + place.path("offset"))
                            .headers()))
                    .contains(new Sender("Skolsystemet"));
            HttpResponse<String> foreign = send(post(
                            observations,
                            "application/json",
                            event("token-2").replace("barn-och-utbildning", "kommunstyrelsen"))
                    .header("Authorization", authorization));
            assertThat(foreign.statusCode()).isEqualTo(422);
            assertThat(results(foreign))
                    .extracting(AgainstGateway::summary)
                    .containsExactly("0 rejected /department other-department");
            String operators = TokenFile.create(file, "Prometheus", Role.OPERATOR, "", Set.of(), Instant.now())
                    .token();
            await().untilAsserted(() -> assertThat(send(post(observations, "application/json", event("token-3"))
                                    .header("Authorization", "Bearer " + operators))
                            .statusCode())
                    .isEqualTo(403));
            String office = TokenFile.create(
                            file, "Anna Ek", Role.STEERING_OFFICE, ORGANISATION, Set.of(), Instant.now())
                    .token();
            await().untilAsserted(() -> assertThat(send(post(observations, "application/json", event("token-4"))
                                    .header("Authorization", "Bearer " + office))
                            .statusCode())
                    .isEqualTo(403));
            assertThat(get(guarded.url() + "/metrics")).contains("no-valid-token");

            Socket stream =
                    begun(guarded, "application/x-ndjson\r\nAuthorization: " + authorization, event("open-1") + "\n");
            assertThat(TokenFile.revoke(file, created.entry().holder().id(), Instant.now()))
                    .isTrue();
            long revoked = System.nanoTime();
            try (stream) {
                await().pollInterval(Duration.ofMillis(20)).until(() -> {
                    if (stream.getInputStream().available() == 0) {
                        stream.getOutputStream().write(bytes(event("open-2") + "\n"));
                    }
                    return stream.getInputStream().available() > 0;
                });
                System.out.printf(
                        Locale.ROOT,
                        "a revoked token ended its stream after %d ms%n",
                        (System.nanoTime() - revoked) / 1_000_000);
                String answer = rest(stream);
                assertThat(answer).startsWith("HTTP/1.1 401").contains("\"eventId\":\"open-1\"");
                assertThat(answer).contains("urn:malbild:problem:no-token");
            }
            await().untilAsserted(() -> assertThat(
                            send(post(observations, "application/json", bare).header("Authorization", authorization))
                                    .statusCode())
                    .isEqualTo(401));
        }
    }

    @Test
    void given_a_key_store_then_it_answers_over_https_alone_with_the_certificate_it_started_with() throws Exception {
        Path tokens = data.resolve("https-tokens.ndjson");
        String token = TokenFile.create(
                        tokens,
                        "Skolsystemet",
                        Role.DEPARTMENT,
                        ORGANISATION,
                        Set.of("barn-och-utbildning"),
                        Instant.now())
                .token();
        Path keys = data.resolve("gateway.p12");
        GatewaySettings settings = new GatewaySettings(
                cluster.cluster(),
                new HttpSettings(
                        HttpSettings.LOOPBACK,
                        0,
                        Optional.of(new HttpSettings.Tls(keys, Files.writeString(data.resolve("pw"), PASSWORD))),
                        Set.of()),
                Optional.of(tokens),
                USUAL);
        HttpClient trustsFirst = makeKeyAndTrustIt(keys);
        HttpClient trustsSecond;
        try (Gateway secure = Gateway.start(settings)) {
            awaitReady(trustsFirst, secure.url());
            trustsSecond = makeKeyAndTrustIt(keys);

            assertThat(secure.url()).startsWith("https://127.0.0.1:");
            assertThat(sendWithToken(trustsFirst, secure.url(), "https-1", token)
                            .statusCode())
                    .isEqualTo(202);
            assertThat(sendWithToken(trustsFirst, secure.url(), "https-2", "malbild_fel")
                            .statusCode())
                    .isEqualTo(401);
            assertThatThrownBy(() -> sendWithToken(client, secure.url(), "https-3", token))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> sendWithToken(client, secure.url().replace("https", "http"), "https-4", token))
                    .isInstanceOf(IOException.class);
        }
        try (Gateway renewed = Gateway.start(settings)) {
            awaitReady(trustsSecond, renewed.url());
            assertThat(sendWithToken(trustsSecond, renewed.url(), "https-5", token)
                            .statusCode())
                    .isEqualTo(202);
            assertThatThrownBy(() -> sendWithToken(trustsFirst, renewed.url(), "https-6", token))
                    .isInstanceOf(SSLException.class);
        }
        Set<String> taken = records().values().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .flatMap(value -> Stream.of("https-1", "https-2", "https-3", "https-4", "https-5", "https-6")
                        .filter(value::contains))
                .collect(Collectors.toSet());
        assertThat(taken).containsExactlyInAnyOrder("https-1", "https-5");
    }

    private static HttpResponse<String> sendWithToken(HttpClient over, String url, String eventId, String token)
            throws IOException, InterruptedException {
        return over.send(
                post(URI.create(url + "/v1/observations"), "application/json", event(eventId))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Puts a new key with a certificate of its own in {@code store}, and returns a client that trusts no other. */
    private static HttpClient makeKeyAndTrustIt(Path store) throws Exception {
        TestKeys.make(store, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void given_no_tokens_then_it_listens_on_no_other_interface_than_loopback() {
        GatewaySettings open = new GatewaySettings(
                cluster.cluster(), new HttpSettings("0.0.0.0", 0, Optional.empty(), Set.of()), Optional.empty(), USUAL);

        assertThatThrownBy(() -> Gateway.start(open))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("malbild tokens create");
    }
}
