package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.schemas.Topic;

/** The streams application as its own process: what its probes answer, and how it ends. */
@Timeout(240)
class ServeStreamsIT {
    private static final int TERMINATED = 143;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path data;

    private static TestCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = TestCluster.startWithLastingRegistry(data);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void it_lives_while_it_waits_for_the_registry_and_is_ready_when_it_runs() throws Exception {
        Vasteras vasteras = new Vasteras("1980");
        cluster.apply(vasteras.framework());
        cluster.publish(vasteras.observations());
        byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
        cluster.send(Topic.INDICATOR_EVENTS, 0, noEvent, noEvent);
        cluster.stopRegistry();
        try (ServiceProcess streams = start("waits");
                ServiceProcess receipts = ServiceProcess.start(cluster, "receipts", data.resolve("books"), Map.of())) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(receipts.get("/health/live").status()).isEqualTo(200));
            assertThat(receipts.get("/health/ready").body())
                    .contains("\"state\":\"starting\"", "väntar på schemaregistret");
            assertThat(receipts.get("/v1/books").status()).isEqualTo(503);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(streams.get("/health/live").status()).isEqualTo(200));
            ServiceProcess.Answer waits = streams.get("/health/ready");
            assertThat(waits.status()).isEqualTo(503);
            assertThat(waits.body()).contains("\"state\":\"starting\"", "väntar på schemaregistret");
            assertThat(streams.get("/").body()).contains("väntar på schemaregistret");

            cluster.startRegistry();
            streams.awaitReady();
            receipts.awaitReady();
            assertThat(receipts.get("/v1/books").body()).contains("\"inBalance\":true");
            cluster.awaitPicturesOf("1980");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(streams.get("/metrics").body())
                            .contains("malbild_events_total{department=\"", "kafka_stream_task_"));
            String page = streams.get("/?lang=en").body();
            assertThat(page)
                    .contains("<html lang=\"en\">", "running", "0_0", "indicator-events-2", ">observe</text>")
                    .contains("left to read: 0", "<th scope=\"row\">cells</th>");
            assertThat(page).containsPattern("<th scope=\"row\">not-avro</th><td class=\"n\">1</td>");
            assertThat(streams.stop()).isEqualTo(TERMINATED);
            assertThat(streams.log()).doesNotContain("Exception");
        }
    }

    @Test
    void with_json_every_line_of_the_log_is_an_object() throws Exception {
        try (ServiceProcess streams = start("json")) {
            streams.awaitReady();
            streams.stop();

            ObjectMapper json = new ObjectMapper();
            assertThat(streams.log().lines())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(line -> assertThat(
                                    json.readTree(line).path("formattedMessage").asText())
                            .isNotEmpty());
        }
    }

    private static ServiceProcess start(String name) throws Exception {
        return ServiceProcess.start(
                cluster,
                "streams",
                data.resolve(name),
                Map.of("MALBILD_APPLICATION_ID", name, "MALBILD_LOG", name.equals("json") ? "json" : "lines"));
    }
}
