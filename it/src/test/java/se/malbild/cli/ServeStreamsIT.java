package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.schemas.Topic;

/** The streams application as its own process: what its probes answer, and how it ends. */
class ServeStreamsIT {
    private static final int TERMINATED = 143;

    @TempDir
    private static Path data;

    private static TestCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = TestCluster.start(data);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void it_lives_while_it_waits_for_the_registry_and_is_ready_when_it_runs_and_logs_as_it_is_told() throws Exception {
        Vasteras vasteras = new Vasteras("1980");
        cluster.apply(vasteras.framework());
        cluster.publish(vasteras.observations());
        byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
        cluster.send(Topic.INDICATOR_EVENTS, 0, noEvent, noEvent);
        cluster.stopRegistry();
        try (ServiceProcess streams =
                        ServiceProcess.start(cluster, "streams", data.resolve("waits"), Map.of("MALBILD_LOG", "json"));
                ServiceProcess receipts = ServiceProcess.start(cluster, "receipts", data.resolve("books"), Map.of())) {
            await().untilAsserted(() ->
                    assertThat(receipts.get("/health/live").status()).isEqualTo(200));
            assertThat(receipts.get("/health/ready").body())
                    .contains("\"state\":\"starting\"", "väntar på schemaregistret");
            assertThat(receipts.get("/v1/books").status()).isEqualTo(503);
            await().untilAsserted(() ->
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

            await().untilAsserted(() -> assertThat(streams.get("/metrics").body())
                    .contains("malbild_events_total{department=\"", "kafka_stream_task_"));
            String page = streams.get("/?lang=en").body();
            assertThat(page)
                    .contains("<html lang=\"en\">", "running", "0_0", "indicator-events-2", ">observe</text>")
                    .contains("left to read: 0", "<th scope=\"row\">cells</th>");
            assertThat(page).containsPattern("<th scope=\"row\">not-avro</th><td class=\"n\">1</td>");
            ServiceProcess.Answer asked = streams.get("/?lang=en&asOf=2018-08-31");
            assertThat(asked.status()).isEqualTo(400);
            assertThat(asked.body()).contains("”asOf”");
            assertThat(streams.stop()).isEqualTo(TERMINATED);
            assertThat(streams.log()).doesNotContain("Exception");
            assertIsJson(streams.log());
        }
    }

    /** With {@code MALBILD_LOG=json}, every line of the log is an object. */
    private static void assertIsJson(String log) {
        ObjectMapper json = new ObjectMapper();
        assertThat(log.lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(
                                json.readTree(line).path("formattedMessage").asText())
                        .isNotEmpty());
    }
}
