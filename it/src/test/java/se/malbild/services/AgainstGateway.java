package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;

/** A gateway over a real broker and registry, and what a department's system says to it. */
abstract class AgainstGateway {
    static final GatewayLimits USUAL = GatewayLimits.defaults();
    static final ObjectMapper JSON = new ObjectMapper();
    static final String ORGANISATION = "1981";
    static final String PASSWORD = "changeit";
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    static Path data;

    static TestCluster cluster;
    static Gateway gateway;
    static HttpClient client;
    static DescribedAnswers described;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.apply(new Vasteras(ORGANISATION).framework());
        gateway = Gateway.start(settings(Optional.empty(), USUAL));
        client = HttpClient.newHttpClient();
        awaitReady(gateway.url());
        described = DescribedAnswers.at(gateway.url());
    }

    static GatewayLimits limits(int maxRequestsInFlight, int maxKeptBytes, Duration bodyWithin) {
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

    static GatewaySettings settings(Optional<Path> tokens, GatewayLimits limits) {
        return new GatewaySettings(cluster.cluster(), HttpSettings.loopback(0), tokens, limits);
    }

    static void awaitReady(String url) {
        awaitReady(client, url);
    }

    static void awaitReady(HttpClient over, String url) {
        await().untilAsserted(() -> assertThat(over.send(
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

    static Socket begun(Gateway gateway, String mediaType, String begin) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(gateway.url()).getPort());
        socket.getOutputStream()
                .write(bytes("POST /v1/observations HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + mediaType
                        + "\r\nContent-Length: 100000\r\n\r\n" + begin));
        return socket;
    }

    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    static URI observations() {
        return URI.create(gateway.url() + "/v1/observations");
    }

    static HttpRequest.Builder post(String contentType, String body) {
        return post(observations(), contentType, body);
    }

    static HttpRequest.Builder post(URI observations, String contentType, String body) {
        return HttpRequest.newBuilder(observations)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        described.check(answer, bytes(answer.body()));
        return answer;
    }

    static String event(String eventId) {
        return "{\"eventId\": \"" + eventId + "\", \"organisation\": \"" + ORGANISATION
                + "\", \"indicator\": \"N17461\", \"department\": \"barn-och-utbildning\", \"year\": 2018,"
                + " \"value\": \"80.1\", \"observedAt\": \"2019-03-01T12:00:00+01:00\"}";
    }

    static Map<String, ConsumerRecord<byte[], byte[]>> records() {
        Map<String, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
        TopicScan.of(
                cluster.cluster(),
                Topic.INDICATOR_EVENTS,
                record -> records.put(record.topic() + "/" + record.partition() + "/" + record.offset(), record));
        return records;
    }

    /** Returns what is said of each event, in order. */
    static List<JsonNode> results(HttpResponse<String> answer) {
        if (answer.body().startsWith("{\"line\"")) {
            List<JsonNode> lines = new ArrayList<>(
                    answer.body().lines().map(AgainstGateway::json).toList());
            lines.remove(lines.size() - 1);
            return lines;
        }
        JsonNode results = json(answer.body()).path("results");
        return StreamSupport.stream(results.spliterator(), false).toList();
    }

    static String summary(JsonNode result) {
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

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new IllegalStateException(text, malformed);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
