package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.schemas.StartupException;

class EmbeddedKafkaIT {
    @TempDir
    private Path data;

    /** One directory from start to end: every start of a broker costs seconds. */
    @Test
    void oneNodeKeepsItsDataAndItsAddress() throws Exception {
        String address;
        try (OtherProcess killed = OtherProcess.start(OtherProcess.Kafka.class, data)) {
            address = killed.address();
            new TestTopic(address, "indicator-events").create().write("one", "two");
        }

        try (EmbeddedKafka afterKill = EmbeddedKafka.start(data, 1, 0)) {
            assertThat(afterKill.bootstrapServers()).isEqualTo(address);
            TestTopic topic = new TestTopic(address, "indicator-events");
            assertThat(topic.read()).containsExactly("one", "two");
            topic.write("three");
            assertThatIllegalStateException().isThrownBy(() -> afterKill.start(0));
            assertThatThrownBy(() -> EmbeddedKafka.start(data, 1, 0))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("in use");
        }

        int port = LoopbackPorts.requireFree(0);
        try (EmbeddedKafka afterStop = EmbeddedKafka.start(data, 1, port)) {
            assertThat(afterStop.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(new TestTopic(afterStop.bootstrapServers(), "indicator-events").read())
                    .containsExactly("one", "two", "three");
        }

        assertThatThrownBy(() -> EmbeddedKafka.start(data, 3, 0))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("a cluster of 1 nodes, not 3");
    }

    @Test
    void threeNodesGoOnWithoutOneAndFindEachOtherAgainWhenEveryPortTheyHadIsTaken() throws Exception {
        String before;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 3, 0)) {
            before = kafka.bootstrapServers();
            TestTopic topic = new TestTopic(before, "indicator-events").create();
            topic.write("all three");

            kafka.stop(0);
            topic.write("two of three");
            assertThat(topic.read()).containsExactly("all three", "two of three");

            kafka.start(0);
            kafka.stop(1);
            topic.write("another two of three");
            assertThat(topic.read()).containsExactly("all three", "two of three", "another two of three");
        }

        List<ServerSocket> others = takeEveryPortKeptIn(data);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 3, 0)) {
            assertThat(kafka.bootstrapServers().split(","))
                    .hasSize(3)
                    .doesNotContainAnyElementsOf(List.of(before.split(",")));
            assertThat(new TestTopic(kafka.bootstrapServers(), "indicator-events").read())
                    .containsExactly("all three", "two of three", "another two of three");
        } finally {
            for (ServerSocket other : others) {
                other.close();
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedKafka.start(data, 1, port))
                    .isInstanceOfSatisfying(StartupException.class, e -> {
                        assertThat(e.text().sv()).contains("Port " + port + " är upptagen");
                        assertThat(e.text().en()).contains("Port " + port + " is in use");
                    })
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsNamed() throws Exception {
        Path file = Files.createFile(data.resolve("a-file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(file.resolve("kafka"), 1, 0))
                .isInstanceOfSatisfying(StartupException.class, e -> {
                    assertThat(e.text().sv()).contains("Det går inte att skriva", "a-file/kafka");
                    assertThat(e.text().en()).contains("cannot be written to", "a-file/kafka");
                })
                .hasMessageNotContaining("\n");
    }

    private static List<ServerSocket> takeEveryPortKeptIn(Path data) throws IOException {
        Properties kept = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("cluster.properties"))) {
            kept.load(in);
        }
        List<ServerSocket> taken = new ArrayList<>();
        for (String port : Stream.of("broker.ports", "controller.ports")
                .flatMap(name -> Stream.of(kept.getProperty(name).split(",")))
                .toList()) {
            taken.add(new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress()));
        }
        return taken;
    }
}
