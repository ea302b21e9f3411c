package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Topic;
import se.malbild.streams.MalbildTopology;

/**
 * An instance of the streams application is killed, frozen for longer than its transactions last, and robbed of its state,
 * and the registry is killed, under load. For each it prints after how long the pictures were current again. Takes minutes, so
 * it runs where containers do. The property {@value #RATE} says how many events are sent in a second.
 */
@Timeout(900)
class ServiceFaultIT {
    private static final String RATE = "malbild.fault.events.per.second";
    private static final int EVENTS_PER_SECOND = Integer.getInteger(RATE, 500);
    private static final int CALM_SECONDS = 5;
    private static final int MOST_SECONDS = 400;
    /** Streams' transactions last for ten. */
    private static final int PAUSED_SECONDS = 20;

    private static final Duration CURRENT_WITHIN = Duration.ofMinutes(2);
    private static final Pattern REFLECTS = Pattern.compile("indicator-events=(-?\\d+),.*");

    @TempDir
    private Path data;

    /** By organisation and offset of the last event that a picture reflects: when that picture was first seen. */
    private final Map<String, ConcurrentSkipListMap<Long, Long>> seen = new ConcurrentHashMap<>();

    private TestCluster cluster;
    private DistrictLoad load;
    private OtherProcess streams;

    /** What is done to a part, and what mends it where it does not mend itself. */
    private interface Fault {
        void happen() throws Exception;
    }

    @Test
    void the_pictures_are_current_again_after_every_fault_and_no_event_is_lost() throws Exception {
        assumeTrue(Backend.inContainers(), "skipped: it takes minutes, and runs where there are containers");
        cluster = TestCluster.on(ContainerBackend.start(1), data);
        try (OtherProcess gateway = OtherProcess.start(
                        OtherProcess.GatewayProcess.class,
                        data,
                        cluster.bootstrapServers(),
                        cluster.registryUrl(),
                        "0");
                PictureReader pictures = PictureReader.fromNowOn(cluster)) {
            load = new DistrictLoad(cluster, gateway.address(), EVENTS_PER_SECOND);
            streams = startStreams("first");
            Thread loading = load.start(MOST_SECONDS * EVENTS_PER_SECOND);
            Thread looking = new Thread(() -> pictures.follow(this::note), "pictures");
            looking.start();

            suffer("No fault", () -> {});
            suffer("The streams application killed and started again", () -> {
                streams.close();
                streams = startStreams("first");
            });
            suffer("The same, its state deleted", () -> {
                streams.close();
                Utils.delete(data.resolve("first").toFile());
                streams = startStreams("first");
            });
            suffer("Paused for longer than its transactions last", () -> {
                signal("STOP");
                load.awaitSent(load.secondsSent() + PAUSED_SECONDS);
                signal("CONT");
            });
            suffer("The registry killed", cluster::stopRegistry);
            suffer("The registry started again", cluster::startRegistry);
            suffer("One of two instances killed for good", () -> {
                OtherProcess first = streams;
                streams = startStreams("second");
                first.close();
            });

            load.stop();
            loading.join();
            load.awaitAnswers();
            pictures.stop();
            looking.join();
            load.sendRestAgain();
            List<Observation> arrived = load.arrived();
            assertThat(new HashSet<>(arrived)).isEqualTo(new HashSet<>(load.events()));
            cluster.awaitPictures();
            assertThat(load.pictured()).isEqualTo(load.cells());
            int events = load.events().size();
            Map<String, Long> booked = load.booked(data.resolve("receipts"));
            assertThat(booked)
                    .as("books")
                    .isEqualTo(Map.of("counted", (long) events, "duplicate", (long) arrived.size() - events));
            System.out.printf(
                    "%d events at %d/s, answers by status %s (0: none), %d records on the topic, books %s, pictures equal"
                            + " to the function of the inputs%n",
                    events, EVENTS_PER_SECOND, load.answers(), arrived.size(), booked);
        } finally {
            if (streams != null) {
                streams.close();
            }
            cluster.close();
        }
    }

    private OtherProcess startStreams(String state) throws IOException {
        return OtherProcess.start(
                OtherProcess.Streams.class, data.resolve(state), cluster.bootstrapServers(), cluster.registryUrl());
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(streams.process().pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits until the pictures reflect everything that had arrived when the fault was over, and prints how long that took. */
    private void suffer(String name, Fault fault) throws Exception {
        load.awaitSent(load.secondsSent() + CALM_SECONDS);
        long began = System.nanoTime();
        fault.happen();
        long over = System.nanoTime();
        Map<String, Long> arrived = lastOffsets();
        await(name)
                .atMost(CURRENT_WITHIN)
                .until(() -> arrived.entrySet().stream().allMatch(this::isReflected));
        long current = arrived.entrySet().stream()
                .mapToLong(last ->
                        seen.get(last.getKey()).ceilingEntry(last.getValue()).getValue())
                .max()
                .orElseThrow();
        System.out.printf(
                "%s: current again %.1f s after it began, %.1f s after it was over%n",
                name, (current - began) / 1e9, Math.max(0, current - over) / 1e9);
    }

    private boolean isReflected(Map.Entry<String, Long> last) {
        return seen.containsKey(last.getKey()) && seen.get(last.getKey()).ceilingEntry(last.getValue()) != null;
    }

    private Map<String, Long> lastOffsets() {
        Map<String, Long> last = new HashMap<>();
        TopicScan.of(
                cluster.bootstrapServers(),
                Topic.INDICATOR_EVENTS,
                (record, partitions) -> last.put(text(record.key()), record.offset()));
        return last;
    }

    private void note(ConsumerRecords<byte[], byte[]> pictures) {
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> picture : pictures) {
            Matcher reflects = REFLECTS.matcher(
                    text(picture.headers().lastHeader(MalbildTopology.REFLECTS).value()));
            assertThat(reflects.matches()).isTrue();
            String key = text(picture.key());
            seen.computeIfAbsent(key.substring(0, key.indexOf('/')), organisation -> new ConcurrentSkipListMap<>())
                    .putIfAbsent(Long.parseLong(reflects.group(1)), now);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
