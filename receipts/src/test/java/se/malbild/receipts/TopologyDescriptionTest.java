package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {

    /** A change of the names or of what hangs together breaks the state of those who run it: never by accident. */
    @Test
    void the_topology_is_the_one_on_record() throws IOException {
        Topology topology = new ReceiptsTopology(1, null, () -> null, Runnable::run).build();

        assertThat(topology.describe().toString()).isEqualTo(onRecord());
    }

    private static String onRecord() throws IOException {
        try (var in = Objects.requireNonNull(TopologyDescriptionTest.class.getResourceAsStream("topology.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
