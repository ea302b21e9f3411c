package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.Cut;
import se.malbild.history.History;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLog;
import se.malbild.history.OrganisationLogs;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsApplication;

/** What was known when, by a log whose times are known: the topics take the times that the records are sent with. */
class HistoryIT {
    private static final int MOMENTS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.takeGivenTimes(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty());
        registry.preload(Topic.INDICATOR_EVENTS);
        registry.preload(Topic.GOAL_FRAMEWORKS);
    }

    @AfterAll
    static void stop() {
        registry.close();
        cluster.close();
    }

    @Test
    void at_any_moment_the_picture_is_the_function_of_what_had_come_in() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SentLog sent = SentLog.year(cluster, "1281", random);
        OrganisationLog log = new LogReader(cluster.cluster()).read("1281");
        History history = new History(registry);
        Set<String> different = new HashSet<>();

        for (int i = 0; i < MOMENTS; i++) {
            Instant moment = SentLog.BEGINNING.plusMillis((long) (random.nextDouble()
                    * Duration.between(SentLog.BEGINNING, sent.clock()).toMillis()));
            SortedMap<Pictures.Key, Picture> expected = sent.knownAt(moment);

            Cut cut = log.at(moment).cut();
            assertThat(json(history.at(log, cut).pictures()))
                    .as("seed %d, as of %s, %s", seed, moment, cut)
                    .isEqualTo(json(expected));
            Said printed =
                    malbild("picture", "--organisation=1281", "--year=2018", "--format=json", "--as-of=" + moment);
            if (expected.isEmpty()) {
                assertThat(printed.exitCode()).as(printed.messages()).isEqualTo(1);
            } else {
                String picture = PictureJson.indented(expected.get(
                        new Pictures.Key("1281", expected.firstKey().framework(), 2018)));
                assertThat(printed.results())
                        .as("seed %d, as of %s", seed, moment)
                        .isEqualTo(picture);
                different.add(picture);
            }
        }

        assertThat(different).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void at_the_end_it_is_what_the_live_application_publishes() throws Exception {
        SentLog sent = SentLog.year(cluster, "1282", new Random(1));

        try (StreamsApplication application = cluster.startApplication("live")) {
            assertThat(application.isRunning()).isTrue();
            SortedMap<Integer, Picture> live = cluster.awaitPicturesOf("1282");
            OrganisationLog log = new LogReader(cluster.cluster()).read("1282");

            assertThat(json(new History(registry).at(log, log.end()).pictures()))
                    .hasSize(3)
                    .isEqualTo(json(sent.knownAt(sent.clock())));
            assertThat(live.values())
                    .containsExactlyElementsOf(
                            new History(registry).at(log, log.end()).pictures().values());
        }
    }

    @Test
    void a_day_is_known_to_its_end_and_the_changes_after_it_are_told_with_their_cause() throws Exception {
        SentLog sent = new SentLog(cluster, "1283");
        sent.apply(SentLog.BEGINNING, sent.organisation().framework());
        sent.observe(
                Instant.parse("2018-08-31T21:59:59.999Z"), sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        Instant midnight = Instant.parse("2018-08-31T22:00:00Z");
        Observation correction = sent.organisation().pupilsWithDiploma(2018, 2, "90");
        sent.observe(midnight, correction);

        Said day = malbild("picture", "--organisation=1283", "--year=2018", "--format=json", "--as-of=2018-08-31");
        assertThat(day.results()).isEqualTo(pictureOf(sent, midnight.minusMillis(1)));
        Said second = malbild("picture", "--organisation=1283", "--year=2018", "--format=json", "--as-of=" + midnight);
        assertThat(second.results()).isEqualTo(pictureOf(sent, midnight)).isNotEqualTo(day.results());
        Said changes = malbild("changes", "--organisation=1283", "--since=2018-08-31", "--format=json");
        assertThat(changes.exitCode()).as(changes.messages()).isZero();
        List<JsonNode> told = new ArrayList<>();
        for (String line : changes.results().lines().toList()) {
            told.add(JSON.readTree(line));
        }
        assertThat(told).isNotEmpty().allSatisfy(change -> {
            assertThat(change.at("/because/eventId").asText()).isEqualTo(correction.eventId());
            assertThat(change.path("at").asText()).isEqualTo(midnight.toString());
            assertThat(change.path("cut")).hasToString("{\"events\":2,\"frameworks\":1}");
        });
        assertThat(told)
                .anySatisfy(change -> assertThat(List.of(
                                change.path("year").asInt(),
                                change.path("id").asText(),
                                change.at("/before/value").decimalValue().intValueExact(),
                                change.at("/now/value").decimalValue().intValueExact()))
                        .isEqualTo(List.of(2018, "N17461", 50, 90)));
        assertThat(malbild("changes", "--lang=en", "--organisation=1283", "--since=2018-08-31")
                        .results()
                        .lines())
                .anyMatch(line -> line.startsWith("Made-up example: "))
                .contains("2018-09-01 00:00:00+02:00  barn-och-utbildning: N17461 2018 (" + correction.eventId() + ")")
                .anyMatch(line -> line.matches("   2018  N17461 .*: 50, .* → 90, .*"));
        assertThat(malbild("changes", "--organisation=1283", "--since=2018-08-31", "--until=2018-08-31")
                        .results())
                .isEmpty();
    }

    @Test
    void a_log_in_memory_is_followed_to_its_end() throws Exception {
        SentLog sent = SentLog.year(cluster, "1286", new Random(2));
        OrganisationLogs logs = new OrganisationLogs(new LogReader(cluster.cluster()), 10_000_000);
        Cut before = logs.log("1286").end();

        sent.observe(sent.clock().plusMillis(1), sent.organisation().pupilsWithDiploma(2018, 31, "99.5"));
        sent.apply(sent.clock().plusMillis(1), sent.organisation().framework(99));

        OrganisationLog log = logs.log("1286");
        assertThat(log.end()).isEqualTo(new Cut(before.events() + 1, before.frameworks() + 1));
        assertThat(json(new History(registry).at(log, log.end()).pictures()))
                .isEqualTo(json(sent.knownAt(sent.clock())));
        assertThat(new LogReader(cluster.cluster()).read("1286").end()).isEqualTo(log.end());
    }

    @Test
    void what_the_log_does_not_know_is_said() throws Exception {
        SentLog sent = new SentLog(cluster, "1284");
        Instant withdrawn = SentLog.BEGINNING.plus(2, ChronoUnit.DAYS);
        sent.observe(SentLog.BEGINNING, sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        sent.apply(
                SentLog.BEGINNING.plus(1, ChronoUnit.DAYS), sent.organisation().framework());
        sent.apply(withdrawn, sent.organisation().framework(2) + "\nwithdrawn: true\n");

        assertThat(failure("picture", "--organisation=1284", "--as-of=2018-01-09"))
                .isEqualTo("Loggen för 1284 börjar 2018-01-10 09:00:00+01:00; vad som var känt 2018-01-09"
                        + " 23:59:59+01:00 står inte i den.");
        assertThat(failure("picture", "--organisation=1284", "--as-of=2018-01-10"))
                .isEqualTo("Ingen styrmodell för 1284 var tillämpad då.");
        assertThat(failure("picture", "--organisation=1284", "--as-of=" + withdrawn))
                .isEqualTo("Styrmodellen för 1284 hade dragits tillbaka då (withdrawn).");
        assertThat(failure("picture", "--organisation=0114", "--as-of=2018-01-09"))
                .isEqualTo("Loggen har ingenting om 0114.");
        Said future = malbild("picture", "--organisation=1284", "--as-of=2999-01-01");
        assertThat(future.exitCode()).isEqualTo(2);
        assertThat(future.messages()).contains("”2999-01-01” är inte förbi än");
        Said backwards = malbild("changes", "--organisation=1284", "--since=2018-01-12", "--until=2018-01-11");
        assertThat(backwards.exitCode()).isEqualTo(2);
        assertThat(backwards.messages()).contains("--until ligger före --since");
    }

    @Test
    void what_an_open_transaction_holds_back_makes_what_was_known_preliminary() throws Exception {
        SentLog sent = new SentLog(cluster, "1285");
        Instant later = SentLog.BEGINNING.plus(10, ChronoUnit.DAYS);
        Instant between = SentLog.BEGINNING.plus(5, ChronoUnit.DAYS);
        sent.observe(SentLog.BEGINNING, sent.organisation().pupilsWithDiploma(2018, 1, "50"));
        sent.apply(later, sent.organisation().framework());
        LogReader reader = new LogReader(cluster.cluster());
        assertThat(reader.read("1285").at(between).isPreliminary()).isFalse();

        Map<String, Object> config = cluster.cluster().kafkaConfig();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "history");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                            Topic.INDICATOR_EVENTS.topicName(),
                            sent.partition(),
                            between.toEpochMilli(),
                            "1285".getBytes(StandardCharsets.UTF_8),
                            cluster.writer.event(sent.organisation().pupilsWithDiploma(2018, 2, "90"))))
                    .get();

            assertThat(reader.read("1285").end()).isEqualTo(new Cut(1, 1));
            assertThat(reader.read("1285").at(between).isPreliminary()).isTrue();

            producer.commitTransaction();
        }
        // Kafka confirms a commit before every partition shows it.
        await("what was committed").until(() -> reader.read("1285").end().equals(new Cut(2, 1)));
        assertThat(reader.read("1285").at(between).cut()).isEqualTo(new Cut(2, 0));
        assertThat(reader.read("1285").at(between).isPreliminary()).isFalse();
    }

    private static String pictureOf(SentLog sent, Instant moment) throws Exception {
        return sent.knownAt(moment).values().stream()
                .filter(picture -> picture.year() == 2018)
                .map(PictureJson::indented)
                .findFirst()
                .orElseThrow();
    }

    private static SortedMap<Pictures.Key, String> json(SortedMap<Pictures.Key, Picture> pictures) {
        SortedMap<Pictures.Key, String> json = new TreeMap<>();
        pictures.forEach((key, picture) -> json.put(key, PictureJson.compact(picture)));
        return json;
    }

    private static String failure(String... arguments) {
        Said said = malbild(arguments);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.results()).isEmpty();
        return said.lines().get(said.lines().size() - 1);
    }

    private static Said malbild(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(cluster.options());
        return Said.malbild(all.toArray(String[]::new));
    }
}
