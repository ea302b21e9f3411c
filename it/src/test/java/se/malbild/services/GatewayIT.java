package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;
import se.malbild.service.TokenFile;

/** The gateway over a real broker and registry, as department systems meet it. */
class GatewayIT {
    private static final GatewayLimits USUAL = GatewayLimits.defaults();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORGANISATION = "1981";
    private static final String PASSWORD = "changeit";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static Gateway gateway;
    private static HttpClient client;
    private static DescribedAnswers described;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.apply(new Vasteras(ORGANISATION).framework());
        gateway = Gateway.start(settings(Optional.empty(), USUAL));
        client = HttpClient.newHttpClient();
        awaitReady(gateway.url());
        described = DescribedAnswers.at(gateway.url());
    }

    /** A body whose length is not told beforehand. */
    private static BodyPublisher ndjson(int count, IntFunction<String> line) {
        return BodyPublishers.ofInputStream(() ->
                new SequenceInputStream(Collections.enumeration(IntStream.range(0, count)
                        .mapToObj(i -> (InputStream) new ByteArrayInputStream(bytes(line.apply(i) + "\n")))
                        .toList())));
    }

    private static GatewayLimits limits(int maxRequestsInFlight, int maxKeptBytes, Duration bodyWithin) {
        return new GatewayLimits(
                USUAL.maxBodyBytes(),
                USUAL.maxLineBytes(),
                USUAL.maxEvents(),
                maxRequestsInFlight,
                USUAL.maxBytesInFlight(),
                USUAL.leastSenders(),
                USUAL.streamWindow(),
                maxKeptBytes,
                USUAL.maxGzipRatio(),
                bodyWithin,
                USUAL.brokerWithin());
    }

    private static GatewaySettings settings(Optional<Path> tokens, GatewayLimits limits) {
        return new GatewaySettings(cluster.cluster(), HttpSettings.loopback(0), tokens, limits, Map.of());
    }

    private static void awaitReady(String url) {
        await().untilAsserted(() -> assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    @Test
    void given_each_kind_of_body_then_the_events_lie_where_the_answer_says() throws Exception {
        String cloudEvent = "{\"specversion\":\"1.0\",\"type\":\"se.malbild.observation.v1\",\"source\":\"/s\","
                + "\"id\":\"%s\",\"data\":%s}";
        Map<String, HttpRequest.Builder> ways = new LinkedHashMap<>();
        ways.put("object", post("application/json", event("kind-object")));
        ways.put("array", post("application/json", "[" + event("kind-a1") + "," + event("kind-a2") + "]"));
        ways.put("ndjson", post("application/x-ndjson", event("kind-n1") + "\n\n" + event("kind-n2")));
        ways.put(
                "cloud event", post("application/cloudevents+json", String.format(cloudEvent, "c1", event("kind-c1"))));
        ways.put(
                "batch",
                post(
                        "application/cloudevents-batch+json",
                        "[" + String.format(cloudEvent, "b1", event("kind-b1")) + "]"));
        ways.put(
                "binary",
                post("application/vnd.vasteras+json; charset=utf8", event("kind-binary"))
                        .header("ce-specversion", "\"1.0\"")
                        .header("ce-type", "se.malbild.observation.v1")
                        .header("ce-source", "%2Fs")
                        .header("ce-id", "x1"));
        ways.put(
                "gzip",
                HttpRequest.newBuilder(observations())
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(gzip(event("kind-gzip").getBytes(StandardCharsets.UTF_8)))));

        Map<String, JsonNode> accepted = new LinkedHashMap<>();
        for (Map.Entry<String, HttpRequest.Builder> way : ways.entrySet()) {
            HttpResponse<String> answer = send(way.getValue().header("traceparent", TRACE));
            assertThat(answer.statusCode()).as(way.getKey() + answer.body()).isEqualTo(202);
            results(answer)
                    .forEach(result -> accepted.put(result.path("eventId").asText(), result));
        }

        assertThat(accepted.keySet())
                .containsExactly(
                        "kind-object",
                        "kind-a1",
                        "kind-a2",
                        "kind-n1",
                        "kind-n2",
                        "kind-c1",
                        "kind-b1",
                        "kind-binary",
                        "kind-gzip");
        Map<String, ConsumerRecord<byte[], byte[]>> records = records();
        accepted.forEach((eventId, result) -> {
            assertThat(result.has("warnings")).as(eventId).isFalse();
            ConsumerRecord<byte[], byte[]> record = records.get(
                    result.path("topic").asText() + "/" + result.path("partition") + "/" + result.path("offset"));
            Observation expected = read(event(eventId));
            if (eventId.equals("kind-c1") || eventId.equals("kind-b1") || eventId.equals("kind-binary")) {
                expected = read(event(eventId).replace("}", ", \"source\": \"/s\"}"));
            }
            assertThat(record.value()).isEqualTo(cluster.writer.event(expected));
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(ORGANISATION);
            assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
                    .isEqualTo(TRACE);
        });
    }

    @Test
    void given_good_and_bad_events_then_each_is_answered_in_its_place() throws Exception {
        String bad = event("mixed-2").replace("\"80.1\"", "\"mycket\", \"colour\": 1");
        String unexpected = event("mixed-3").replace("N17461", "N99999");

        HttpResponse<String> mixed =
                send(post("application/json", "[" + event("mixed-1") + "," + bad + "," + unexpected + "]"));
        HttpResponse<String> lines =
                send(post("application/x-ndjson", event("mixed-1") + "\n{\n" + bad + "\n" + unexpected));
        HttpResponse<String> none = send(post("application/json", bad));

        assertThat(mixed.statusCode()).isEqualTo(207);
        assertThat(results(mixed))
                .extracting(GatewayIT::summary)
                .containsExactly(
                        "0 accepted",
                        "1 rejected /1/value not-a-number /1/colour unknown-field",
                        "2 accepted /2/indicator unknown-indicator");
        assertThat(lines.statusCode()).isEqualTo(207);
        assertThat(results(lines))
                .extracting(GatewayIT::summary)
                .containsExactly(
                        "1 accepted",
                        "2 rejected  not-json",
                        "3 rejected /value not-a-number /colour unknown-field",
                        "4 accepted /indicator unknown-indicator");
        assertThat(none.statusCode()).isEqualTo(422);
        JsonNode fault = results(none).get(0).path("faults").path(0).path("message");
        assertThat(fault.path("sv").asText()).contains("är inte ett tal");
        assertThat(fault.path("en").asText()).contains("is not a number");
    }

    @Test
    void given_a_stream_then_every_line_is_answered_to_a_client_that_sends_everything_first() throws Exception {
        int count = 50_000;
        HttpResponse<Stream<String>> answer = client.send(
                HttpRequest.newBuilder(observations())
                        .header("Content-Type", "application/x-ndjson")
                        .POST(ndjson(count, i -> i % 1_000 == 7 ? "{\"year\": true}" : event("stream-" + i)))
                        .build(),
                BodyHandlers.ofLines());
        List<JsonNode> told = answer.body().map(GatewayIT::json).toList();

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(told).hasSize(count + 1);
        assertThat(told.get(count).toString()).isEqualTo("{\"accepted\":49950,\"rejected\":50,\"unconfirmed\":0}");
        for (int i = 0; i < count; i++) {
            assertThat(told.get(i).path("line").asInt()).isEqualTo(i + 1);
            assertThat(told.get(i).path("status").asText()).isEqualTo(i % 1_000 == 7 ? "rejected" : "accepted");
        }
    }

    @ParameterizedTest
    @CsvSource({"67108864, 202", "300000, 207"})
    void given_a_long_stream_of_good_events_then_its_status_is_exact_unless_the_answer_is_too_long_to_keep(
            int maxKeptBytes, int status) throws Exception {
        GatewayLimits limits = limits(USUAL.maxRequestsInFlight(), maxKeptBytes, USUAL.bodyWithin());
        int count = 5_000;
        try (Gateway keeping = Gateway.start(settings(Optional.empty(), limits))) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(keeping.url() + "/v1/observations"))
                            .header("Content-Type", "application/x-ndjson")
                            .POST(ndjson(count, i -> event("kept-" + i)))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body().lines())
                    .hasSize(count + 1)
                    .endsWith("{\"accepted\":5000,\"rejected\":0,\"unconfirmed\":0}");
        }
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("malbild-answer"));
        }
    }

    @Test
    void given_a_stream_that_breaks_half_way_then_what_came_before_is_answered_and_the_end_says_why() throws Exception {
        byte[] packed = gzip(bytes(IntStream.range(0, 20_000)
                .mapToObj(i -> event("broken-" + i) + "\n")
                .collect(Collectors.joining())));
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 1_000, (byte) 0xff);

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(observations())
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed))
                        .build(),
                BodyHandlers.ofString());

        JsonNode last =
                json(answer.body().lines().reduce((before, line) -> line).orElseThrow());
        assertThat(last.at("/problem/type").asText()).isEqualTo("urn:malbild:problem:bad-gzip");
        assertThat(last.path("accepted").asInt()).isBetween(1_000, 19_000);
        assertThat(results(answer))
                .hasSize(last.path("accepted").asInt() + last.path("rejected").asInt());
    }

    @Test
    void given_the_same_key_and_body_then_the_answer_is_the_same_and_nothing_is_sent_again() throws Exception {
        HttpRequest.Builder request = post("application/json", event("key-1")).header("Idempotency-Key", "k1");
        HttpResponse<String> first = send(request);
        HttpResponse<String> again = send(request);
        HttpResponse<String> other =
                send(post("application/json", event("key-2")).header("Idempotency-Key", "k1"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other.body()).path("type").asText()).endsWith("idempotency-key-reused");
    }

    @Test
    void given_tokens_then_each_writes_for_its_own_departments_until_it_is_revoked() throws Exception {
        Path file = data.resolve("tokens.ndjson");
        TokenFile.Created created = TokenFile.create(file, ORGANISATION, Set.of("barn-och-utbildning"), Instant.now());
        try (Gateway guarded = Gateway.start(settings(Optional.of(file), USUAL))) {
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
            assertThat(send(post(observations, "application/json", bare).header("Authorization", authorization))
                            .statusCode())
                    .isEqualTo(202);
            HttpResponse<String> foreign = send(post(
                            observations,
                            "application/json",
                            event("token-2").replace("barn-och-utbildning", "kommunstyrelsen"))
                    .header("Authorization", authorization));
            assertThat(foreign.statusCode()).isEqualTo(422);
            assertThat(results(foreign))
                    .extracting(GatewayIT::summary)
                    .containsExactly("0 rejected /department other-department");
            String operators =
                    TokenFile.create(file, "", Set.of(), Instant.now()).token();
            await().untilAsserted(() -> assertThat(send(post(observations, "application/json", event("token-3"))
                                    .header("Authorization", "Bearer " + operators))
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
        String token = TokenFile.create(tokens, ORGANISATION, Set.of("barn-och-utbildning"), Instant.now())
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
                USUAL,
                Map.of());
        HttpClient trustsFirst = makeKeyAndTrustIt(keys);
        HttpClient trustsSecond;
        try (Gateway secure = Gateway.start(settings)) {
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
        Files.deleteIfExists(store);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=gateway",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void given_no_tokens_then_it_listens_on_no_other_interface_than_loopback() {
        GatewaySettings open = new GatewaySettings(
                cluster.cluster(),
                new HttpSettings("0.0.0.0", 0, Optional.empty(), Set.of()),
                Optional.empty(),
                USUAL,
                Map.of());

        assertThatThrownBy(() -> Gateway.start(open))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("malbild tokens create");
    }

    @Test
    void given_more_than_it_takes_on_then_it_says_when_to_try_again() throws Exception {
        GatewayLimits one = limits(1, USUAL.maxKeptBytes(), USUAL.bodyWithin());
        try (Gateway narrow = Gateway.start(settings(Optional.empty(), one))) {
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
                    .extracting(GatewayIT::summary)
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
        try (Gateway strict = Gateway.start(settings(Optional.empty(), impatient));
                Socket slow = begun(strict, mediaType, "{\n")) {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void given_200_connections_that_trickle_then_another_sender_is_answered_all_the_same(boolean hasTokens)
            throws Exception {
        Path file = data.resolve("trickling.ndjson");
        Set<String> departments = Set.of("barn-och-utbildning");
        String slow =
                TokenFile.create(file, ORGANISATION, departments, Instant.now()).token();
        String quick =
                TokenFile.create(file, ORGANISATION, departments, Instant.now()).token();
        int requests = 100;
        List<Long> tookNanos = new ArrayList<>();
        List<Socket> trickling = new ArrayList<>();
        try (Gateway trickled = Gateway.start(settings(hasTokens ? Optional.of(file) : Optional.empty(), USUAL))) {
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
            assertThat(trickling.stream().filter(GatewayIT::isWaitedFor).count())
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

    private static Socket begun(Gateway gateway, String mediaType, String begin) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(gateway.url()).getPort());
        socket.getOutputStream()
                .write(bytes("POST /v1/observations HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + mediaType
                        + "\r\nContent-Length: 100000\r\n\r\n" + begin));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void the_description_the_page_and_the_metrics_are_served() throws Exception {
        send(post("application/json", event("metrics-1")));
        JsonNode description = json(get(gateway.url() + "/openapi.json"));
        assertThat(description.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(description.at("/components/schemas/Observation/properties").size())
                .isEqualTo(ObservationJson.fields().size() + 1);
        JsonNode content = description.at("/paths/~1v1~1observations/post/requestBody/content");
        for (String mediaType : List.of(
                "application/json",
                "application/x-ndjson",
                "application/cloudevents+json",
                "application/cloudevents-batch+json")) {
            String example = content.path(mediaType).path("example").asText().replace("1880", ORGANISATION);
            assertThat(send(post(mediaType, example)).statusCode())
                    .as(mediaType)
                    .isEqualTo(202);
        }
        assertThat(get(gateway.url() + "/docs")).contains("lang=\"sv\"").doesNotContain("http://", "https://");
        assertThat(get(gateway.url() + "/docs/try.js"))
                .contains("/v1/observations")
                .doesNotContain("http://", "https://");
        assertThat(get(gateway.url() + "/metrics"))
                .contains("malbild_gateway_events_total{department=\"barn-och-utbildning\",outcome=\"accepted\"")
                .contains("malbild_gateway_requests_seconds_bucket")
                .contains("malbild_gateway_requests_in_flight")
                .contains("kafka_producer_record_send_total{", "kafka_consumer_fetch_manager_records_consumed_total{");
    }

    private static String get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
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

    private static URI observations() {
        return URI.create(gateway.url() + "/v1/observations");
    }

    private static HttpRequest.Builder post(String contentType, String body) {
        return post(observations(), contentType, body);
    }

    private static HttpRequest.Builder post(URI observations, String contentType, String body) {
        return HttpRequest.newBuilder(observations)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        described.check(answer, bytes(answer.body()));
        return answer;
    }

    private static String event(String eventId) {
        return "{\"eventId\": \"" + eventId + "\", \"organisation\": \"" + ORGANISATION
                + "\", \"indicator\": \"N17461\", \"department\": \"barn-och-utbildning\", \"year\": 2018,"
                + " \"value\": \"80.1\", \"observedAt\": \"2019-03-01T12:00:00+01:00\"}";
    }

    private static Observation read(String event) {
        try {
            return ObservationJson.read(event);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, ConsumerRecord<byte[], byte[]>> records() {
        Map<String, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
        TopicScan.of(
                cluster.cluster(),
                Topic.INDICATOR_EVENTS,
                record -> records.put(record.topic() + "/" + record.partition() + "/" + record.offset(), record));
        return records;
    }

    /** Returns what is said of each event, in order. */
    private static List<JsonNode> results(HttpResponse<String> answer) {
        if (answer.body().startsWith("{\"line\"")) {
            List<JsonNode> lines =
                    new ArrayList<>(answer.body().lines().map(GatewayIT::json).toList());
            lines.remove(lines.size() - 1);
            return lines;
        }
        JsonNode results = json(answer.body()).path("results");
        return StreamSupport.stream(results.spliterator(), false).toList();
    }

    private static String summary(JsonNode result) {
        StringBuilder summary = new StringBuilder((result.has("index") ? result.path("index") : result.path("line"))
                + " " + result.path("status").asText());
        for (String kind : List.of("faults", "warnings")) {
            result.path(kind)
                    .forEach(fault -> summary.append(' ')
                            .append(fault.path("pointer").asText())
                            .append(' ')
                            .append(fault.path("code").asText()));
        }
        return summary.toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new IllegalStateException(text, malformed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
