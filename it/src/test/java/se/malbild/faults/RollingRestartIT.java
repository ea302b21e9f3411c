package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.ContainerBackend;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

/** Every part of a stack is stopped and started again, one after the other, under load, as an upgrade does. Needs containers. */
@Tag("proof")
class RollingRestartIT {
    /** Six services, a registry and three brokers are many for a small computer. */
    private static final int EVENTS_PER_SECOND = 100;

    private static final int BROKERS = 3;
    private static final String MUNICIPALITY = "1280";

    @TempDir
    private Path data;

    @Test
    void every_event_is_taken_in_by_one_of_two_gateways_and_the_pictures_follow() throws Exception {
        assumeTrue(Backend.inContainers(), "skipped: it restarts three brokers, which are containers");
        ContainerBackend brokers = ContainerBackend.start(BROKERS);
        try (TestCluster cluster = TestCluster.on(brokers, data);
                ServiceProcess firstStreams = serve(cluster, "streams", "streams-1");
                ServiceProcess secondStreams = serve(cluster, "streams", "streams-2");
                ServiceProcess firstGateway = serve(cluster, "gateway", "gateway-1");
                ServiceProcess secondGateway = serve(cluster, "gateway", "gateway-2");
                ServiceProcess receipts = serve(cluster, "receipts", "receipts");
                ServiceProcess dashboard = serve(cluster, "dashboard", "dashboard");
                UnderLoad load = UnderLoad.start(cluster, EVENTS_PER_SECOND, firstGateway.url(), secondGateway.url())) {
            load.suffer("The first gateway", firstGateway::restart);
            load.suffer("The second gateway", secondGateway::restart);
            load.suffer("The first streams instance", firstStreams::restart);
            load.suffer("The second streams instance", secondStreams::restart);
            load.suffer("Receipts", receipts::restart);
            load.suffer("The dashboard", dashboard::restart);
            load.suffer("The registry", () -> {
                cluster.stopRegistry();
                cluster.startRegistry();
            });
            for (int i = 0; i < BROKERS; i++) {
                int broker = i;
                load.suffer("Broker " + broker, () -> {
                    brokers.stop(broker);
                    brokers.restart(broker);
                    brokers.awaitWhole();
                });
            }

            load.finish(sent -> sent.booked(receipts.url()));
            System.out.printf(
                    "Ended by themselves and started again: streams %d and %d times, receipts %d times%n",
                    firstStreams.startedAgain(), secondStreams.startedAgain(), receipts.startedAgain());
            assertThat(firstGateway.startedAgain() + secondGateway.startedAgain() + dashboard.startedAgain())
                    .isZero();
            // 429 and late ones, which a fast machine never sees: there is too much to do
            assertThat(load.answers().keySet()).contains(202).isSubsetOf(202, 429, DistrictLoad.LATE);
            for (Map.Entry<Integer, Picture> picture :
                    cluster.awaitPicturesOf(MUNICIPALITY).entrySet()) {
                assertThat(dashboard
                                .get("/v1/organisations/" + MUNICIPALITY + "/pictures/" + picture.getKey())
                                .body())
                        .isEqualToIgnoringNewLines(PictureJson.indented(picture.getValue()));
            }
        }
    }

    private ServiceProcess serve(TestCluster cluster, String service, String name) throws IOException {
        return ServiceProcess.keptRunning(cluster, service, data.resolve(name));
    }
}
