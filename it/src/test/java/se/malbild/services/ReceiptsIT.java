package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.BadEvents;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens.Role;
import se.malbild.streams.service.GroupStatus;

/**
 * Receipts and books over a real broker and registry, of events that came straight through Kafka; the property
 * {@value #COUNT} says how many are sent at once.
 */
class ReceiptsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNT = "malbild.receipts.records";
    private static final int RECORDS = Integer.getInteger(COUNT, 10_000);
    private static final int BAD = RECORDS / 100;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static ReceiptsService service;
    private static DescribedAnswers described;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        service = service("receipts", Optional.empty());
        described = DescribedAnswers.at(service.url());
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    private static ReceiptsService service(String name, Optional<Path> tokens) throws Exception {
        return cluster.startReceipts(
                name,
                data.resolve(name),
                tokens.isPresent() ? Optional.of(TokenFile.open(tokens.get())) : Optional.empty());
    }

    @Test
    void what_became_of_each_event_is_told_and_published() throws Exception {
        Vasteras orebro = new Vasteras("1982");
        cluster.apply(orebro.framework());
        Observation first = orebro.pupilsWithDiploma(2018, 0, "70");
        Observation second = orebro.pupilsWithDiploma(2018, 1, "71.5");
        cluster.publish(first, second, first);
        cluster.publish(orebro.pupilsWithDiploma(2030, 0, "70"), orebro.pupilsWithDiploma(2017, 0, "170"));
        int partition = Partitioning.of("1982", TestCluster.PARTITIONS);
        RecordMetadata bad =
                cluster.send(Topic.INDICATOR_EVENTS, partition, utf8("1982"), utf8("{\"indicator\": \"N17461\"}"));
        awaitRead(bad);

        JsonNode told = ok("/v1/receipts/" + first.eventId());
        assertThat(told.path("receipts")).hasSize(2);
        assertThat(told.at("/receipts/0/status").asText()).isEqualTo("superseded");
        assertThat(told.at("/receipts/0/supersededBy/eventId").asText()).isEqualTo(second.eventId());
        assertThat(told.at("/receipts/0/event/value").asText()).isEqualTo("70");
        assertThat(told.at("/receipts/1/status").asText()).isEqualTo("duplicate");
        assertThat(told.at("/receipts/1/duplicateOf/offset").asLong())
                .isEqualTo(told.at("/receipts/0/offset").asLong());
        assertThat(status(second)).isEqualTo("counted");
        assertThat(status(orebro.pupilsWithDiploma(2030, 0, "70"))).isEqualTo("parked");
        JsonNode disregarded =
                ok("/v1/receipts/" + orebro.pupilsWithDiploma(2017, 0, "170").eventId());
        assertThat(disregarded.at("/receipts/0/status").asText()).isEqualTo("disregarded");
        assertThat(disregarded.at("/receipts/0/reasons/0/message/sv").asText()).contains("ligger utanför");

        JsonNode books = ok("/v1/departments/barn-och-utbildning/books?organisation=1982");
        assertThat(books.path("inBalance").asBoolean()).isTrue();
        assertThat(books.at("/books/1").toString())
                .isEqualTo("{\"organisation\":\"1982\",\"department\":\"barn-och-utbildning\",\"year\":2018,"
                        + "\"received\":3,\"counted\":1,\"foretold\":0,\"superseded\":1,\"retracted\":0,\"parked\":0,"
                        + "\"disregarded\":0,\"rejected\":0,\"duplicate\":1,\"inBalance\":true}");

        await("receipts of the cell").untilAsserted(() -> {
            byte[] value = cluster.standing(Topic.CELL_RECEIPTS).get(Keys.cell(first.cell()));
            assertThat(value).isNotNull();
            CellReceipts receipts = cluster.reader.receipts(value);
            assertThat(receipts.receipts())
                    .extracting(EventReceipt::observation)
                    .containsExactly(second, first);
            assertThat(receipts.receipts().get(1).duplicates()).isEqualTo(1);
            assertThat(receipts.receipts().get(1).partition()).isEqualTo(partition);
        });
    }

    @Test
    void an_offset_that_is_not_read_yet_is_pending_and_an_id_that_nobody_sent_is_not_found() throws Exception {
        JsonNode pending = ok("/v1/receipts/nobodys?partition=1&offset=999999999");
        assertThat(pending.at("/receipts/0/status").asText()).isEqualTo("pending");
        assertThat(pending.at("/receipts/0/reasons/0/code").asText()).isEqualTo("not-read-yet");

        JsonNode unknown = problem("/v1/receipts/nobodys", 404);
        assertThat(unknown.path("type").asText()).isEqualTo("urn:malbild:problem:not-found");
        JsonNode wrong = problem("/v1/departments/x/receipts?organisation=188&limit=0&status=lost&year=x&after=y", 400);
        assertThat(wrong.path("faults").findValuesAsText("field"))
                .containsExactly("organisation", "status", "year", "limit", "after");
        JsonNode asked = problem("/v1/books?asOf=2018-08-31&year=2018&year=2019", 400);
        assertThat(asked.path("faults").findValuesAsText("field")).containsExactly("asOf", "year");
    }

    @Test
    void of_many_records_of_which_one_in_a_hundred_is_bad_in_15_ways_every_one_is_booked() throws Exception {
        String organisation = "1983";
        cluster.apply(new Vasteras(organisation).framework());
        List<Observation> good = new ArrayList<>();
        for (int i = 0; i < RECORDS - BAD; i++) {
            good.add(pupils(organisation, i));
        }
        long start = System.nanoTime();
        CompletableFuture<Void> published = cluster.startPublishing(good);
        Map<String, Integer> sent = sendBad(organisation, cluster.writer.event(good.get(0)), BAD);
        published.join();
        long sentMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();

        await("all read")
                .pollInterval(SECOND)
                .untilAsserted(
                        () -> assertThat(sumOfPartitions(service, "pending")).isZero());
        long readMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        await("none waits for its schema")
                .pollInterval(SECOND)
                .untilAsserted(
                        () -> assertThat(sumOfPartitions(service, "waiting")).isZero());
        long asked = System.nanoTime();
        JsonNode books = ok("/v1/books?organisation=" + organisation);
        System.out.println(RECORDS + " records sent in " + sentMillis + " ms, read in " + readMillis
                + " ms, books closed in "
                + Duration.ofNanos(System.nanoTime() - asked).toMillis() + " ms");

        assertThat(books.path("inBalance").asBoolean()).isTrue();
        assertThat(sum(books, "received")).isEqualTo(RECORDS);
        assertThat(sum(books, "counted")).isEqualTo(RECORDS - BAD);
        assertThat(sum(books, "rejected")).isEqualTo(BAD);
        assertThat(rejectedByFault(organisation, books)).isEqualTo(sent);
        Said said = Said.malbild("--lang", "en", "books", "--receipts", service.url(), "--organisation", organisation);
        assertThat(said.exitCode()).isZero();
        assertThat(said.results())
                .contains("The books are in balance")
                .containsPattern("sum +" + RECORDS + " +" + (RECORDS - BAD) + " ");
        assertThat(body("/metrics")).contains("malbild_books_in_balance");
    }

    @Test
    void a_token_sees_its_own_departments() throws Exception {
        Vasteras hallsberg = new Vasteras("1984");
        cluster.publish(hallsberg.pupilsWithDiploma(2018, 0, "70"));
        Path file = data.resolve("tokens.ndjson");
        String own = TokenFile.create(
                        file, "Skolsystemet", Role.DEPARTMENT, "1984", List.of("barn-och-utbildning"), Instant.now())
                .token();
        String others = TokenFile.create(
                        file, "Skolsystemet", Role.DEPARTMENT, "1984", List.of("teknik"), Instant.now())
                .token();
        try (ReceiptsService guarded = service("guarded", Optional.of(file))) {
            String receipt =
                    "/v1/receipts/" + hallsberg.pupilsWithDiploma(2018, 0, "70").eventId();
            String list = "/v1/departments/barn-och-utbildning/receipts";

            assertThat(get(guarded, receipt, Optional.empty()).statusCode()).isEqualTo(401);
            assertThat(get(guarded, receipt, Optional.of(own)).statusCode()).isEqualTo(200);
            assertThat(get(guarded, receipt, Optional.of(others)).statusCode()).isEqualTo(404);
            assertThat(get(guarded, list, Optional.of(own)).body()).contains("\"organisation\":\"1984\"");
            assertThat(get(guarded, list, Optional.of(others)).statusCode()).isEqualTo(403);
            assertThat(get(guarded, "/v1/books", Optional.of(others)).body())
                    .contains("\"inBalance\":", "\"books\":[]", "\"partitions\":[]")
                    .doesNotContain("unread");
            String operators = TokenFile.create(file, "Prometheus", Role.OPERATOR, "", List.of(), Instant.now())
                    .token();
            await("the file is read again")
                    .untilAsserted(() -> assertThat(get(guarded, "/v1/books", Optional.of(operators))
                                    .body())
                            .contains("barn-och-utbildning", "\"partition\":", "\"unread\":0"));
            assertThat(get(guarded, receipt, Optional.of(operators)).statusCode())
                    .isEqualTo(200);

            assertThat(Said.malbild("books", "--receipts", guarded.url()).failure())
                    .startsWith("Kvittenstjänsten kräver en giltig token");
            Path token = data.resolve("token");
            String[] command = {"books", "--receipts", guarded.url(), "--token-file", token.toString()};
            assertThat(Said.malbild(command).failure())
                    .isEqualTo("Filen " + token + " går inte att läsa; kontrollera dess namn och rättigheter.");
            Files.writeString(token, own);
            assertThat(Said.malbild(command).results()).contains("barn-och-utbildning");
        }
    }

    @Test
    void a_restart_gives_the_same_books() throws Exception {
        Vasteras askersund = new Vasteras("1985");
        cluster.publish(askersund.observations());
        int sent = askersund.observations().size();
        try (ReceiptsService before = service("restarted", Optional.empty())) {
            await("read")
                    .untilAsserted(() -> assertThat(
                                    sum(json(get(before, "/v1/books?organisation=1985", Optional.empty())), "received"))
                            .isEqualTo(sent));
        }
        String books = body("/v1/departments/barn-och-utbildning/books?organisation=1985");

        // Otherwise its next start would wait until its session has run out, for 45 s.
        assertThat(cluster.membersOf("restarted")).isEmpty();
        try (ReceiptsService after = service("restarted", Optional.empty())) {
            assertThat(get(after, "/metrics", Optional.empty()).body())
                    .contains("malbild_restore_records_total{service=\"receipts\"} 0");
            assertThat(get(after, "/v1/departments/barn-och-utbildning/books?organisation=1985", Optional.empty())
                            .body())
                    .isEqualTo(books);
        }
    }

    @Test
    void damaged_files_are_made_anew_from_Kafka() throws Exception {
        cluster.publish(new Vasteras("1984").observations());
        List<String> books = List.of("/v1/books");
        List<String> told;
        try (ReceiptsService before = service("damaged", Optional.empty())) {
            told = allRead(before, "damaged", books);
        }

        for (String damaged : List.of("CURRENT", ".sst", "instance-id", ".id")) {
            damage(data.resolve("damaged"), damaged);
            try (ReceiptsService after = service("damaged", Optional.empty())) {
                assertThat(allRead(after, "damaged", books)).as(damaged).isEqualTo(told);
            }
        }
    }

    /** Overwrites every file below {@code directory} whose name ends with {@code ending} with bytes that mean nothing. */
    private static void damage(Path directory, String ending) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
        assertThat(files).as(ending).isNotEmpty();
        for (Path file : files) {
            byte[] noise = new byte[(int) Files.size(file)];
            Arrays.fill(noise, (byte) 0xff);
            Files.write(file, noise);
        }
    }

    @Test
    void what_Kafka_hands_out_again_when_it_has_forgotten_the_group_is_entered_once() throws Exception {
        Vasteras lindesberg = new Vasteras("1986");
        Observation twice = lindesberg.pupilsWithDiploma(2018, 0, "70");
        cluster.publish(lindesberg.observations());
        cluster.publish(twice, twice);
        int partition = Partitioning.of("1986", TestCluster.PARTITIONS);
        cluster.send(Topic.INDICATOR_EVENTS, partition, utf8("1986"), utf8("{}"));
        List<String> paths =
                List.of("/v1/books", "/v1/departments/barn-och-utbildning/receipts?organisation=1986&limit=1000");
        List<String> told;
        try (ReceiptsService before = service("forgotten", Optional.empty())) {
            told = allRead(before, "forgotten", paths);
        }
        assertThat(told.get(0)).contains("\"organisation\":\"1986\"").doesNotContain("\"inBalance\":false");

        for (String state : List.of("forgotten", "forgotten-anew")) {
            forget("forgotten");
            try (ReceiptsService after = cluster.startReceipts("forgotten", data.resolve(state), Optional.empty())) {
                assertThat(allRead(after, "forgotten", paths)).as(state).isEqualTo(told);
                assertThat(get(after, "/metrics", Optional.empty()).body())
                        .contains("malbild_restore_remaining{service=\"receipts\"} 0.0")
                        .containsPattern("malbild_restore_records_total\\{service=\"receipts\"} "
                                + (state.equals("forgotten") ? "0" : "[1-9]"));
            }
        }
    }

    /** Returns what is answered at {@code paths} when the group has read everything. */
    private static List<String> allRead(ReceiptsService asked, String group, List<String> paths) throws Exception {
        TopicPrefix prefix = cluster.cluster().prefix();
        try (Admin admin = AdminClients.create(cluster.cluster())) {
            await("all read")
                    .until(() -> GroupStatus.of(prefix.group(group), prefix, admin)
                                    .orElseThrow()
                                    .lag()
                            == 0);
        }
        await("none waits for its schema")
                .untilAsserted(
                        () -> assertThat(sumOfPartitions(asked, "waiting")).isZero());
        List<String> answers = new ArrayList<>();
        for (String path : paths) {
            answers.add(get(asked, path, Optional.empty()).body());
        }
        return answers;
    }

    private static void forget(String group) throws Exception {
        try (Admin admin = AdminClients.create(cluster.cluster())) {
            admin.deleteConsumerGroups(List.of(cluster.cluster().prefix().group(group)))
                    .all()
                    .get();
        }
    }

    private static Observation pupils(String organisation, int number) {
        try {
            return new ObservationDraft()
                    .eventId("elever-" + number)
                    .organisation(organisation)
                    .indicator("N17461")
                    .department(number % 2 == 0 ? "barn-och-utbildning" : "kultur-och-fritid")
                    .year(2017 + number % 3)
                    .district("distrikt-" + number)
                    .value(Integer.toString(number % 100))
                    .observedAt(Instant.parse("2020-03-01T00:00:00Z"))
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sends bad records of all kinds in turn, and returns how many of each. */
    private static Map<String, Integer> sendBad(String organisation, byte[] good, int count) throws Exception {
        Map<String, BadEvents.Bad> kinds = BadEvents.of(organisation, good);
        List<String> codes = List.copyOf(kinds.keySet());
        assertThat(codes).hasSize(15);
        int partition = Partitioning.of(organisation, TestCluster.PARTITIONS);
        Map<String, Integer> sent = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String code = codes.get(i % codes.size());
            BadEvents.Bad bad = kinds.get(code);
            cluster.send(
                    Topic.INDICATOR_EVENTS,
                    bad.elsewhere() ? (partition + 1) % TestCluster.PARTITIONS : partition,
                    bad.key(),
                    bad.value());
            sent.merge(code, 1, Integer::sum);
        }
        return sent;
    }

    /** Reads every rejected receipt of every book, page by page, and counts them by the one fault that each has. */
    private static Map<String, Integer> rejectedByFault(String organisation, JsonNode books) throws Exception {
        Map<String, Integer> found = new HashMap<>();
        for (JsonNode book : books.path("books")) {
            String department = book.path("department").isNull()
                    ? "-"
                    : book.path("department").asText();
            String after = "";
            while (!after.equals("end")) {
                JsonNode page = ok("/v1/departments/" + department + "/receipts?organisation=" + organisation
                        + "&status=rejected&year=" + book.path("year").asInt(0)
                        + (after.isEmpty() ? "" : "&after=" + after));
                for (JsonNode receipt : page.path("receipts")) {
                    assertThat(receipt.path("faults")).hasSize(1);
                    found.merge(receipt.at("/faults/0/code").asText(), 1, Integer::sum);
                }
                after = page.path("next").asText("end");
            }
        }
        return found;
    }

    private static void awaitRead(RecordMetadata place) {
        await("read").untilAsserted(() -> {
            JsonNode partition = ok("/v1/books").path("partitions").get(place.partition());
            assertThat(partition.path("nextOffset").asLong()).isGreaterThan(place.offset());
        });
    }

    private static String status(Observation observation) throws Exception {
        return ok("/v1/receipts/" + observation.eventId())
                .at("/receipts/0/status")
                .asText();
    }

    private static long sum(JsonNode books, String field) {
        long sum = 0;
        for (JsonNode book : books.path("books")) {
            sum += book.path(field).asLong();
        }
        return sum;
    }

    private static long sumOfPartitions(ReceiptsService asked, String field) throws Exception {
        long sum = 0;
        for (JsonNode partition :
                json(get(asked, "/v1/books", Optional.empty())).path("partitions")) {
            assertThat(partition.path("inBalance").asBoolean())
                    .as(partition.toString())
                    .isTrue();
            sum += partition.path(field).asLong();
        }
        return sum;
    }

    private static JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = get(service, path, Optional.empty());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode problem(String path, int status) throws Exception {
        HttpResponse<String> answer = get(service, path, Optional.empty());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return json(answer);
    }

    private static String body(String path) throws Exception {
        return get(service, path, Optional.empty()).body();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(ReceiptsService asked, String path, Optional<String> token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(asked.url() + path));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        described.check(answer, utf8(answer.body()));
        return answer;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
