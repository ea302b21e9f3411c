package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.local.LoopbackPorts;
import se.malbild.schemas.Topic;

/**
 * A Prometheus with the rules of {@code ops}, and the faults they are for. Only the rules' times are others: what waits minutes
 * waits {@value #WAIT_SECONDS} seconds, and what looks back over minutes looks back {@value #WINDOW_SECONDS} seconds.
 */
@Tag("proof")
class AlertsIT {
    private static final int WAIT_SECONDS = 2;
    private static final int WINDOW_SECONDS = 20;
    private static final Set<String> OF_SPEED = Set.of("ServiceRestarting", "NotReady", "PictureOld", "PictureSlow");

    @TempDir
    private Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private int prometheusPort;
    private int streamsPort;

    @Test
    void alerts_fire_for_real_faults_and_clear_after_them() throws Exception {
        assumeTrue(
                AlertsTest.isInstalled("prometheus"),
                "prometheus is not installed (Debian: apt install prometheus), so no alert is seen firing");
        prometheusPort = LoopbackPorts.requireFree(0);
        streamsPort = LoopbackPorts.requireFree(0);
        try (TestCluster cluster = TestCluster.start(data.resolve("cluster"))) {
            Process prometheus = startPrometheus();
            ServiceProcess streams = startStreams(cluster);
            try {
                streams.awaitReady();
                awaitFiring(Set.of());

                streams.close();
                awaitFiring(Set.of("ServiceDown", "InstanceDown"));
                streams = startStreams(cluster);
                awaitFiring(Set.of());
                streams.awaitReady();

                cluster.stopKafka();
                awaitFiring(Set.of("KafkaAway"));
                cluster.startKafka();
                awaitFiring(Set.of());

                byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
                cluster.send(Topic.INDICATOR_EVENTS, 0, noEvent, noEvent);
                awaitFiring(Set.of("EventsRejected"));
                awaitFiring(Set.of());
            } finally {
                streams.close();
                prometheus.destroyForcibly().onExit().join();
            }
        }
    }

    private ServiceProcess startStreams(TestCluster cluster) throws IOException {
        return ServiceProcess.start(
                cluster,
                "streams",
                data.resolve("streams"),
                Map.of(ServiceProcess.PORT, Integer.toString(streamsPort)));
    }

    private Process startPrometheus() throws IOException {
        Path directory = Files.createDirectory(data.resolve("prometheus"));
        Files.writeString(
                directory.resolve("alerts.yml"),
                Files.readString(AlertsTest.RULES)
                        .replaceAll("for: \\d+[mh]", "for: " + WAIT_SECONDS + "s")
                        .replaceAll("\\[\\d+m]", "[" + WINDOW_SECONDS + "s]")
                        .replaceAll("offset \\d+m", "offset " + WINDOW_SECONDS + "s"));
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [alerts.yml]
                scrape_configs:
                  - job_name: malbild
                    honor_labels: true
                    static_configs: [{targets: ["127.0.0.1:%d"], labels: {service: streams}}]
                """.formatted(streamsPort));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + prometheusPort)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private void awaitFiring(Set<String> alerts) {
        long start = System.nanoTime();
        await("alerts " + alerts)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(firing()).isEqualTo(alerts));
        System.out.printf("Firing after %.1f s: %s%n", (System.nanoTime() - start) / 1e9, new TreeSet<>(alerts));
    }

    /**
     * Returns what fires for the streams application: of the other services there is none here, and alerts that tell of how
     * fast things go may fire on any computer.
     */
    private Set<String> firing() throws Exception {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + prometheusPort + "/api/v1/alerts"))
                .build();
        JsonNode answer = new ObjectMapper()
                .readTree(http.send(question, BodyHandlers.ofString()).body());
        assertThat(answer.path("status").asText()).isEqualTo("success");
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : answer.at("/data/alerts")) {
            String service = alert.at("/labels/service").asText("streams");
            String name = alert.at("/labels/alertname").asText();
            if (service.equals("streams")
                    && alert.path("state").asText().equals("firing")
                    && !OF_SPEED.contains(name)) {
                firing.add(name);
            }
        }
        return firing;
    }
}
