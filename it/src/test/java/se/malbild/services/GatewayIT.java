package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationJson;

/** The gateway as department systems meet it: every kind of body, and what is answered. */
class GatewayIT extends AgainstGateway {
    /** A body whose length is not told beforehand. */
    private static BodyPublisher ndjson(int count, IntFunction<String> line) {
        return BodyPublishers.ofInputStream(() ->
                new SequenceInputStream(Collections.enumeration(IntStream.range(0, count)
                        .mapToObj(i -> (InputStream) new ByteArrayInputStream(bytes(line.apply(i) + "\n")))
                        .toList())));
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
                .extracting(AgainstGateway::summary)
                .containsExactly(
                        "0 accepted",
                        "1 rejected /1/value not-a-number /1/colour unknown-field",
                        "2 accepted /2/indicator unknown-indicator");
        assertThat(lines.statusCode()).isEqualTo(207);
        assertThat(results(lines))
                .extracting(AgainstGateway::summary)
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
        List<JsonNode> told = answer.body().map(AgainstGateway::json).toList();

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
            awaitReady(keeping.url());
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
    void the_description_the_page_and_the_metrics_are_served() throws Exception {
        send(post("application/json", event("metrics-1")));
        JsonNode description = json(get(gateway.url() + "/openapi.json"));
        assertThat(description.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(description
                        .at("/components/schemas/ObservationData/properties")
                        .size())
                .isEqualTo(ObservationJson.fields().size() + 1);
        JsonNode content = description.at("/paths/~1v1~1observations/post/requestBody/content");
        for (String mediaType : List.of(
                "application/json",
                "application/x-ndjson",
                "application/cloudevents+json",
                "application/cloudevents-batch+json")) {
            JsonNode given = content.path(mediaType).path("example");
            String example = (given.isTextual() ? given.asText() : given.toString()).replace("1880", ORGANISATION);
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

    private static Observation read(String event) {
        try {
            return ObservationJson.read(event);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
