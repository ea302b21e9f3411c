package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.InputDigests;
import se.malbild.history.LiveVerification;
import se.malbild.history.LogReader;
import se.malbild.history.VerifiedOrganisation;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsApplication;

/** What {@code malbild verify} says of outputs that are right, and of each way in which they can be wrong. */
class VerifyIT {
    private static final String FRAMEWORK = "vasteras-exempel-2017-2019";
    private static final String GOAL_AREA = "kunskap-och-omsorg-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static SchemaRegistry registry;
    private static StreamsApplication application;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty());
        registry.preload(Topic.INDICATOR_EVENTS);
        registry.preload(Topic.GOAL_FRAMEWORKS);
        application = cluster.startApplication("malbild");
    }

    @AfterAll
    static void stop() {
        application.close();
        registry.close();
        cluster.close();
    }

    @Test
    void outputs_that_follow_from_the_log_are_right_and_nothing_is_left_behind() throws Exception {
        Vasteras lund = year("1281");
        Set<String> groups = groups();

        Said verified = verify("--organisation=1281");

        assertThat(verified.exitCode())
                .as(verified.results() + verified.messages())
                .isZero();
        assertThat(verified.results()).isEmpty();
        String sha256 = digest("1281");
        assertThat(verified.lines())
                .contains("75 utdata om 1 kommun jämförda: 0 skillnader.")
                .last()
                .isEqualTo("Kontrollsumma för 1281, " + lund.observations().size()
                        + " poster i indicator-events och 1 i goal-frameworks: " + sha256);
        assertThat(verify("--organisation=1281", "--lang=en").lines())
                .last()
                .isEqualTo("Digest of 1281, " + lund.observations().size()
                        + " records in indicator-events and 1 in goal-frameworks: " + sha256);
        JsonNode json =
                JSON.readTree(verify("--organisation=1281", "--format=json").results());
        assertThat(json.path("organisation").asText()).isEqualTo("1281");
        assertThat(json.at("/digest/sha256").asText()).isEqualTo(sha256);
        assertThat(json.path("differences")).isEmpty();
        assertThat(groups()).isEqualTo(groups);
    }

    @Test
    void one_byte_of_an_output_is_named_with_its_field() throws Exception {
        year("1282");
        String key = Keys.picture("1282", FRAMEWORK, 2018);
        byte[] right = cluster.standing(Topic.PICTURES).get(key);
        byte[] wrong = right.clone();
        int title = new String(right, StandardCharsets.ISO_8859_1).indexOf("Made-up");
        wrong[title] = 'm';
        put(Topic.PICTURES, key, wrong);

        Said verified = verify("--organisation=1282");
        JsonNode difference =
                differences(verify("--organisation=1282", "--format=json")).get(0);
        put(Topic.PICTURES, key, right);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.results().lines().toList().subList(0, 2))
                .containsExactly("1282: 1 skillnad", "   pictures " + key);
        assertThat(difference.path("kind").asText()).isEqualTo("different");
        assertThat(difference.path("topic").asText()).isEqualTo("pictures");
        assertThat(difference.path("key").asText()).isEqualTo(key);
        JsonNode field = difference.path("fields").get(0);
        assertThat(difference.path("fields")).hasSize(1);
        assertThat(field.path("field").asText()).isEqualTo("title.en");
        assertThat(field.path("expected").asText()).startsWith("Made-up");
        assertThat(field.path("found").asText()).startsWith("made-up");
        assertThat(verify("--organisation=1282").exitCode()).isZero();
    }

    @Test
    void an_output_that_cannot_be_read_is_a_difference() throws Exception {
        year("1283");
        String key = Keys.part("1283", FRAMEWORK, 2018, GOAL_AREA);
        byte[] right = cluster.standing(Topic.GOAL_AREA_ATTAINMENT).get(key);
        put(Topic.GOAL_AREA_ATTAINMENT, key, Arrays.copyOf(right, right.length - 1));

        JsonNode difference =
                differences(verify("--organisation=1283", "--format=json")).get(0);
        put(Topic.GOAL_AREA_ATTAINMENT, key, right);

        assertThat(difference.path("key").asText()).isEqualTo(key);
        assertThat(difference.at("/fields/0/field").asText()).isEmpty();
        assertThat(difference.at("/fields/0/found").asText()).startsWith("The record cannot be decoded");
    }

    @Test
    void an_output_that_is_missing_is_named() throws Exception {
        year("1284");
        String key = Keys.part("1284", FRAMEWORK, 2018, GOAL_AREA);
        byte[] right = cluster.standing(Topic.GOAL_AREA_ATTAINMENT).get(key);
        put(Topic.GOAL_AREA_ATTAINMENT, key, null);

        Said verified = verify("--organisation=1284");
        put(Topic.GOAL_AREA_ATTAINMENT, key, right);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.results().lines())
                .containsExactly("1284: 1 skillnad", "   goal-area-attainment " + key + ": saknas");
    }

    @Test
    void outputs_that_are_all_missing_are_named_since_the_application_has_read_the_log() throws Exception {
        year("1286");
        Map<Topic, SortedMap<String, byte[]>> right = new EnumMap<>(Topic.class);
        for (Topic topic : StreamsApplication.TOPICS) {
            if (topic.key().startsWith("<organisation>/<framework>/<year>")) {
                right.put(topic, cluster.standing(topic).tailMap("1286/").headMap("1287/"));
            }
        }
        right.forEach((topic, outputs) -> outputs.keySet().forEach(key -> put(topic, key, null)));

        Said verified = verify("--organisation=1286");
        right.forEach((topic, outputs) -> outputs.forEach((key, value) -> put(topic, key, value)));

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.results().lines())
                .startsWith("1286: 75 skillnader")
                .filteredOn(line -> line.endsWith(": saknas"))
                .hasSize(75);
        assertThat(verify("--organisation=1286").exitCode()).isZero();
    }

    @Test
    void a_surplus_output_is_named_also_when_it_is_nobodys_or_in_anothers_partition() throws Exception {
        year("1285");
        String ofAnotherYear = Keys.part("1285", FRAMEWORK, 2031, "N17461");
        String ofNobody = "nobody/at-all";
        byte[] any = cluster.standing(Topic.INDICATOR_ATTAINMENT).get(Keys.part("1285", FRAMEWORK, 2018, "N17461"));
        int elsewhere = (Partitioning.of("1285", TestCluster.PARTITIONS) + 1) % TestCluster.PARTITIONS;
        String misplaced = Keys.part("1285", FRAMEWORK, 2018, "N17461");
        put(Topic.INDICATOR_ATTAINMENT, ofAnotherYear, any);
        put(Topic.INDICATOR_ATTAINMENT, ofNobody, any);
        cluster.send(Topic.INDICATOR_ATTAINMENT, elsewhere, bytes(misplaced), any);

        Said one = verify("--organisation=1285");
        Said all = verify("--lang=en");
        put(Topic.INDICATOR_ATTAINMENT, ofAnotherYear, null);
        put(Topic.INDICATOR_ATTAINMENT, ofNobody, null);
        cluster.send(Topic.INDICATOR_ATTAINMENT, elsewhere, bytes(misplaced), null);

        assertThat(one.exitCode()).isEqualTo(1);
        assertThat(one.results().lines())
                .containsExactly("1285: 1 skillnad", "   indicator-attainment " + ofAnotherYear + ": ska inte finnas");
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.results().lines())
                .containsExactlyInAnyOrder(
                        "1285: 1 difference",
                        "   indicator-attainment " + ofAnotherYear + ": not to be there",
                        "1285: 1 difference",
                        "   indicator-attainment " + misplaced + ": not to be there",
                        "nobody: 1 difference",
                        "   indicator-attainment " + ofNobody + ": not to be there");
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void an_output_that_was_right_once_is_not_taken_for_what_is_to_be_there_now() throws Exception {
        Vasteras kristianstad = year("1290");
        String key = Keys.part("1290", FRAMEWORK, 2018, "N17461");
        byte[] before = cluster.standing(Topic.INDICATOR_ATTAINMENT).get(key);
        cluster.publish(kristianstad.pupilsWithDiploma(2018, 5, "12.5"));
        cluster.awaitPicturesOf("1290");
        byte[] now = cluster.standing(Topic.INDICATOR_ATTAINMENT).get(key);
        put(Topic.INDICATOR_ATTAINMENT, key, before);

        JsonNode difference =
                differences(verify("--organisation=1290", "--format=json")).get(0);
        put(Topic.INDICATOR_ATTAINMENT, key, now);

        assertThat(difference.path("key").asText()).isEqualTo(key);
        assertThat(difference.path("fields"))
                .anySatisfy(field -> assertThat(field.path("field").asText()).isEqualTo("value"))
                .anySatisfy(field -> assertThat(field.path("expected").asText()).contains("12.5"));
    }

    @Test
    void a_record_that_was_rejected_before_its_schema_was_registered_has_a_heading_of_its_own() throws Exception {
        Vasteras halmstad = year("1380");

        Said verified = readNowRejectedThen(halmstad.pupilsWithDiploma(2018, 7, "11"));

        assertThat(verified.messages()).contains("malbild reset --execute", ": 0 skillnader.");
        cluster.publish(halmstad.pupilsWithDiploma(2018, 7, "11")); // sent again, as malbild rejected replay does
        cluster.awaitPicturesOf("1380");
        assertThat(verify("--organisation=1380").exitCode()).isZero();
    }

    @Test
    void a_reset_takes_in_what_was_rejected_before_its_schema_was_registered() throws Exception {
        Observation observation = year("1383").pupilsWithDiploma(2018, 7, "12");
        readNowRejectedThen(observation);

        application.close();
        List<String> reset = new ArrayList<>(List.of("reset", "--execute"));
        reset.addAll(cluster.options());
        Said done = Said.malbild(reset.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.messages()).isZero();
        application = cluster.startApplication("malbild");

        Picture picture = cluster.awaitPicturesOf("1383").get(2018);
        assertThat(PictureJson.indented(picture)).contains("\"value\" : 12,");
        Said verified = verify("--organisation=1383");
        assertThat(verified.exitCode()).as(verified.results()).isZero();
        assertThat(verified.results()).isEmpty();
    }

    /** Sends a record, lets it be rejected, and registers its schema; returns what is said then, which names just that record. */
    private static Said readNowRejectedThen(Observation observation) throws Exception {
        String organisation = observation.cell().organisation();
        int next = cluster.register(
                        "anything-value",
                        SchemaBuilder.fixed("next").size(1_000 + (int) (System.nanoTime() % 1_000_000)))
                + 1;
        byte[] value = cluster.writer.event(observation);
        ByteBuffer.wrap(value).putInt(1, next);
        RecordMetadata place = put(Topic.INDICATOR_EVENTS, organisation, value);
        cluster.awaitRejected(Set.of(place));
        assertThat(verify("--organisation=" + organisation).exitCode()).isZero();

        Schema newer = new Schema.Parser()
                .parse(Topic.INDICATOR_EVENTS
                        .schema()
                        .toString()
                        .replaceFirst("\"doc\":\"", "\"doc\":\"Newer, of " + organisation + ". "));
        assertThat(cluster.register("newer-" + organisation, newer)).isEqualTo(next);
        Said verified = verify("--organisation=" + organisation);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.results().lines())
                .containsExactly(
                        organisation
                                + ": read-now-rejected-then: avvisades när de kom, går att läsa nu och saknas i målbilderna",
                        "   " + cluster.rejectedKey(place) + " (unknown-schema)");
        return verified;
    }

    @Test
    void what_the_application_has_not_read_yet_is_no_difference() throws Exception {
        Vasteras boras = year("1490");
        application.close();
        cluster.publish(boras.pupilsWithDiploma(2018, 9, "13"));

        assertThat(verify("--organisation=1490").exitCode()).isZero();

        application = cluster.startApplication("malbild");
        cluster.awaitPicturesOf("1490");
        assertThat(verify("--organisation=1490").exitCode()).isZero();
    }

    @Test
    void organisations_that_do_not_fit_in_memory_together_are_read_one_after_the_other() throws Exception {
        List<String> all = List.of("1880", "1881", "1882", "1883", "1884", "1885", "1886");
        for (String organisation : all) {
            year(organisation);
        }

        List<VerifiedOrganisation> together = new ArrayList<>();
        InputDigests digests = verify(Long.MAX_VALUE, together);
        List<VerifiedOrganisation> oneByOne = new ArrayList<>();
        InputDigests again = verify(1, oneByOne);

        assertThat(together).extracting(VerifiedOrganisation::organisation).containsAll(all);
        assertThat(oneByOne).containsExactlyElementsOf(together);
        assertThat(again.whole()).isEqualTo(digests.whole());
        assertThat(again.ownerless()).isEqualTo(digests.ownerless());
    }

    @Test
    void what_cannot_be_verified_is_neither_right_nor_wrong() throws Exception {
        year("1492");
        Path metrics = data.resolve("verify.prom");

        assertThat(verify("--organisation=1492", "--metrics=" + metrics).exitCode())
                .isZero();
        assertThat(Files.readAllLines(metrics)).contains("malbild_verify_unchecked 0", "malbild_verify_differences 0");
        assertThat(AlertsTest.seriesOfVerify())
                .isNotEmpty()
                .allSatisfy(series -> assertThat(Files.readString(metrics)).contains("\n" + series + " "));
        cluster.stopRegistry();
        Said unverified = verify("--organisation=1492", "--metrics=" + metrics);
        cluster.startRegistry();

        assertThat(unverified.exitCode()).isEqualTo(2);
        assertThat(unverified.results()).isEmpty();
        assertThat(unverified.messages())
                .contains("Schemaregistret svarar inte")
                .doesNotContain("Exception");
        assertThat(Files.readAllLines(metrics))
                .contains("malbild_verify_unchecked 1")
                .noneMatch(line -> line.startsWith("malbild_verify_differences"));
        Said unknown = verify("--organisation=0114", "--lang=en");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.messages()).contains("Neither the log nor what is published has anything about 0114.");
        Said wrong = verify("--wait=-1");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.messages()).contains("--wait är -1; ange minst 0.");
    }

    private static Vasteras year(String organisation) throws Exception {
        Vasteras municipality = new Vasteras(organisation);
        cluster.apply(municipality.framework());
        cluster.publish(municipality.observations());
        cluster.awaitPicturesOf(organisation);
        return municipality;
    }

    private static InputDigests verify(long mostBytes, List<VerifiedOrganisation> verified) throws Exception {
        return new LiveVerification(cluster.cluster(), registry, "malbild", Duration.ofSeconds(1), mostBytes)
                .verify(Optional.empty(), TestCluster.PARTITIONS, new LiveVerification.Listener() {
                    @Override
                    public void begins(long records) {
                        assertThat(records).isPositive();
                    }

                    @Override
                    public void read(long records) {
                        assertThat(records).isPositive();
                    }

                    @Override
                    public void verified(VerifiedOrganisation organisation) {
                        verified.add(organisation);
                    }
                });
    }

    private static String digest(String organisation) throws Exception {
        InputDigests digests = new InputDigests(registry, TestCluster.PARTITIONS);
        digests.add(new LogReader(cluster.cluster()).read(organisation));
        return digests.of(organisation).orElseThrow().sha256();
    }

    private static JsonNode differences(Said verified) throws Exception {
        assertThat(verified.exitCode()).as(verified.messages()).isEqualTo(1);
        JsonNode differences = JSON.readTree(verified.results()).path("differences");
        assertThat(differences).hasSize(1);
        return differences;
    }

    private static RecordMetadata put(Topic topic, String key, byte[] value) {
        String organisation = key.contains("/") ? Keys.organisation(key) : key;
        try {
            return cluster.send(topic, Partitioning.of(organisation, TestCluster.PARTITIONS), bytes(key), value);
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> groups() throws Exception {
        try (Admin admin = AdminClients.create(cluster.cluster())) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
        }
    }

    private static Said verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify", "--wait=2"));
        all.addAll(Arrays.asList(arguments));
        if (Arrays.asList(arguments).stream().anyMatch(argument -> argument.startsWith("--wait"))) {
            all.remove("--wait=2");
        }
        all.addAll(cluster.options());
        return Said.malbild(all.toArray(String[]::new));
    }
}
