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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.schemas.StartupException;

@Timeout(180)
class EmbeddedKafkaIT {
    @TempDir
    private Path data;

    @Test
    void aRestartOverTheSameDirectoryFindsTheDataAtTheSameAddress() throws Exception {
        String address;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, 0)) {
            address = kafka.bootstrapServers();
            new TestTopic(address, "indicator-events").create().write("one", "two");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, 0)) {
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(new TestTopic(address, "indicator-events").read()).containsExactly("one", "two");
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesThatTheProcessIsKilled() throws Exception {
        try (OtherProcess killed = OtherProcess.start(OtherProcess.Kafka.class, data)) {
            new TestTopic(killed.address(), "indicator-events").create().write("one", "two");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, 0)) {
            TestTopic topic = new TestTopic(kafka.bootstrapServers(), "indicator-events");
            assertThat(topic.read()).containsExactly("one", "two");
            topic.write("three");
            assertThat(topic.read()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void anotherPortCanBeChosenForTheSameData() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, 0)) {
            new TestTopic(kafka.bootstrapServers(), "indicator-events").create().write("one");
        }
        int port = LoopbackPorts.requireFree(0);

        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, port)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(new TestTopic(kafka.bootstrapServers(), "indicator-events").read())
                    .containsExactly("one");
        }
    }

    @Test
    void threeNodesFindEachOtherAgainWhenEveryPortTheyHadIsTaken() throws Exception {
        String before;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 3, 0)) {
            before = kafka.bootstrapServers();
            new TestTopic(before, "indicator-events").create().write("one");
        }

        List<ServerSocket> others = takeEveryPortKeptIn(data);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 3, 0)) {
            assertThat(kafka.bootstrapServers().split(","))
                    .hasSize(3)
                    .doesNotContainAnyElementsOf(List.of(before.split(",")));
            assertThat(new TestTopic(kafka.bootstrapServers(), "indicator-events").read())
                    .containsExactly("one");
        } finally {
            for (ServerSocket other : others) {
                other.close();
            }
        }
    }

    @Test
    void threeNodesGoOnWhenOneIsStoppedAndTakeItBack() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 3, 0)) {
            TestTopic topic = new TestTopic(kafka.bootstrapServers(), "indicator-events").create();
            topic.write("all three");

            kafka.stop(0);
            topic.write("two of three");
            assertThat(topic.read()).containsExactly("all three", "two of three");

            kafka.start(0);
            kafka.stop(1);
            topic.write("another two of three");
            assertThat(topic.read()).containsExactly("all three", "two of three", "another two of three");
        }
    }

    @Test
    void aNodeThatRunsIsNotStartedTwice() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, 0)) {
            assertThatIllegalStateException().isThrownBy(() -> kafka.start(0));
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedKafka.start(data, 1, port))
                    .isInstanceOfSatisfying(StartupException.class, e -> {
                        assertThat(e.text().sv()).contains("Port " + port + " är upptagen");
                        assertThat(e.text().en()).contains("Port " + port + " is taken");
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

    @Test
    void aDirectoryInUseIsNamed() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 1, 0)) {
            assertThat(kafka.bootstrapServers()).isNotEmpty();

            assertThatThrownBy(() -> EmbeddedKafka.start(data, 1, 0))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aDirectoryOfAnotherSizeIsNamed() {
        EmbeddedKafka.start(data, 1, 0).close();

        assertThatThrownBy(() -> EmbeddedKafka.start(data, 3, 0))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("a cluster of 1 nodes, not 3");
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
