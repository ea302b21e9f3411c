package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.RunningService;
import se.malbild.cluster.Said;
import se.malbild.cluster.SecuredBackend;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.TopicPrefix;

/** Commands and services against a Kafka with SASL_SSL and SCRAM, and a registry with HTTPS and basic authentication. */
class SecuredKafkaIT {
    private static final String ORGANISATION = "1980";

    @TempDir
    private static Path data;

    private static SecuredBackend backend;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vasteras vasteras = new Vasteras(ORGANISATION);
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        backend = SecuredBackend.start(data);
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @Test
    void the_whole_journey_needs_one_file_and_tells_no_secret() throws Exception {
        Path framework = Files.writeString(data.resolve("framework.yaml"), vasteras.framework());
        Path events = Files.write(
                data.resolve("events.ndjson"),
                vasteras.observations().stream().map(ObservationJson::write).toList());
        done("topics", "apply", "--partitions=" + TestCluster.PARTITIONS, "--replication=1");
        done("framework", "apply", "--by=Sara Lind", "--reason=Nya mål", "--yes", framework.toString());
        done("publish", events.toString());
        try (TestCluster cluster = TestCluster.on(backend, data, TopicPrefix.NONE);
                RunningService streams = service("streams");
                RunningService receipts = service("receipts");
                RunningService gateway = service("gateway");
                RunningService dashboard = service("dashboard")) {
            Observation correction = vasteras.pupilsWithDiploma(2018, 1, "50");
            HttpResponse<String> accepted = client.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/observations"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(ObservationJson.write(correction)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);

            await("receipt")
                    .untilAsserted(() -> assertThat(get(receipts.url() + "/v1/receipts/" + correction.eventId()
                                    + "?organisation=" + ORGANISATION))
                            .contains("\"status\":\"counted\""));
            String picture =
                    PictureJson.indented(cluster.awaitPicturesOf(ORGANISATION).get(2018));
            assertThat(picture).contains("\"value\" : 50");
            assertThat(done("picture", "--organisation=" + ORGANISATION, "--year=2018", "--format=json"))
                    .isEqualTo(picture);
            await("the dashboard's picture")
                    .untilAsserted(() -> assertThat(
                                    get(dashboard.url() + "/v1/organisations/" + ORGANISATION + "/pictures/2018"))
                            .contains("\"value\""));
            await("everything is running")
                    .pollInSameThread()
                    .untilAsserted(() -> done(
                            "status",
                            "--services=streams=" + streams.url() + ",receipts=" + receipts.url() + ",gateway="
                                    + gateway.url() + ",dashboard=" + dashboard.url()));
        }
        done("rejected", "list");
        done("parked");
        done("feedback", "list");
        done("export", data.resolve("export").toString());
        done("move", "export", "--directory=" + data.resolve("moved"));
        done("topics", "apply", "--partitions=1", "--replication=1", "--topic-prefix=moved.");
        done("move", "import", "--directory=" + data.resolve("moved"), "--topic-prefix=moved.");
        done("reset", "--execute", "--application-id=malbild");

        said.add(Files.readString(Path.of(System.getProperty("malbild.test.log")), StandardCharsets.UTF_8));
        assertThat(said)
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThat(text).doesNotContain(backend.secrets().toArray(String[]::new)));
    }

    @Test
    void what_is_wrong_with_the_file_is_one_line() throws Exception {
        String right = Files.readString(backend.clientConfig());
        assertThat(failure(right.replaceAll("(?m)^(security|sasl|ssl)\\..*\\R|^  username.*\\R", "")))
                .startsWith("Kafka svarar inte på " + backend.bootstrapServers());
        assertThat(failure(right.replaceFirst("password=\"[^\"]*\"", "password=\"fel\"")))
                .startsWith("Kafka på " + backend.bootstrapServers() + " godtar inte inloggningen (");
        assertThat(failure(right.replaceAll("(?m)^ssl\\..*\\R", "")))
                .startsWith("TLS-anslutningen till Kafka på " + backend.bootstrapServers() + " misslyckades (");
        assertThat(failure(right.replace("\";\n", "\"\n"))).startsWith("sasl.jaas.config i filen");
        assertThat(failure(right.replaceAll("(?m)^sasl.jaas.*\\R^  username.*\\R", "")))
                .startsWith("sasl.jaas.config i filen");
        assertThat(failure(right.replaceFirst("ssl.truststore.location=.*", "ssl.truststore.location=/nowhere")))
                .startsWith("Kafkas klient kan inte använda inställningarna (")
                .contains("/nowhere");
        assertThat(failure(right.replace("SASL_SSL", "SASL_TLS")))
                .startsWith("Kafkas klient kan inte använda inställningarna (")
                .contains("security.protocol", "SASL_TLS");
        assertThat(failure(right.replaceFirst(":registry}", ":nobody}")))
                .endsWith("hänvisar till något som inte går att läsa: ${directory:" + data.resolve("secrets")
                        + ":nobody}.");
        assertThat(failure(right.replaceFirst("info=malbild:.*", "info=malbild:fel")))
                .startsWith("Schemaregistret svarar inte som väntat (HTTP 401: ")
                .contains("kontrollera dess adress (--registry), inloggningen");
        assertThat(Said.malbild("picture", "--client-config=" + data.resolve("nowhere"))
                        .failure())
                .startsWith("Filen " + data.resolve("nowhere") + " går inte att läsa");
    }

    private String failure(String clientConfig) throws Exception {
        Path file = Files.writeString(data.resolve("wrong.properties"), clientConfig);
        Said answer = Said.malbild(
                "framework",
                "apply",
                "--by=Sara Lind",
                "--reason=Nya mål",
                "--yes",
                "--client-config=" + file,
                framework().toString());
        assertThat(answer.messages()).doesNotContain(backend.secrets().toArray(String[]::new));
        return answer.failure();
    }

    private Path framework() throws Exception {
        return Files.writeString(data.resolve("framework.yaml"), vasteras.framework());
    }

    private RunningService service(String name) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("MALBILD_STATE", data.resolve(name).toString());
        return RunningService.start(name, environment);
    }

    private static Map<String, String> environment() {
        return Map.of("MALBILD_CLIENT_CONFIG", backend.clientConfig().toString());
    }

    /** Returns what a command prints that does what it is told. */
    private String done(String... command) {
        Said answer = Said.malbild(environment(), command);
        said.add(answer.results());
        said.add(answer.messages());
        assertThat(answer.exitCode())
                .as("%s%n%s%s", List.of(command), answer.results(), answer.messages())
                .isZero();
        return answer.results();
    }

    private String get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
