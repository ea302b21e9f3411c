package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.topics.InputLoader;
import se.malbild.cluster.TestCluster;
import se.malbild.schemas.Topic;

/** A move whose transaction Kafka ends, as it does when another one begins and when its time is up. */
@Tag("proof")
class EndedMoveIT {
    private static final List<ProducerRecord<byte[], byte[]>> RECORDS = IntStream.range(0, 1_000)
            .mapToObj(i -> new ProducerRecord<>(
                    Topic.INDICATOR_EVENTS.topicName(), 0, 1L + i, "1480".getBytes(StandardCharsets.UTF_8), new byte[] {
                        (byte) i
                    }))
            .toList();

    @TempDir
    private Path data;

    @Test
    void a_load_whose_transaction_is_ended_says_why_and_has_loaded_nothing() throws Exception {
        try (TestCluster cluster = TestCluster.start(data);
                InputLoader loader = new InputLoader(cluster.cluster())) {
            assertThatThrownBy(() -> loader.load(
                            sink -> {
                                RECORDS.subList(0, 500).forEach(sink::take);
                                new InputLoader(cluster.cluster()).close();
                                RECORDS.subList(500, 1_000).forEach(sink::take);
                            },
                            sent -> {}))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("Kafka ended the transaction, since loading took longer than 15 minutes or"
                            + " another import began, so nothing has been loaded")
                    .hasMessageContaining("closer to Kafka");
            assertThat(InputLoader.filled(cluster.cluster())).isEmpty();
        }
    }
}
