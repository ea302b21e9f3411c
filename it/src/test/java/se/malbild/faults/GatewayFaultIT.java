package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.observation.Observation;

/**
 * The broker is stopped and the gateway killed under load. The property {@value #STOP} says for how many seconds the broker
 * is away, and {@value #RATE} how many events are sent in a second.
 */
@Tag("proof")
class GatewayFaultIT {
    private static final String STOP = "malbild.fault.stop.seconds";
    private static final String RATE = "malbild.fault.events.per.second";
    private static final int STOP_SECONDS = Integer.getInteger(STOP, 10);
    private static final int EVENTS_PER_SECOND = Integer.getInteger(RATE, 500);
    /** Before the broker stops, between its return and the kill, and after it. */
    private static final int CALM_SECONDS = 3;

    private static final int EVENTS = (3 * CALM_SECONDS + STOP_SECONDS) * EVENTS_PER_SECOND;

    @TempDir
    private Path data;

    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.startWithLastingRegistry(data);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void every_event_that_was_accepted_is_counted_and_none_twice() throws Exception {
        Duration brokerAway;
        Duration gatewayAway;
        long started;
        Duration sending;
        try (ServiceProcess streams = ServiceProcess.keptRunning(cluster, "streams", data.resolve("streams"));
                ServiceProcess gateway = ServiceProcess.start(cluster, "gateway", data.resolve("gateway"), Map.of())) {
            gateway.awaitReady();
            DistrictLoad load = new DistrictLoad(cluster, EVENTS_PER_SECOND, gateway.url());
            started = System.nanoTime();
            CompletableFuture<Void> loading = load.start(EVENTS);

            load.awaitSent(CALM_SECONDS);
            long stopped = System.nanoTime();
            cluster.stopKafka();
            load.awaitSent(CALM_SECONDS + STOP_SECONDS);
            cluster.startKafka();
            brokerAway = since(stopped);

            load.awaitSent(2 * CALM_SECONDS + STOP_SECONDS);
            long killed = System.nanoTime();
            gateway.kill(() -> {});
            gateway.awaitReady();
            gatewayAway = since(killed);

            loading.join();
            sending = since(started);
            load.awaitAnswers();
            Set<String> accepted = load.accepted();
            assertThat(accepted).isNotEmpty().hasSizeLessThan(EVENTS);
            load.assertArrived(accepted);

            load.sendRestAgain();

            List<Observation> arrived = load.arrived();
            assertThat(new HashSet<>(arrived)).isEqualTo(new HashSet<>(load.events()));
            cluster.awaitPictures();
            Map<String, String> pictured = load.pictured();
            assertThat(pictured).isEqualTo(load.cells());
            streams.awaitReady();
            Map<String, Long> booked = load.booked(data.resolve("receipts"));
            assertThat(booked).as("books").isEqualTo(load.expectedBooks(arrived));
            System.out.printf(
                    "%d events at %.0f/s; broker away %d ms, gateway away %d ms; answers by status %s (0: none, -1: late); "
                            + "%d records of %d events on the topic, %d cells in the pictures, books %s%n",
                    EVENTS,
                    EVENTS * 1e9 / sending.toNanos(),
                    brokerAway.toMillis(),
                    gatewayAway.toMillis(),
                    load.answers(),
                    arrived.size(),
                    EVENTS,
                    pictured.size(),
                    booked);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
