package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.publisher.ObservationJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.admin.PartitionCounts;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** Partitions are added to the events' topic while everything runs: what each part says, and the way out. */
@Tag("proof")
class PartitionsRaisedIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int SENDERS = 4;
    private static final int MORE = TestCluster.PARTITIONS + 1;
    private static final String COUNTS = "indicator-events " + MORE;
    /** Kafka's own partitioner would from then on choose the new partition for it, and had chosen another before. */
    private static final String MOVED = IntStream.range(100, 1_000)
            .mapToObj(code -> "1" + code)
            .filter(code -> Partitioning.of(code, MORE) == TestCluster.PARTITIONS)
            .findFirst()
            .orElseThrow();

    @TempDir
    private static Path data;

    private static Backend backend;
    private static TestCluster cluster;
    private static ExecutorService sending;

    private final Vasteras municipality = new Vasteras(MOVED);
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Observation> accepted = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() throws Exception {
        backend = Backend.embedded(data);
        cluster = TestCluster.on(backend, data, TopicPrefix.NONE);
        sending = Executors.newFixedThreadPool(SENDERS);
    }

    @AfterAll
    static void stop() {
        sending.shutdownNow();
        cluster.close();
        backend.close();
    }

    @Test
    void what_is_accepted_is_read_every_part_says_what_is_wrong_and_nothing_is_left_behind() throws Exception {
        cluster.apply(municipality.framework());
        Observation added = municipality.pupilsWithDiploma(2017, 3, "77");
        try (StreamsApplication streams = cluster.startApplication("malbild");
                ReceiptsService receipts =
                        cluster.startReceipts("malbild-receipts", data.resolve("receipts"), Optional.empty());
                Gateway gateway = gateway()) {
            List<Future<HttpResponse<String>>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                senders.add(sending.submit(() -> untilRefused(gateway)));
            }
            await("load").until(() -> accepted.size() > 10 * SENDERS);
            addPartition(List.of(Topic.INDICATOR_EVENTS));
            for (Future<HttpResponse<String>> sender : senders) {
                assertThat(sender.get().statusCode()).as(sender.get().body()).isEqualTo(503);
                assertThat(sender.get().body()).contains("partitions-differ");
            }
            // What a client does that asks nobody.
            cluster.send(
                    Topic.INDICATOR_EVENTS,
                    TestCluster.PARTITIONS,
                    MOVED.getBytes(StandardCharsets.UTF_8),
                    cluster.writer.event(added));

            for (Observation observation : accepted) {
                await("receipt")
                        .pollDelay(Duration.ZERO)
                        .untilAsserted(
                                () -> assertThat(status(receipts, observation)).isIn("counted", "superseded"));
            }
            System.out.printf(
                    "Answered 202: %d events, every one of them read; then 503 partitions-differ%n", accepted.size());
            for (String url : List.of(gateway.url(), receipts.url())) {
                await("unready").untilAsserted(() -> {
                    HttpResponse<String> ready = get(url + "/health/ready");
                    assertThat(ready.statusCode()).isEqualTo(503);
                    assertThat(ready.body()).contains("partitions-differ", COUNTS);
                    assertThat(get(url + "/health/live").statusCode()).isEqualTo(200);
                });
            }
            await("unready").untilAsserted(() -> {
                assertThat(streams.health().code()).isEqualTo("partitions-differ");
                assertThat(streams.health().ready()).isFalse();
            });

            Said books = Said.malbild("books", "--lang=en", "--receipts=" + receipts.url());
            assertThat(books.exitCode()).isEqualTo(1);
            assertThat(books.results()).contains("out of balance: 1 record in partitions that were added");
            await("the alert's metric")
                    .untilAsserted(
                            () -> assertThat(get(receipts.url() + "/metrics").body())
                                    .contains("malbild_books_in_balance{service=\"receipts\"} 0.0"));
            Said status = command(
                    cluster, "status", "--lang=en", "--services=receipts=" + receipts.url(), "--groups=malbild");
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.messages()).contains(COUNTS, "malbild has 1 record left to read.");
            assertThatThrownBy(() -> cluster.publish(added)).hasMessageContaining(COUNTS);
            assertThat(command(
                                    cluster,
                                    "framework",
                                    "apply",
                                    "--lang=en",
                                    "--by=Sara Lind",
                                    "--reason=New goals",
                                    "--yes",
                                    file(municipality.framework(2)))
                            .failure())
                    .contains(COUNTS);
            assertThat(command(cluster, "rejected", "list").exitCode()).isZero();
            Stream.of(books.results().lines().reduce((one, other) -> other).orElseThrow(), status.messages())
                    .forEach(System.out::println);
        }
        assertThatThrownBy(() -> cluster.startApplication("malbild"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(COUNTS);

        Path directory = data.resolve("moved");
        Said exported = command(cluster, "move", "export", "--lang=en", "--directory=" + directory);

        System.out.print(exported.messages());
        assertThat(exported.exitCode()).as(exported.messages()).isZero();
        assertThat(exported.messages())
                .contains(
                        "indicator-events " + (accepted.size() + 1),
                        "1 record of them in another partition than the organisation's");
        assertThat(picturesOnNewTopics(directory)).contains("\"value\" : 77", "\"value\" : 50");

        addPartition(Stream.of(Topic.values())
                .filter(topic -> topic != Topic.INDICATOR_EVENTS)
                .toList());
        await("equal counts")
                .until(() -> PartitionCounts.of(cluster.cluster()).problem().isEmpty());
        assertThatThrownBy(() -> cluster.startApplication("malbild"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("malbild-cells-changelog " + TestCluster.PARTITIONS);
    }

    /** Sends one correction of the same cell after the other, and returns the first answer that is not 202. */
    private HttpResponse<String> untilRefused(Gateway gateway) throws Exception {
        while (true) {
            Observation next = municipality.pupilsWithDiploma(2018, sent.incrementAndGet(), "50");
            HttpResponse<String> answer = post(gateway, next);
            if (answer.statusCode() != 202) {
                return answer;
            }
            accepted.add(next);
        }
    }

    private static void addPartition(List<Topic> topics) throws Exception {
        try (Admin admin = AdminClients.create(cluster.cluster())) {
            admin.createPartitions(topics.stream()
                            .collect(Collectors.toMap(Topic::topicName, topic -> NewPartitions.increaseTo(MORE))))
                    .all()
                    .get();
        }
    }

    private static Gateway gateway() throws Exception {
        Gateway gateway = Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults()));
        await("the gateway").until(() -> get(gateway.url() + "/health/ready").statusCode() == 200);
        return gateway;
    }

    private static HttpResponse<String> post(Gateway gateway, Observation observation) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/observations"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(ObservationJson.write(observation)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String status(ReceiptsService receipts, Observation observation) throws Exception {
        JsonNode found = new JsonMapper()
                .readTree(get(receipts.url() + "/v1/receipts/" + observation.eventId() + "?organisation=" + MOVED)
                        .body());
        return found.at("/receipts/0/status").asText();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static String file(String framework) throws IOException {
        return Files.writeString(data.resolve("framework.yaml"), framework).toString();
    }

    private static Said command(TestCluster on, String... args) {
        return Said.malbild(
                Stream.concat(Stream.of(args), on.options().stream()).toArray(String[]::new));
    }

    /** Does what the operations guide says, and returns the pictures. */
    private static String picturesOnNewTopics(Path directory) throws Exception {
        TopicPrefix prefix = new TopicPrefix("more.");
        Said.malbild(
                "topics",
                "apply",
                "--partitions=" + MORE,
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--registry=" + cluster.registryUrl(),
                "--topic-prefix=" + prefix.text());
        try (TestCluster more = TestCluster.on(backend, data, prefix)) {
            Said imported = command(more, "move", "import", "--directory=" + directory);
            assertThat(imported.exitCode()).as(imported.messages()).isZero();
            try (StreamsApplication streams = more.startApplication("malbild")) {
                assertThat(streams.health().ready()).isTrue();
                await("the record that nobody had read")
                        .until(() -> more.standing(Topic.REJECTED_EVENTS).size() == 1);
                Said replayed = command(more, "rejected", "replay", "--fault=wrong-partition");
                assertThat(replayed.exitCode()).as(replayed.messages()).isZero();
                StringBuilder pictures = new StringBuilder();
                for (Picture picture : more.awaitPicturesOf(MOVED).values()) {
                    pictures.append(PictureJson.indented(picture));
                }
                return pictures.toString();
            }
        }
    }
}
