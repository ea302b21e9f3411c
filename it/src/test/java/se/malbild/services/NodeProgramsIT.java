package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.demo.Samples;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.TestCluster;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.publisher.ObservationJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/**
 * Programs in JavaScript and TypeScript: those of docs/kafka.md, one with the SDK of CloudEvents, and one with clients
 * generated from the descriptions of the services. Skipped, with a word about it, where there is no Node.js.
 */
@Tag("proof")
class NodeProgramsIT {
    private static final Path PAGE = Path.of("../docs/kafka.md");
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path PROJECT = Path.of("target/node").toAbsolutePath();
    private static final Pattern PROGRAM = Pattern.compile("```js\n// (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final String OREBRO = "1880";
    private static final String SOURCE = "https://verksamhet.example/utfall";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static StreamsApplication streams;
    private static Gateway gateway;
    private static ReceiptsService receipts;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                AlertsTest.isInstalled("node") && AlertsTest.isInstalled("npm"),
                "node and npm are not installed (Debian: apt install nodejs npm), so no program in JavaScript is run");
        cluster = TestCluster.start(data);
        cluster.apply(framework());
        cluster.publish(observations());
        streams = cluster.startApplication("malbild");
        receipts = cluster.startReceipts("receipts", data.resolve("receipts"), Optional.empty());
        gateway = Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults()));
        AgainstGateway.awaitReady(HTTP, gateway.url());
        cluster.awaitPicturesOf(OREBRO);
        dashboard = Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()), PageRoutes::new);
        await("the dashboard").until(dashboard::isReady);
        install();
    }

    private static String framework() {
        return ShippedFrameworks.documents().stream()
                .filter(document -> document.contains("organisation: \"" + OREBRO + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static List<Observation> observations() throws InvalidObservationException {
        List<Observation> observations = new ArrayList<>();
        for (String event : Samples.events()) {
            Observation observation = ObservationJson.read(event);
            if (observation.cell().organisation().equals(OREBRO)) {
                observations.add(observation);
            }
        }
        return observations;
    }

    /** Puts the programs, and the packages that they use, where they can be run. */
    private static void install() throws Exception {
        Files.createDirectories(PROJECT);
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, PROJECT.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Matcher program = PROGRAM.matcher(Files.readString(PAGE));
        while (program.find()) {
            Files.writeString(PROJECT.resolve(program.group(1)), program.group(2));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    @AfterAll
    static void stop() {
        if (dashboard != null) {
            dashboard.close();
            gateway.close();
            receipts.close();
            streams.close();
            cluster.close();
        }
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(PROJECT.toFile());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(cluster.environment());
        Process process = builder.start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
        return said;
    }

    private static void runPackaged(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(PROJECT.resolve("node_modules/.bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    @Test
    void the_programs_of_the_page_write_an_event_and_read_the_pictures() throws Exception {
        List<String> before = run("node", "read.mjs");

        List<String> written = run("node", "write.mjs");

        List<String> expected = cluster.awaitPicturesOf(OREBRO).values().stream()
                .map(NodeProgramsIT::line)
                .toList();
        List<String> after = run("node", "read.mjs");
        assertThat(written)
                .singleElement()
                .asString()
                .startsWith("indicator-events-" + Partitioning.of(OREBRO, TestCluster.PARTITIONS) + "-");
        assertThat(cluster.standing(Topic.REJECTED_EVENTS)).isEmpty();
        assertThat(after).isEqualTo(expected).hasSameSizeAs(before);
        List<String> changed = new ArrayList<>(after);
        changed.removeAll(before);
        assertThat(changed).singleElement().asString().startsWith("1880/orebro-2017-2019/2018 ");
    }

    private static String line(Picture picture) {
        return String.join(
                " ",
                Keys.picture(picture.organisation(), picture.framework(), picture.year()),
                picture.standing().attainment().map(BigDecimal::toPlainString).orElse("null"),
                picture.standing().level());
    }

    @Test
    void the_SDK_of_CloudEvents_sends_in_every_mode_and_what_it_sent_is_on_the_topic() throws Exception {
        Map<String, String> values = Map.of("binary", "78.1", "structured", "78.2", "first", "78.3", "second", "78.4");

        List<JsonNode> accepted = new ArrayList<>();
        for (String line : run("node", "cloudevents.mjs", gateway.url())) {
            JsonNode answer = JSON.readTree(line);
            assertThat(answer.path("status").asInt()).as(line).isEqualTo(202);
            answer.at("/body/results").forEach(accepted::add);
        }

        Map<String, byte[]> records = new HashMap<>();
        TopicScan.of(
                cluster.cluster(),
                Topic.INDICATOR_EVENTS,
                record -> records.put(record.partition() + "-" + record.offset(), record.value()));
        assertThat(accepted).hasSameSizeAs(values.keySet());
        for (JsonNode result : accepted) {
            String eventId = result.path("eventId").asText();
            assertThat(eventId).startsWith(SOURCE + "#");
            String value = values.get(eventId.substring(SOURCE.length() + 1));
            assertThat(records.get(result.path("partition") + "-" + result.path("offset")))
                    .as(eventId)
                    .isEqualTo(cluster.writer.event(sent(eventId, value)));
        }
    }

    private static Observation sent(String eventId, String value) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation(OREBRO)
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2018)
                .value(value)
                .observedAt(Instant.parse("2018-12-01T12:00:00Z"))
                .source(SOURCE)
                .build();
    }

    @Test
    void clients_generated_from_the_descriptions_are_typed_and_follow_an_event_to_its_explanation() throws Exception {
        describe("gateway", gateway.url());
        describe("receipts", receipts.url());
        describe("dashboard", dashboard.url());
        runPackaged("tsc");

        assertThat(run("node", "compiled/client.js", gateway.url(), receipts.url(), dashboard.url()))
                .containsExactly("counted worsened counted");
    }

    /** Makes the types of what the service at {@code url} answers. */
    private static void describe(String service, String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/openapi.json")).build();
        String description = HTTP.send(request, BodyHandlers.ofString()).body();
        Files.writeString(PROJECT.resolve(service + ".json"), description);
        runPackaged("openapi-typescript", service + ".json", "--output", service + ".ts");
    }
}
