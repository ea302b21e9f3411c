package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.observation.Observation;

/**
 * One of three brokers at a time is killed, frozen, and cut off from the network, under load. Needs containers. The property
 * {@value #RATE} says how many events are sent in a second.
 */
@Timeout(600)
class BrokerFaultIT {
    private static final String RATE = "malbild.fault.events.per.second";
    private static final int EVENTS_PER_SECOND = Integer.getInteger(RATE, 100);
    private static final int CALM_SECONDS = 5;
    /** Longer than the brokers take to miss one of them. */
    private static final int FAULT_SECONDS = 12;

    private static final int MOST_SECONDS = 400;
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    /** What is done to a broker, and what undoes it. */
    private record Fault(String name, Runnable begin, Runnable end) {}

    private final List<Long> picturesAt = new CopyOnWriteArrayList<>();
    private DistrictLoad load;

    @Test
    void no_accepted_event_is_lost_and_none_counts_twice() throws Exception {
        assumeTrue(Backend.inContainers(), "skipped: a broker is only paused and cut off in a container");
        ContainerBackend brokers = ContainerBackend.start(3);
        try (TestCluster cluster = TestCluster.on(brokers, data);
                OtherProcess streams = OtherProcess.start(
                        OtherProcess.Streams.class,
                        data.resolve("streams"),
                        cluster.bootstrapServers(),
                        cluster.registryUrl());
                OtherProcess gateway = OtherProcess.start(
                        OtherProcess.GatewayProcess.class,
                        data,
                        cluster.bootstrapServers(),
                        cluster.registryUrl(),
                        "0");
                PictureReader pictures = PictureReader.fromNowOn(cluster)) {
            load = new DistrictLoad(cluster, gateway.address(), EVENTS_PER_SECOND);
            Thread loading = load.start(MOST_SECONDS * EVENTS_PER_SECOND);
            Thread looking = new Thread(() -> pictures.follow(read -> picturesAt.add(System.nanoTime())), "pictures");
            looking.start();
            List<String> told = new ArrayList<>();
            for (Fault fault : List.of(
                    new Fault("killed", () -> brokers.kill(0), () -> brokers.restart(0)),
                    new Fault("paused", () -> brokers.pause(1), () -> brokers.goOn(1)),
                    new Fault("cut off", () -> brokers.cutOff(2), () -> brokers.reconnect(2)))) {
                told.add(suffer(fault, cluster));
            }
            load.awaitSent(load.secondsSent() + CALM_SECONDS);
            load.stop();
            loading.join();
            load.awaitAnswers();
            pictures.stop();
            looking.join();

            Set<String> accepted = load.accepted();
            assertThat(load.arrived().stream().map(Observation::eventId).toList())
                    .as("on the topic")
                    .containsAll(accepted);
            load.sendRestAgain();
            List<Observation> arrived = load.arrived();
            int events = load.events().size();
            assertThat(new HashSet<>(arrived)).isEqualTo(new HashSet<>(load.events()));
            cluster.awaitPictures();
            assertThat(load.pictured()).isEqualTo(load.cells());
            assertThat(streams.process().isAlive()).isTrue();
            assertThat(gateway.process().isAlive()).isTrue();
            Map<String, Long> booked = load.booked(data.resolve("receipts"));
            assertThat(booked)
                    .as("books")
                    .isEqualTo(Map.of("counted", (long) events, "duplicate", (long) arrived.size() - events));
            told.forEach(System.out::println);
            System.out.printf(
                    "%d events at %d/s, answers by status %s (0: none), %d records on the topic, books %s, pictures equal"
                            + " to the function of the inputs%n",
                    events, EVENTS_PER_SECOND, load.answers(), arrived.size(), booked);
        }
    }

    /** Lets the fault last, waits until every copy is there again, and returns how long everything stood still meanwhile. */
    private String suffer(Fault fault, TestCluster cluster) {
        load.awaitSent(load.secondsSent() + CALM_SECONDS);
        long began = System.nanoTime();
        fault.begin().run();
        load.awaitSent(load.secondsSent() + FAULT_SECONDS);
        fault.end().run();
        long ended = System.nanoTime();
        await("every copy in sync").atMost(WHOLE_WITHIN).ignoreExceptions().until(() -> isWhole(cluster));
        long whole = System.nanoTime();
        return "A broker %s for %.1f s: every copy in sync %.1f s later; at most %.1f s without an acknowledgement, %.1f s without a picture"
                .formatted(
                        fault.name(),
                        seconds(ended - began),
                        seconds(whole - ended),
                        longestGap(load.acceptedAt(), began, whole),
                        longestGap(picturesAt, began, whole));
    }

    private static boolean isWhole(TestCluster cluster) throws Exception {
        try (Admin admin = Cluster.admin(cluster.bootstrapServers())) {
            return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == cluster.replication());
        }
    }

    private static double longestGap(List<Long> moments, long from, long to) {
        List<Long> inside = Stream.of(
                        Stream.of(from), moments.stream().filter(moment -> moment > from && moment < to), Stream.of(to))
                .flatMap(part -> part)
                .toList();
        long longest = 0;
        for (int i = 1; i < inside.size(); i++) {
            longest = Math.max(longest, inside.get(i) - inside.get(i - 1));
        }
        return seconds(longest);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
