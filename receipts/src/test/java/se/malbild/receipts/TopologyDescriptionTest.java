package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import se.malbild.applications.TopologyOnRecord;
import se.malbild.schemas.TopicPrefix;

class TopologyDescriptionTest {
    @Test
    void the_topology_is_the_one_on_record() throws IOException {
        Topology topology = new ReceiptsTopology(TopologyOnRecord.CONTEXT).build();

        assertThat(topology.describe().toString()).isEqualTo(TopologyOnRecord.beside(getClass()));
    }

    @Test
    void with_a_prefix_the_same_nodes_read_and_write_other_topics() throws IOException {
        String described = new ReceiptsTopology(TopologyOnRecord.with(new TopicPrefix("acme.")))
                .build()
                .describe()
                .toString();

        assertThat(described).contains("topics: [acme.indicator-events]", "topic: acme.cell-receipts");
        assertThat(described.replace("acme.", "")).isEqualTo(TopologyOnRecord.beside(getClass()));
    }
}
