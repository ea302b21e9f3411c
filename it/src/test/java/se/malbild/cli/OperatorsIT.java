package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.EventBytes;
import se.malbild.cluster.Said;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.local.TestTopic;
import se.malbild.publisher.ObservationJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.service.GroupStatus;

/** The commands of whoever runs the system. */
class OperatorsIT {
    private static final String NO_SERVICES = "--services=streams=http://127.0.0.1:1";

    @TempDir
    private static Path data;

    private static TestCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void a_rejected_record_is_found_shown_and_sent_again_once_it_would_be_taken_in() throws Exception {
        Vasteras solna = new Vasteras("0184");
        cluster.apply(solna.framework());
        cluster.publish(solna.observations());
        Observation corrected = solna.pupilsWithDiploma(2018, 7, "91.5");
        int wrong = (Partitioning.of("0184", TestCluster.PARTITIONS) + 1) % TestCluster.PARTITIONS;
        byte[] key = "0184".getBytes(StandardCharsets.UTF_8);
        RecordMetadata misplaced = cluster.send(Topic.INDICATOR_EVENTS, wrong, key, cluster.writer.event(corrected));
        RecordMetadata json = cluster.send(
                Topic.INDICATOR_EVENTS, misplaced.partition(), key, "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        String misplacedKey = Keys.rejected(misplaced.topic(), misplaced.partition(), misplaced.offset());
        String jsonKey = Keys.rejected(json.topic(), json.partition(), json.offset());
        try (StreamsApplication application = cluster.startApplication("malbild")) {
            assertThat(application.isRunning()).isTrue();
            cluster.awaitRejected(Set.of(misplaced, json));
            SortedMap<Integer, Picture> before = cluster.awaitPicturesOf("0184");

            Said list = command("rejected", "list");
            assertThat(list.exitCode()).as(list.messages()).isZero();
            assertThat(list.results()).contains(misplacedKey, "wrong-partition", jsonKey);
            assertThat(list.messages()).contains("2 avvisade poster", "wrong-partition 1");
            assertThat(command("rejected", "list", "--fault=wrong-partition").results())
                    .contains(misplacedKey)
                    .doesNotContain(jsonKey);

            Said shown = command("rejected", "show", jsonKey);
            assertThat(shown.results()).contains("{\"a\": 1}", "JSON");
            assertThat(shown.messages()).contains("skulle avvisas också nu");
            assertThat(command("rejected", "show", misplacedKey).messages()).contains("skulle tas emot nu");
            assertThat(command("rejected", "show", "no/0/0").failure()).contains("ingen avvisad post");
            assertThat(command("rejected", "replay").exitCode()).isEqualTo(2);

            Said dry = command("rejected", "replay", "--all", "--dry-run");
            assertThat(dry.exitCode()).isEqualTo(1);
            assertThat(dry.messages()).contains("1 post skulle skickas igen");
            assertThat(cluster.awaitPicturesOf("0184")).isEqualTo(before);

            Said sent = command("rejected", "replay", "--all");
            assertThat(sent.messages()).contains("1 post skickades igen", "1 post skulle avvisas också nu");
            SortedMap<Integer, Picture> after = cluster.awaitPicturesOf("0184");
            assertThat(after.get(2018)).isNotEqualTo(before.get(2018));

            assertThat(command("rejected", "replay", misplacedKey).success()).startsWith("1 post skickades igen");
            await().until(() ->
                    command("status", NO_SERVICES, "--groups=malbild").results().contains(" 0 poster kvar"));
            assertThat(cluster.awaitPicturesOf("0184")).isEqualTo(after);
            assertThat(cluster.standing(Topic.REJECTED_EVENTS)).hasSize(2);
        }
    }

    @Test
    void what_was_taken_in_can_be_given_to_another_cluster(@TempDir Path moved) throws Exception {
        Vasteras vasteras = new Vasteras("2580");
        cluster.apply(vasteras.framework());
        cluster.apply(vasteras.framework(2));
        cluster.publish(vasteras.observations());
        long leftBefore = leftBy(command("export", moved.resolve("before").toString()));
        byte[] key = "2580".getBytes(StandardCharsets.UTF_8);
        int partition = Partitioning.of("2580", TestCluster.PARTITIONS);
        Observation elsewhere = vasteras.pupilsWithDiploma(2018, 9, "93");
        Schema evolved = EventBytes.evolved("enteredIn");
        int evolvedId = cluster.register("se.malbild.IndicatorEvent-in-another-place", evolved);
        cluster.send(
                Topic.INDICATOR_EVENTS,
                partition,
                key,
                EventBytes.writtenWith(cluster.writer.event(elsewhere), evolved, evolvedId));
        cluster.send(
                Topic.GOAL_FRAMEWORKS,
                partition,
                key,
                cluster.writer.framework(vasteras.framework(3), TestCluster.JUSTIFICATION));
        Path directory = moved.resolve("export");

        Said exported = command("export", directory.toString());

        assertThat(exported.exitCode()).as(exported.messages()).isEqualTo(1);
        List<Observation> observations = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("events.ndjson"))) {
            observations.add(ObservationJson.read(line));
        }
        assertThat(observations).containsAll(vasteras.observations()).contains(elsewhere);
        assertThat(exported.messages()).contains(observations.size() + " observationer");
        assertThat(leftBy(exported)).isEqualTo(leftBefore + 1);
        assertThat(exported.messages()).contains("wrong-key 1");
        String framework =
                FrameworkVersion.read(vasteras.framework(2)).framework().id();
        assertThat(directory.resolve("2580-" + framework + ".yaml")).hasContent(vasteras.framework(2));
        assertThat(command("export", directory.toString()).failure()).contains("finns redan");
    }

    /** Returns how many records an export says that it has left. */
    private static long leftBy(Said export) {
        Matcher left =
                Pattern.compile("(\\d+) post(?:er)? som inte kan tas emot").matcher(export.messages());
        return left.find() ? Long.parseLong(left.group(1)) : 0;
    }

    @Test
    void what_no_framework_knows_is_listed_by_department() throws Exception {
        Observation unknown = new ObservationDraft()
                .eventId("parked-1")
                .organisation("2480")
                .indicator("N99999")
                .department("tekniska")
                .year(2018)
                .value("3")
                .observedAt(Instant.parse("2019-01-01T00:00:00Z"))
                .build();
        cluster.publish(unknown);

        Said parked = command("parked");

        assertThat(parked.exitCode()).as(parked.messages()).isZero();
        assertThat(parked.results().lines())
                .anySatisfy(line ->
                        assertThat(line.split(" +")).containsExactly("2480", "tekniska", "N99999", "2018", "1"));
        assertThat(parked.messages()).containsPattern("1 parkerad observation:|\\d+ parkerade observationer:");
    }

    @Test
    void the_status_names_what_does_not_run_and_what_to_do() throws Exception {
        Said nothing = command("status", NO_SERVICES, "--groups=nobody", "--lang=en");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.messages())
                .contains(
                        "streams does not answer at http://127.0.0.1:1: start “malbild serve streams”",
                        "No instance of nobody is running");

        try (StreamsApplication application = cluster.startApplication("malbild")) {
            assertThat(application.isRunning()).isTrue();
            Said one = command("status", NO_SERVICES, "--groups=malbild", "--lang=en");
            assertThat(one.results()).contains("malbild", "Stable", "1 thread,", "6 partitions");
            assertThat(one.messages()).doesNotContain("No instance");
        }
    }

    @Test
    void the_status_asks_every_instance_behind_a_name() throws Exception {
        Path hosts = Files.writeString(data.resolve("hosts"), "127.0.0.1 streams\n127.0.0.2 streams\n");
        try (Metrics metrics = new Metrics("one");
                StreamsApplication application = cluster.startApplication("malbild");
                HttpService one = listen("127.0.0.1", 0, metrics)) {
            assertThat(application.isRunning()).isTrue();
            int port = URI.create(one.url()).getPort();

            String alone = statusOf(hosts, port, 1);
            assertThat(alone)
                    .contains(
                            "http://127.0.0.1:" + port + "  Everything is running.",
                            "http://127.0.0.2:" + port + "  does not answer",
                            "streams does not answer at http://127.0.0.2:" + port);

            try (Metrics others = new Metrics("other");
                    HttpService other = listen("127.0.0.2", port, others)) {
                assertThat(statusOf(hosts, port, 0)).contains(other.url() + "  Everything is running.");
            }
        }
    }

    private static HttpService listen(String address, int port, Metrics metrics) {
        return HttpService.start(
                new HttpSettings(address, port, Optional.empty(), Set.of()),
                metrics,
                Health.State::running,
                config -> {});
    }

    /** Returns what a process says that finds the addresses of names in {@code hosts}, and ends with {@code exitCode}. */
    private static String statusOf(Path hosts, int port, int exitCode) throws Exception {
        List<String> command = new ArrayList<>(ServiceProcess.java());
        command.add(1, "-Djdk.net.hosts.file=" + hosts);
        command.addAll(List.of(
                "--lang=en",
                "status",
                "--services=streams=http://streams:" + port,
                "--groups=malbild",
                "--bootstrap-servers=" + cluster.bootstrapServers()));
        return said(command, exitCode);
    }

    private static String said(List<String> command, int exitCode) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }

    @Test
    void the_status_says_how_many_records_are_left_to_read() throws Exception {
        String application = "left-behind";
        try (StreamsApplication running = cluster.startApplication(application);
                Admin admin = AdminClients.create(cluster.cluster())) {
            assertThat(running.isRunning()).isTrue();
            await().until(() -> GroupStatus.of(application, TopicPrefix.NONE, admin)
                            .orElseThrow()
                            .lag()
                    == 0);
        }
        List<Observation> left = new Vasteras("2523").observations();
        cluster.publish(left);

        Said behind = command("status", NO_SERVICES, "--groups=" + application, "--lang=en");

        assertThat(behind.lines()).contains(application + " has " + left.size() + " records left to read.");
    }

    @Test
    void a_reset_is_shown_first_then_done_and_gives_the_same_pictures() throws Exception {
        Vasteras kiruna = new Vasteras("2584");
        cluster.apply(kiruna.framework());
        cluster.publish(kiruna.observations());
        String application = "to-be-reset";
        SortedMap<Integer, Picture> before;
        try (StreamsApplication running = cluster.startApplication(application)) {
            before = cluster.awaitPicturesOf("2584");
            assertThat(running.isRunning()).isTrue();
            assertThat(reset(application, "--execute").failure())
                    .startsWith("1 instans av to-be-reset kör")
                    .contains("dödades");
        }

        Said shown = reset(application);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.messages())
                .contains("Skulle ta bort to-be-reset-cells-changelog", "Inget är gjort")
                .doesNotContain("Tar bort", "process-id-marker");
        assertThat(reset(application, "--lang=en").messages())
                .contains("Would delete the position of the group to-be-reset");
        try (StreamsApplication restarted = cluster.startApplication(application)) {
            cluster.awaitPicturesOf("2584");
            assertThat(restarted.counts().events()).isZero();
        }

        Said done = reset(application, "--execute");
        assertThat(done.exitCode()).as(done.messages()).isZero();
        assertThat(done.messages()).contains("Tar bort to-be-reset-cells-changelog", "Klart.");
        try (StreamsApplication anew = cluster.startApplication(application)) {
            await().until(() -> anew.counts().events() >= kiruna.observations().size());
            assertThat(cluster.awaitPicturesOf("2584")).isEqualTo(before);
        }
    }

    @Test
    void a_reset_leaves_the_state_of_other_applications_and_one_of_the_receipts_gives_the_same_books()
            throws Exception {
        Vasteras pajala = new Vasteras("2521");
        cluster.publish(pajala.observations());
        String application = "begins";
        try (StreamsApplication running = cluster.startApplication(application)) {
            assertThat(running.isRunning()).isTrue();
        }
        String another = new TestTopic(cluster.bootstrapServers(), "begins-x-changelog")
                .create()
                .name();
        String receiptsId = "begins-receipts";
        String receipt = "/v1/receipts/" + pajala.observations().get(0).eventId() + "?organisation=2521";
        String books;
        String receiptBefore;
        try (ReceiptsService receipts = cluster.startReceipts(receiptsId, data.resolve(receiptsId), Optional.empty())) {
            books = body(receipts, "/v1/books");
            receiptBefore = body(receipts, receipt);
            assertThat(books).contains("\"organisation\":\"2521\"");

            assertThat(reset(application, "--execute").exitCode()).isZero();
        }

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .contains(another, "begins-receipts-receipts-changelog")
                    .doesNotContain("begins-cells-changelog");
        }
        try (ReceiptsService receipts =
                cluster.startReceipts(receiptsId, data.resolve("begins-receipts-anew"), Optional.empty())) {
            assertThat(body(receipts, "/v1/books")).isEqualTo(books);
            assertThat(body(receipts, receipt)).isEqualTo(receiptBefore);
        }

        assertThat(reset(receiptsId, "--execute").messages())
                .contains(
                        "Tar bort begins-receipts-receipts-changelog",
                        "Klart. Starta tillämpningen begins-receipts igen");
        // Two instances that had the books before: the second finds the changelog that the first has made anew.
        for (String instance : List.of("begins-receipts-anew", receiptsId)) {
            Path kept =
                    Files.createFile(data.resolve(instance).resolve(receiptsId).resolve("0_0/of-before"));
            try (ReceiptsService anew = cluster.startReceipts(receiptsId, data.resolve(instance), Optional.empty())) {
                assertThat(kept).doesNotExist();
                assertThat(body(anew, "/v1/books")).isEqualTo(books);
                assertThat(body(anew, receipt)).isEqualTo(receiptBefore);
            }
        }
        Path kept =
                Files.createFile(data.resolve(receiptsId).resolve(receiptsId).resolve("0_0/of-now"));
        cluster.startReceipts(receiptsId, data.resolve(receiptsId), Optional.empty())
                .close();
        assertThat(kept).exists();
    }

    private static String body(ReceiptsService service, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service.url() + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static Said reset(String application, String... more) {
        String[] args = Arrays.copyOf(new String[] {"reset", "--application-id=" + application}, 2 + more.length);
        System.arraycopy(more, 0, args, 2, more.length);
        return bare(args, "--bootstrap-servers=" + cluster.bootstrapServers());
    }

    private static Said command(String... args) {
        return bare(args, "--bootstrap-servers=" + cluster.bootstrapServers(), "--registry=" + cluster.registryUrl());
    }

    private static Said bare(String[] args, String... more) {
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Said.malbild(all);
    }
}
