package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import se.malbild.applications.TopologyOnRecord;

class TopologyDescriptionTest {
    @Test
    void the_topology_is_the_one_on_record() throws IOException {
        Topology topology = new ReceiptsTopology(TopologyOnRecord.CONTEXT).build();

        assertThat(topology.describe().toString()).isEqualTo(TopologyOnRecord.beside(getClass()));
    }
}
