package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;
import se.malbild.cluster.ContainerBackend;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;

/** One of three brokers at a time is killed, frozen, and cut off from the network, under load. Needs containers. */
@Tag("proof")
class BrokerFaultIT {
    private static final int EVENTS_PER_SECOND = 500;
    /** Longer than the brokers take to miss one of them. */
    private static final int FAULT_SECONDS = 12;

    @TempDir
    private Path data;

    @Test
    void no_accepted_event_is_lost_and_none_counts_twice() throws Exception {
        assumeTrue(Backend.inContainers(), "skipped: a broker is only paused and cut off in a container");
        ContainerBackend brokers = ContainerBackend.start(3);
        try (TestCluster cluster = TestCluster.on(brokers, data);
                ServiceProcess streams = ServiceProcess.keptRunning(cluster, "streams", data.resolve("streams"));
                ServiceProcess gateway = ServiceProcess.keptRunning(cluster, "gateway", data.resolve("gateway"));
                UnderLoad load = UnderLoad.start(cluster, EVENTS_PER_SECOND, gateway.url())) {
            suffer(load, "Broker 0 killed", brokers, brokers::kill, brokers::restart, 0);
            suffer(load, "Broker 1 paused", brokers, brokers::pause, brokers::goOn, 1);
            suffer(load, "Broker 2 cut off", brokers, brokers::cutOff, brokers::reconnect, 2);

            load.finish(sent -> sent.booked(data.resolve("receipts")));
            assertThat(gateway.startedAgain()).as(gateway.log()).isZero();
            System.out.printf("The streams application ended and was started again %d times%n", streams.startedAgain());
            streams.log().lines().filter(line -> line.contains(" ERROR ")).forEach(System.out::println);
        }
    }

    /** Two faults are never at the same time: every copy is there before the next one begins. */
    private static void suffer(
            UnderLoad load, String name, ContainerBackend brokers, IntConsumer begin, IntConsumer end, int broker)
            throws Exception {
        load.suffer(name, () -> {
            begin.accept(broker);
            load.goOnFor(FAULT_SECONDS);
            end.accept(broker);
        });
        brokers.awaitWhole();
    }
}
