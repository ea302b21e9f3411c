package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.applications.ExpectedOutputs;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.RandomCases;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsSettings;

/** The application is killed with events on their way, as many times as the property {@value #TIMES} says. */
@Tag("proof")
class KillIT {
    private static final long SEED = 20181; // any: with it the events come in the same order
    private static final String TIMES = "malbild.fault.kills";
    private static final int KILLS = Integer.getInteger(TIMES, 10);
    private static final int EVENTS = 20_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final List<String> MUNICIPALITIES = List.of("0380", "0580", "0581", "1280");
    private static final int DISTRICTS = 150;
    private static final int FAMILIES = 300;
    private static final int FIRST_OF_FAMILIES = 3_000;
    private static final int SMALLEST_GROUP = 5;

    @TempDir
    private Path data;

    private final Random random = new Random(SEED);
    private final List<CountedFamily> families = IntStream.range(0, FAMILIES)
            .mapToObj(family -> CountedFamily.of(SEED + family, Integer.toString(FIRST_OF_FAMILIES + family)))
            .toList();
    private TestCluster cluster;
    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(data);
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    @AfterEach
    void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    void killed_again_and_again_in_mid_flow_it_ends_to_the_byte_with_what_the_function_gives() throws Exception {
        List<Observation> events = events();
        List<String> documents = frameworks();
        List<List<Observation>> shares = inEqualShares(events);
        List<List<String>> frameworks = inEqualShares(documents);
        List<Duration> restarts = new ArrayList<>();
        int killedWithEventsLeft = 0;

        for (int kill = 0; kill < KILLS; kill++) {
            List<Observation> share = shares.get(kill);
            int whileDown = share.size() / 4;
            cluster.publish(share.subList(0, whileDown));
            apply(frameworks.get(kill));
            long committed = committed();
            long started = System.nanoTime();
            CompletableFuture<Void> published;
            try (ServiceProcess application = startApplication()) {
                long resumed = awaitCommitAfter(committed, application);
                restarts.add(Duration.ofNanos(System.nanoTime() - started));
                published = cluster.startPublishing(share.subList(whileDown, share.size()));
                awaitCommitAfter(resumed, application);
            }
            published.join();
            killedWithEventsLeft += committed() < EVENTS * (kill + 1L) / KILLS ? 1 : 0;
        }

        try (ServiceProcess application = startApplication()) {
            cluster.awaitPictures();
            SortedMap<String, String> expected = ExpectedOutputs.of(cluster.writer, versions(documents), events);
            await("outputs")
                    .untilAsserted(
                            () -> assertThat(differing(outputs(), expected)).isEmpty());
            System.out.printf(
                    "%d outputs are to the byte those of the function, after %d events of which %d of small groups%n",
                    expected.size(),
                    events.size(),
                    events.stream().filter(KillIT::isSmall).count());
            assertThat(application.isAlive()).isTrue();
        }
        assertThat(cluster.standing(Topic.REJECTED_EVENTS)).isEmpty();
        Collections.sort(restarts);
        System.out.printf(
                "Killed %d times, %d of them with events left; from restart to the next commit %d ms at the median, %d ms at most%n",
                KILLS,
                killedWithEventsLeft,
                restarts.get(KILLS / 2).toMillis(),
                restarts.get(KILLS - 1).toMillis());
    }

    private ServiceProcess startApplication() throws Exception {
        return ServiceProcess.start(cluster, "streams", data.resolve("streams"), Map.of());
    }

    /** Returns how many events are committed as taken in. */
    private long committed() throws Exception {
        return admin
                .listConsumerGroupOffsets(StreamsSettings.DEFAULT_APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().topic().equals(Topic.INDICATOR_EVENTS.topicName()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private long awaitCommitAfter(long committed, ServiceProcess application) {
        long next = await("the next commit")
                .pollInterval(LOOK_AGAIN)
                .ignoreExceptions()
                .until(this::committed, now -> now > committed || !application.isAlive());
        assertThat(application.isAlive()).as(application.log()).isTrue();
        return next;
    }

    private SortedMap<String, String> outputs() {
        SortedMap<String, String> outputs = new TreeMap<>();
        for (Topic topic : ExpectedOutputs.TOPICS) {
            cluster.standing(topic)
                    .forEach((key, value) ->
                            outputs.put(ExpectedOutputs.place(topic, key), ExpectedOutputs.text(value)));
        }
        return outputs;
    }

    private static Set<String> differing(SortedMap<String, String> actual, SortedMap<String, String> expected) {
        Set<String> places = new TreeSet<>(actual.keySet());
        places.addAll(expected.keySet());
        places.removeIf(place -> Objects.equals(actual.get(place), expected.get(place)));
        return places;
    }

    private static boolean isSmall(Observation observation) {
        OptionalLong count = observation.count();
        return count.isPresent() && count.getAsLong() > 0 && count.getAsLong() < SMALLEST_GROUP;
    }

    /**
     * Random cases, in which most cells are met often, observations of districts, each of which a picture shows, and families
     * of persons, most of whose groups are small. Some come twice.
     */
    private List<Observation> events() throws Exception {
        List<Observation> events = new ArrayList<>();
        for (String municipality : MUNICIPALITIES) {
            for (int year = 2017; year <= 2019; year++) {
                for (int district = 0; district < DISTRICTS; district++) {
                    events.add(safeOutdoors(municipality, year, "stadsdel-" + district));
                }
            }
        }
        for (CountedFamily family : families) {
            for (CountedFamily.Statement statement : family.statements()) {
                events.add(statement.observation());
                if (random.nextInt(10) == 0) {
                    events.add(statement.observation());
                }
            }
        }
        for (long seed = SEED; events.size() < EVENTS; seed++) {
            events.addAll(RandomCases.of(seed).observations());
        }
        List<Observation> shuffled = new ArrayList<>(events.subList(0, EVENTS));
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private Observation safeOutdoors(String municipality, int year, String district) throws Exception {
        return new ObservationDraft()
                .eventId("trygghet-" + municipality + "-" + year + "-" + district)
                .organisation(municipality)
                .indicator("ex-trygghet-stadsdelar")
                .department("kommunstyrelsen")
                .year(year)
                .district(district)
                .value(String.valueOf(random.nextInt(100)))
                .observedAt(Instant.parse("2020-03-01T00:00:00Z"))
                .build();
    }

    private List<String> frameworks() {
        List<String> frameworks = new ArrayList<>(Stream.concat(
                        RandomCases.frameworks().stream(),
                        Stream.concat(
                                MUNICIPALITIES.stream().map(code -> new Vasteras(code).framework()),
                                families.stream().flatMap(family -> family.frameworks().values().stream())))
                .toList());
        Collections.shuffle(frameworks, random);
        return frameworks;
    }

    private static List<FrameworkVersion> versions(List<String> documents) throws Exception {
        List<FrameworkVersion> versions = new ArrayList<>();
        for (String document : documents) {
            versions.add(FrameworkVersion.read(document));
        }
        return versions;
    }

    /** Puts them on their topic in any order of versions, as two people can. */
    private void apply(List<String> documents) throws Exception {
        for (String document : documents) {
            GoalFramework framework = FrameworkVersion.read(document).framework();
            String key = Keys.framework(framework.organisation(), framework.id());
            cluster.send(
                    Topic.GOAL_FRAMEWORKS,
                    Partitioning.of(framework.organisation(), TestCluster.PARTITIONS),
                    key.getBytes(StandardCharsets.UTF_8),
                    cluster.writer.framework(document, TestCluster.JUSTIFICATION));
        }
    }

    private static <T> List<List<T>> inEqualShares(List<T> all) {
        List<List<T>> shares = new ArrayList<>();
        for (int share = 0; share < KILLS; share++) {
            shares.add(all.subList(all.size() * share / KILLS, all.size() * (share + 1) / KILLS));
        }
        return shares;
    }
}
