package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.applications.ApplicationStart;
import se.malbild.applications.Condition;
import se.malbild.cli.demo.Samples;
import se.malbild.cluster.EventBytes;
import se.malbild.cluster.Logged;
import se.malbild.cluster.PictureLines;
import se.malbild.cluster.PictureReader;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.Fault;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** The streams application over a real broker and a real registry. Every test has a municipality of its own. */
class StreamsApplicationIT {
    private static final String APPLICATION = "malbild";
    private static final int UNKNOWN_SCHEMA_ID = 987_654;
    /** Bytes before the Avro of every value. */
    private static final int HEADER = 5;

    @TempDir
    private static Path data;

    private static TestCluster cluster;

    private StreamsApplication application;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = TestCluster.start(data);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void start() throws Exception {
        application = cluster.startApplication(APPLICATION);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void the_pictures_of_the_shipped_sample_are_those_of_the_function() throws Exception {
        for (String framework : ShippedFrameworks.documents()) {
            cluster.apply(framework);
        }
        List<Observation> sample = new ArrayList<>();
        for (String event : Samples.events()) {
            sample.add(ObservationJson.read(event));
        }
        cluster.publish(sample);

        assertThat(cluster.awaitPicturesOf("1880")).containsOnlyKeys(2017, 2018, 2019);
        assertThat(cluster.awaitPicturesOf("1980")).containsOnlyKeys(2017, 2018, 2019);
    }

    @Test
    void a_changed_target_changes_the_lines_it_should_and_no_reader_sees_a_mixture() throws Exception {
        Vasteras linkoping = new Vasteras("0580");
        cluster.apply(linkoping.framework());
        cluster.publish(linkoping.observations());
        SortedMap<Integer, Picture> before = cluster.awaitPicturesOf("0580");
        Map<String, GenericRecord> goalAreasBefore = rowsOf("0580", Topic.GOAL_AREA_ATTAINMENT);
        Map<String, GenericRecord> indicatorsBefore = rowsOf("0580", Topic.INDICATOR_ATTAINMENT);

        SortedMap<Integer, Picture> after;
        List<Picture> seen;
        try (PictureReader reader = PictureReader.fromNowOn(cluster)) {
            cluster.apply(linkoping.framework(2).replace("2018: 73.5,", "2018: 78,"));
            after = cluster.awaitPicturesOf("0580");
            seen = reader.until(seenSoFar -> seenSoFar.containsAll(after.values()));
        }

        String strategicArea = "strategicAreas/kunskap-och-omsorg/";
        String goalArea = strategicArea + "goalAreas/kunskap-och-omsorg-1/";
        String indicator = goalArea + "indicators/N17461/";
        assertThat(PictureLines.changed(before.get(2017), after.get(2017))).containsExactly("frameworkVersion");
        assertThat(PictureLines.changed(before.get(2018), after.get(2018)))
                .containsExactlyInAnyOrder(
                        "frameworkVersion",
                        "attainment",
                        "levels/uppnatt",
                        "levels/delvis-uppnatt",
                        strategicArea + "attainment",
                        strategicArea + "levels/uppnatt",
                        strategicArea + "levels/delvis-uppnatt",
                        goalArea + "attainment",
                        goalArea + "level",
                        goalArea + "levels/uppnatt",
                        goalArea + "levels/ej-uppnatt",
                        goalArea + "robustness/stands",
                        goalArea + "robustness/decisive",
                        goalArea + "robustness/decisive/0/indicator",
                        goalArea + "robustness/decisive/0/level",
                        goalArea + "robustness/equalWeights",
                        goalArea + "trend",
                        goalArea + "weakest",
                        indicator + "target",
                        indicator + "attainment",
                        indicator + "level");
        // The trend of a goal area compares with the attainment of the year before.
        assertThat(PictureLines.changed(before.get(2019), after.get(2019)))
                .containsExactlyInAnyOrder("frameworkVersion", goalArea + "trend");
        assertThat(changedKeys(goalAreasBefore, rowsOf("0580", Topic.GOAL_AREA_ATTAINMENT)))
                .containsExactly(
                        "0580/vasteras-exempel-2017-2019/2018/kunskap-och-omsorg-1",
                        "0580/vasteras-exempel-2017-2019/2019/kunskap-och-omsorg-1");
        assertThat(changedKeys(indicatorsBefore, rowsOf("0580", Topic.INDICATOR_ATTAINMENT)))
                .containsExactly("0580/vasteras-exempel-2017-2019/2018/N17461");
        assertThat(seen)
                .allMatch(picture ->
                        picture.equals(before.get(picture.year())) || picture.equals(after.get(picture.year())));
    }

    @Test
    void what_cannot_be_taken_in_is_kept_with_every_fault_and_good_events_go_on() throws Exception {
        Vasteras norrkoping = new Vasteras("0581");
        cluster.apply(norrkoping.framework());
        byte[] key = utf8("0581");
        byte[] otherKey = utf8("1880");
        int partition = Partitioning.of("0581", TestCluster.PARTITIONS);
        int otherPartition = (partition + 1) % TestCluster.PARTITIONS;
        byte[] good = cluster.writer.event(norrkoping.pupilsWithDiploma(2018, 1, "70"));
        byte[] unknownSchema = good.clone();
        ByteBuffer.wrap(unknownSchema).putInt(1, UNKNOWN_SCHEMA_ID);
        byte[] yearAndDepartment = EventBytes.with(good, event -> {
            event.put("year", 20188);
            event.put("department", " ");
        });
        byte[] withoutNumber = EventBytes.with(good, event -> event.put("value", ByteBuffer.allocate(0)));

        List<Bad> bad = List.of(
                event(partition, key, unknownSchema, "unknown-schema"),
                event(partition, key, Arrays.copyOf(good, good.length - 3), "undecodable"),
                event(partition, key, Arrays.copyOf(good, 3), "not-avro"),
                event(partition, key, utf8("{\"indicator\": \"N17461\"}"), "not-avro"),
                event(partition, key, null, "no-value"),
                event(partition, otherKey, good, "wrong-key"),
                event(partition, null, good, "wrong-key"),
                event(otherPartition, key, good, "wrong-partition"),
                event(otherPartition, otherKey, good, "wrong-key", "wrong-partition"),
                event(partition, key, yearAndDepartment, "year-out-of-range", "blank"),
                event(partition, otherKey, withoutNumber, "not-a-number", "wrong-key"),
                framework(partition, key, utf8("framework: as plain YAML"), "not-avro"),
                framework(
                        partition,
                        key,
                        cluster.writer.framework(norrkoping.framework(2), TestCluster.JUSTIFICATION),
                        "wrong-key"),
                framework(
                        partition,
                        utf8("0581/vasteras-exempel-2017-2019"),
                        cluster.writer.framework(
                                norrkoping
                                        .framework(2)
                                        .replace("minimumCoverage: 0.5", "minimumCoverage: 2")
                                        .replace("#1b7837", "green"),
                                TestCluster.JUSTIFICATION),
                        "out-of-range",
                        "wrong-form"));

        Map<RecordMetadata, Bad> sent = new HashMap<>();
        for (Bad record : bad) {
            sent.put(cluster.send(record.topic(), record.partition(), record.key(), record.value()), record);
        }
        cluster.publish(norrkoping.observations());
        cluster.publish(norrkoping.pupilsWithDiploma(2018, 1, "74"));

        assertThat(valueOf(cluster.awaitPicturesOf("0581").get(2018), "N17461")).isEqualTo("74");
        cluster.awaitRejected(sent.keySet())
                .forEach((place, rejected) -> assertIsRejected(sent.get(place), place, rejected));
    }

    @Test
    void events_of_an_unknown_schema_wait_while_the_registry_is_away_and_count_when_it_is_back() throws Exception {
        Vasteras uppsala = new Vasteras("0380");
        cluster.apply(uppsala.framework());
        cluster.publish(uppsala.observations());
        cluster.awaitPicturesOf("0380");
        Schema evolved = EventBytes.evolved("enteredBy");
        int evolvedId = cluster.register(Topic.INDICATOR_EVENTS.subject(), evolved);
        byte[] event = cluster.writer.event(uppsala.pupilsWithDiploma(2018, 2, "80"));

        cluster.stopRegistry();
        RecordMetadata place = cluster.send(
                Topic.INDICATOR_EVENTS,
                Partitioning.of("0380", TestCluster.PARTITIONS),
                utf8("0380"),
                EventBytes.writtenWith(event, evolved, evolvedId));
        cluster.publish(uppsala.pupilsWithDiploma(2017, 1, "60"), uppsala.pupilsWithDiploma(2018, 1, "70"));

        awaitDiploma("60", 2017);
        awaitDiploma("70", 2018);

        application.close();
        application = cluster.startApplication(APPLICATION);
        cluster.publish(uppsala.pupilsWithDiploma(2017, 2, "61"));
        awaitDiploma("61", 2017);
        assertThat(application.isRunning()).isTrue();

        cluster.startRegistry();
        assertThat(valueOf(cluster.awaitPicturesOf("0380").get(2018), "N17461")).isEqualTo("80");
        assertThat(cluster.standing(Topic.REJECTED_EVENTS))
                .doesNotContainKey(place.topic() + "/" + place.partition() + "/" + place.offset());
    }

    private static void awaitDiploma(String value, int year) {
        await("picture")
                .untilAsserted(
                        () -> assertThat(valueOf(cluster.picturesOf("0380").get(year), "N17461"))
                                .isEqualTo(value));
    }

    @Test
    void a_first_start_without_the_registry_waits_for_it_and_says_so() throws Exception {
        application.close();
        cluster.stopRegistry();
        ExecutorService starter = Executors.newSingleThreadExecutor();
        try (Logged log = Logged.under(ApplicationStart.class.getName())) {
            application = new StreamsApplication(cluster.settings("first-start"));
            Future<?> starting = starter.submit(() -> {
                application.start();
                return null;
            });

            await("what it waits for")
                    .until(() -> log.events().stream()
                            .anyMatch(line -> line.getLevel() == Level.WARN
                                    && line.getFormattedMessage()
                                            .startsWith("Waiting for the schema registry at " + cluster.registryUrl()
                                                    + ": ")));
            assertThat(starting).isNotDone();
            assertThat(application.condition()).isEqualTo(Condition.STARTING);

            cluster.startRegistry();
            starting.get();
            await("running").until(application::isRunning);
            assertThat(log.events())
                    .filteredOn(line -> line.getFormattedMessage().contains("Waiting for the schema registry"))
                    .hasSize(1);
        } finally {
            starter.shutdownNow();
        }
    }

    @Test
    void it_leaves_its_group_on_stop_and_a_restart_publishes_the_same_pictures_again() throws Exception {
        Vasteras malmo = new Vasteras("1280");
        cluster.apply(malmo.framework());
        cluster.publish(malmo.observations());
        SortedMap<Integer, Picture> before = cluster.awaitPicturesOf("1280");

        application.close();
        // Otherwise its next start would wait until its session has run out, for 45 s.
        assertThat(cluster.membersOf(APPLICATION)).isEmpty();
        try (PictureReader reader = PictureReader.fromNowOn(cluster)) {
            long stopped = System.nanoTime();
            application = cluster.startApplication(APPLICATION);
            System.out.printf("Running again after %d ms%n", (System.nanoTime() - stopped) / 1_000_000);

            List<Picture> again = reader.until(seen -> seen.containsAll(before.values()));
            assertThat(again)
                    .filteredOn(picture -> picture.organisation().equals("1280"))
                    .allMatch(picture -> picture.equals(before.get(picture.year())));
        }
    }

    @Test
    void a_withdrawn_framework_takes_its_outputs_away_and_a_later_version_brings_them_back() throws Exception {
        Vasteras lund = new Vasteras("1281");
        cluster.apply(lund.framework());
        cluster.publish(lund.observations());
        SortedMap<Integer, Picture> before = cluster.awaitPicturesOf("1281");
        Set<String> keys = outputKeysOf("1281");
        assertThat(keys).hasSize(3 * (1 + 4 + 10));

        cluster.apply(lund.framework(2) + "withdrawn: true\n");
        await("nothing of 1281").until(() -> outputKeysOf("1281").isEmpty());

        cluster.apply(lund.framework(3));
        SortedMap<Integer, Picture> after = cluster.awaitPicturesOf("1281");
        assertThat(outputKeysOf("1281")).isEqualTo(keys);
        before.forEach((year, picture) ->
                assertThat(PictureLines.changed(picture, after.get(year))).containsExactly("frameworkVersion"));
    }

    @Test
    void a_version_that_declares_less_takes_the_rest_away() throws Exception {
        Vasteras goteborg = new Vasteras("1480");
        cluster.apply(goteborg.framework());
        cluster.publish(goteborg.observations());
        cluster.awaitPicturesOf("1480");

        cluster.apply(goteborg.framework(2)
                .replace("period: {from: 2017, to: 2019}", "period: {from: 2017, to: 2018}")
                .replace("2018: 73.5, 2019: 75", "2018: 73.5")
                .replace("2018: 15, 2019: 14.5", "2018: 15")
                .replace("2018: 86, 2019: 87", "2018: 86")
                .replace("2018: 650, 2019: 700", "2018: 650"));

        assertThat(cluster.awaitPicturesOf("1480")).containsOnlyKeys(2017, 2018);
        await("nothing of 2019")
                .until(() -> outputKeysOf("1480").stream()
                        .noneMatch(key -> key.contains("/vasteras-exempel-2017-2019/2019")));
    }

    @Test
    void a_state_directory_in_use_or_of_no_use_is_named_in_one_line() throws Exception {
        Path file = Files.createFile(data.resolve("a-file"));

        assertThatThrownBy(() -> start(cluster.settings(APPLICATION)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("in use")
                .hasMessageContaining(data.resolve(APPLICATION).toString())
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> start(cluster.settings("elsewhere", file.resolve("state"))))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cannot be written to")
                .hasMessageNotContaining("\n");
        assertThat(application.isRunning()).isTrue();
    }

    private static void start(StreamsSettings settings) throws InterruptedException {
        try (StreamsApplication other = new StreamsApplication(settings)) {
            other.start();
        }
    }

    /** A record that is to be rejected, and the codes of everything that is wrong with it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bad(Topic topic, int partition, byte[] key, byte[] value, List<String> faults) {}

    private static Bad event(int partition, byte[] key, byte[] value, String... faults) {
        return new Bad(Topic.INDICATOR_EVENTS, partition, key, value, List.of(faults));
    }

    private static Bad framework(int partition, byte[] key, byte[] value, String... faults) {
        return new Bad(Topic.GOAL_FRAMEWORKS, partition, key, value, List.of(faults));
    }

    private static void assertIsRejected(Bad bad, RecordMetadata place, RejectedEvent rejected) {
        assertThat(rejected.faults())
                .extracting(Fault::code)
                .as(place.toString())
                .containsExactlyInAnyOrderElementsOf(bad.faults());
        assertThat(rejected.topic()).isEqualTo(place.topic());
        assertThat(rejected.partition()).isEqualTo(place.partition());
        assertThat(rejected.offset()).isEqualTo(place.offset());
        assertThat(rejected.appendedAt().toEpochMilli()).isEqualTo(place.timestamp());
        assertThat(rejected.key().orElse(null)).isEqualTo(bad.key());
        assertThat(rejected.value().orElse(null)).isEqualTo(bad.value());
    }

    private static Set<String> outputKeysOf(String organisation) {
        Set<String> keys = new TreeSet<>();
        for (Topic topic : List.of(
                Topic.PICTURES, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_ATTAINMENT, Topic.INDICATOR_OBSERVATIONS)) {
            keys.addAll(cluster.standing(topic).keySet());
        }
        keys.removeIf(key -> !key.startsWith(organisation + "/"));
        return keys;
    }

    /** Returns the rows that stand, by key, without the version of the framework. */
    private static Map<String, GenericRecord> rowsOf(String organisation, Topic topic) throws IOException {
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(topic.schema());
        Map<String, GenericRecord> rows = new TreeMap<>();
        for (Map.Entry<String, byte[]> standing : cluster.standing(topic).entrySet()) {
            byte[] value = standing.getValue();
            if (standing.getKey().startsWith(organisation + "/")) {
                GenericRecord row = reader.read(
                        null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
                row.put("framework_version", 0);
                rows.put(standing.getKey(), row);
            }
        }
        return rows;
    }

    private static SortedSet<String> changedKeys(Map<String, GenericRecord> before, Map<String, GenericRecord> after) {
        SortedSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
        return keys;
    }

    private static String valueOf(Picture picture, String indicator) {
        return PictureLines.of(picture).entrySet().stream()
                .filter(line -> line.getKey().endsWith("/indicators/" + indicator + "/value"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
