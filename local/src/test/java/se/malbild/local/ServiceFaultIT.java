package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance of the streams application is killed, frozen for longer than its transactions last, and robbed of its state,
 * and the registry is killed, under load. Takes minutes, so it runs where containers do.
 */
@Timeout(900)
class ServiceFaultIT {
    private static final int EVENTS_PER_SECOND = 500;
    /** Streams' transactions last for ten. */
    private static final int PAUSED_SECONDS = 20;

    @TempDir
    private Path data;

    private TestCluster cluster;
    private OtherProcess streams;

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
                UnderLoad load = UnderLoad.start(cluster, EVENTS_PER_SECOND, gateway.address())) {
            streams = startStreams("first");
            load.suffer("No fault", () -> {});
            load.suffer("The streams application killed and started again", () -> {
                streams.close();
                streams = startStreams("first");
            });
            load.suffer("The same, its state deleted", () -> {
                streams.close();
                Utils.delete(data.resolve("first").toFile());
                streams = startStreams("first");
            });
            load.suffer("Paused for longer than its transactions last", () -> {
                signal("STOP");
                load.goOnFor(PAUSED_SECONDS);
                signal("CONT");
            });
            load.suffer("The registry killed", cluster::stopRegistry);
            load.suffer("The registry started again", cluster::startRegistry);
            load.suffer("One of two instances killed for good", () -> {
                OtherProcess first = streams;
                streams = startStreams("second");
                first.close();
            });

            load.finish(sent -> sent.booked(data.resolve("receipts")));
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
}
