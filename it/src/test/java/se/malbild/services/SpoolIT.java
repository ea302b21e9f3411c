package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.RegistryFront;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.local.EmbeddedKafka;
import se.malbild.local.LoopbackPorts;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.publisher.ObservationPublisher.Published;
import se.malbild.publisher.spool.DurablePublisher;
import se.malbild.publisher.spool.SpoolException;
import se.malbild.publisher.spool.Spooled;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.schemas.registry.SchemaRegistry;

/** What is spooled arrives, whatever is away or killed meanwhile. */
class SpoolIT {
    private static final long SEED = 2019; // any: with it the kills come at the same events
    private static final int EVENTS = 1_000;
    private static final int KILLS = 3;
    private static final String ON_DISK = "on disk: ";
    private static final String AT_BROKER = "at the broker: ";

    @TempDir
    private Path data;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Path directory;
    private int brokerPort;
    private RegistryFront registry;
    private Optional<EmbeddedKafka> kafka = Optional.empty();

    @BeforeEach
    void choosePorts() {
        directory = data.resolve("spool");
        brokerPort = LoopbackPorts.requireFree(0);
        registry = new RegistryFront();
    }

    @AfterEach
    void stopCluster() {
        registry.stop();
        kafka.ifPresent(EmbeddedKafka::close);
    }

    @Test
    void events_spooled_before_there_is_a_broker_or_a_registry_arrive_when_there_is() throws Exception {
        List<Observation> observations = new ArrayList<>();
        List<CompletableFuture<Spooled>> onDisk = new ArrayList<>();
        try (DurablePublisher publisher = open(Map.of())) {
            for (int i = 0; i < EVENTS; i++) {
                observations.add(observation("före-" + i, ""));
                onDisk.add(publisher.publish(observations.get(i)));
            }
            onDisk.forEach(CompletableFuture::join);
            assertThat(publisher.drained()).isNotDone();
            assertThat(waiting()).isEqualTo(EVENTS);

            startCluster();
            publisher.drained().join();

            assertThat(waiting()).isZero();
            List<Published> published = onDisk.stream()
                    .map(spooled -> spooled.join().published().join())
                    .toList();
            assertThat(published).doesNotHaveDuplicates().hasSize(EVENTS);
            assertThat(meters.get(ObservationPublisher.SEND)
                            .tag("outcome", "acknowledged")
                            .timer()
                            .count())
                    .isEqualTo(EVENTS);
            assertThat(meters.get(ObservationPublisher.IN_FLIGHT)
                            .longTaskTimer()
                            .activeTasks())
                    .isZero();
            assertThat(meters.get("kafka.producer.record.send.total")
                            .functionCounter()
                            .count())
                    .isEqualTo(EVENTS);

            // Stopped and started once more, with events given meanwhile.
            stopCluster();
            observations.add(observation("under", ""));
            Spooled under = publisher.publish(observations.get(EVENTS)).join();
            startCluster();
            under.published().join();
        }
        List<Observation> arrived = arrived();
        assertThat(new HashSet<>(arrived))
                .isEqualTo(new HashSet<>(observations))
                .hasSameSizeAs(arrived);
        assertThat(segments()).isEmpty();
    }

    @Test
    void what_is_sent_from_the_spool_says_who_sent_it_also_what_an_earlier_publisher_left() throws Exception {
        Sender sender = new Sender("Ärendesystemet");
        try (DurablePublisher publisher = DurablePublisher.open(directory, address(), sender)) {
            publisher.publish(observation("kvar", "")).join();
        }
        startCluster();

        try (DurablePublisher publisher = DurablePublisher.open(directory, address(), sender)) {
            publisher.publish(observation("ny", "")).join().published().join();
            publisher.drained().join();
        }

        List<Optional<Sender>> senders = new ArrayList<>();
        TopicScan.of(address(), Topic.INDICATOR_EVENTS, record -> senders.add(Sender.of(record.headers())));
        assertThat(senders).hasSize(2).containsOnly(Optional.of(sender));
    }

    @Test
    void every_event_that_a_killed_publisher_returned_is_on_the_topic() throws Exception {
        startCluster();
        Random random = new Random(SEED);
        Set<String> returned = new HashSet<>();
        int killedWithEventsLeft = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process publishing = publishing("omgång-" + kill);
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(publishing.getInputStream(), StandardCharsets.UTF_8))) {
                // Then some are at the broker, of which some may still be on disk, and others are not.
                int until = 200 + random.nextInt(2_000);
                for (int sent = 0; sent < until; ) {
                    sent += noteOnDisk(said.readLine(), returned) ? 0 : 1;
                }
                publishing.toHandle().destroyForcibly();
                publishing.onExit().join();
                for (String more = said.readLine(); more != null; more = said.readLine()) {
                    noteOnDisk(more, returned);
                }
            }
            killedWithEventsLeft += segments().isEmpty() ? 0 : 1;
        }
        try (DurablePublisher publisher = open(Map.of())) {
            publisher.drained().join();
        }

        List<Observation> arrived = arrived();
        Set<String> lost = new HashSet<>(returned);
        arrived.forEach(event -> lost.remove(event.eventId()));
        assertThat(lost).as("seed %d", SEED).isEmpty();
        Set<Observation> distinct = new HashSet<>(arrived);
        assertThat(distinct.stream().map(Observation::eventId))
                .as("an event id stands for one content")
                .doesNotHaveDuplicates();
        assertThat(segments()).isEmpty();
        System.out.printf(
                "Killed %d times, %d of them with events left: %d events were returned; %d records of %d events are on the topic%n",
                KILLS, killedWithEventsLeft, returned.size(), arrived.size(), distinct.size());
    }

    @Test
    void what_kafka_refuses_for_ever_is_dead_and_holds_up_nothing() throws Exception {
        startCluster();
        try (DurablePublisher publisher = open(Map.of("max.request.size", 1_000))) {
            Spooled before = publisher.publish(observation("före", "")).join();
            Spooled large =
                    publisher.publish(observation("stor", "x".repeat(2_000))).join();
            Spooled after = publisher.publish(observation("efter", "")).join();

            assertThat(before.published().join().topic()).isEqualTo(Topic.INDICATOR_EVENTS.topicName());
            assertThat(after.published().join().topic()).isEqualTo(Topic.INDICATOR_EVENTS.topicName());
            assertThatThrownBy(large.published()::join)
                    .cause()
                    .asInstanceOf(InstanceOfAssertFactories.type(SpoolException.class))
                    .satisfies(dead -> {
                        assertThat(dead.kind()).isEqualTo(SpoolException.Kind.DEAD);
                        assertThat(dead.text().sv()).contains("dead.ndjson", "Kafka tar inte emot den");
                    });
            publisher.drained().join();
        }
        assertThat(Files.readAllLines(directory.resolve("dead.ndjson")))
                .singleElement()
                .asString()
                .contains("\"refused\"", "stor");
        assertThat(arrived()).extracting(Observation::eventId).containsExactlyInAnyOrder("före", "efter");
    }

    /** Returns whether {@code line} says that an event is on disk, rather than at the broker. */
    private static boolean noteOnDisk(String line, Set<String> onDisk) {
        assertThat(line).as("what the publisher says").isNotNull();
        boolean isOnDisk = line.startsWith(ON_DISK);
        assertThat(isOnDisk || line.startsWith(AT_BROKER)).as(line).isTrue();
        if (isOnDisk) {
            onDisk.add(line.substring(ON_DISK.length()));
        }
        return isOnDisk;
    }

    /** Publishes until it is killed, and says which events are on disk and which are at the broker. */
    static final class Publishing {
        public static void main(String[] args) throws SpoolException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (DurablePublisher publisher = DurablePublisher.open(Path.of(args[0]), new Cluster(args[1], args[2]))) {
                for (int i = 0; i < 4_000; i++) {
                    publisher
                            .publish(observation(args[3] + "-" + i, ""))
                            .thenCompose(spooled -> {
                                out.println(ON_DISK + spooled.eventId());
                                return spooled.published().thenAccept(at -> out.println(AT_BROKER + spooled.eventId()));
                            })
                            .exceptionally(failed -> {
                                out.println(failed);
                                return null;
                            });
                }
                while (System.in.read() >= 0) {
                    // Nothing is ever written to it.
                }
            } catch (IOException ended) {
                out.println(ended);
            }
        }
    }

    private Process publishing(String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Dmalbild.test.log=target/Publishing.log",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Publishing.class.getName(),
                        directory.toString(),
                        address().bootstrapServers(),
                        address().registryUrl(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void startCluster() throws Exception {
        kafka = Optional.of(EmbeddedKafka.start(data.resolve("kafka"), 1, brokerPort));
        registry.start();
        TopicAdmin.apply(address(), Topic.DEFAULT_PARTITIONS, (short) 1);
    }

    private Cluster address() {
        return new Cluster(LoopbackPorts.HOST + ":" + brokerPort, registry.url());
    }

    private DurablePublisher open(Map<String, ?> producerConfig) throws SpoolException {
        return DurablePublisher.open(
                directory,
                DurablePublisher.DEFAULT_MAX_BYTES,
                () -> ObservationPublisher.connect(address(), producerConfig, meters),
                meters);
    }

    private double waiting() {
        return meters.get("malbild.spool.waiting").gauge().value();
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".events")).toList();
        }
    }

    private List<Observation> arrived() throws Exception {
        List<Observation> arrived = new ArrayList<>();
        try (SchemaRegistry schemas = SchemaRegistry.connect(address(), Optional.empty())) {
            schemas.preload(Topic.INDICATOR_EVENTS);
            IndicatorEventReader reader = new IndicatorEventReader(schemas);
            ObservationDraft draft = new ObservationDraft();
            TopicScan.of(address(), Topic.INDICATOR_EVENTS, record -> {
                assertThat(reader.read(record.value(), draft)).isInstanceOf(IndicatorEventReader.Reading.Filled.class);
                arrived.add(built(draft));
            });
        }
        return arrived;
    }

    private static Observation observation(String eventId, String comment) {
        return built(new ObservationDraft()
                .eventId(eventId)
                .organisation("1880")
                .indicator("U21468")
                .department("social-valfard")
                .year(2018)
                .value("78.37")
                .comment(comment)
                .observedAt(Instant.parse("2019-04-01T08:00:00.123456Z")));
    }

    private static Observation built(ObservationDraft draft) {
        try {
            return draft.build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
