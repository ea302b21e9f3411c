package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.ContainerBackend;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;

/**
 * An instance of the streams application is killed, frozen for longer than its transactions last, and robbed of its state,
 * and the registry is killed, under load. Takes minutes, so it runs where containers do.
 */
@Tag("proof")
class ServiceFaultIT {
    private static final int EVENTS_PER_SECOND = 500;
    /** Streams' transactions last for ten. */
    private static final int PAUSED_SECONDS = 20;

    @TempDir
    private Path data;

    @Test
    void the_pictures_are_current_again_after_every_fault_and_no_event_is_lost() throws Exception {
        assumeTrue(Backend.inContainers(), "skipped: it takes minutes, and runs where there are containers");
        Path first = data.resolve("first");
        try (TestCluster cluster = TestCluster.on(ContainerBackend.start(1), data);
                ServiceProcess gateway = ServiceProcess.keptRunning(cluster, "gateway", data.resolve("gateway"));
                ServiceProcess streams = ServiceProcess.keptRunning(cluster, "streams", first);
                UnderLoad load = UnderLoad.start(cluster, EVENTS_PER_SECOND, gateway.url())) {
            load.suffer("No fault", () -> {});
            load.suffer("The streams application killed and started again", () -> streams.kill(() -> {}));
            load.suffer(
                    "The same, its state deleted",
                    () -> streams.kill(
                            () -> Utils.delete(ServiceProcess.state(first).toFile())));
            load.suffer("Paused for longer than its transactions last", () -> {
                streams.signal("STOP");
                load.goOnFor(PAUSED_SECONDS);
                streams.signal("CONT");
            });
            load.suffer("The registry killed", cluster::stopRegistry);
            load.suffer("The registry started again", cluster::startRegistry);
            try (ServiceProcess second = ServiceProcess.keptRunning(cluster, "streams", data.resolve("second"))) {
                load.suffer("One of two instances killed for good", streams::close);

                load.finish(sent -> sent.booked(data.resolve("receipts")));
                System.out.printf(
                        "The streams application ended by itself and was started again %d times%n",
                        streams.startedAgain() + second.startedAgain());
            }
            assertThat(gateway.startedAgain()).as(gateway.log()).isZero();
        }
    }
}
