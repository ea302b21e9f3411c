package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import se.malbild.applications.TopologyContext;
import se.malbild.applications.TopologyOnRecord;
import se.malbild.schemas.TopicPrefix;

class TopologyDescriptionTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyDescription topology = topology(TopologyOnRecord.CONTEXT);

    private TopologyDescription topology(TopologyContext context) {
        return new MalbildTopology(
                        context,
                        new CommitPace(Duration.ofMillis(100), () -> 0),
                        new TopologyMetrics(meters),
                        new LatencyMetrics(meters, () -> 0))
                .build()
                .describe();
    }

    @Test
    void the_topology_is_the_one_on_record() throws IOException {
        assertThat(topology.toString()).isEqualTo(TopologyOnRecord.beside(getClass()));
    }

    @Test
    void with_a_prefix_the_same_nodes_read_and_write_other_topics() throws IOException {
        String described =
                topology(TopologyOnRecord.with(new TopicPrefix("acme."))).toString();

        assertThat(described).contains("topics: [acme.indicator-events]", "topic: acme.pictures");
        assertThat(described.replace("acme.", "")).isEqualTo(TopologyOnRecord.beside(getClass()));
    }

    @Test
    void the_documentation_draws_the_topology_as_it_is() throws IOException {
        assertThat(Files.readString(Path.of("../docs/topology.md"))).contains(drawn(topology));
    }

    private static String drawn(TopologyDescription topology) {
        Set<String> lines = new TreeSet<>();
        for (TopologyDescription.Subtopology part : topology.subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                node.successors().forEach(next -> lines.add("  " + node.name() + " --> " + next.name()));
                if (node instanceof TopologyDescription.Source source) {
                    source.topicSet()
                            .forEach(topic -> lines.add("  " + topic + "[[" + topic + "]] --> " + node.name()));
                } else if (node instanceof TopologyDescription.Sink sink) {
                    lines.add("  " + node.name() + " --> " + sink.topic() + "[[" + sink.topic() + "]]");
                } else if (node instanceof TopologyDescription.Processor processor) {
                    processor
                            .stores()
                            .forEach(store -> lines.add("  " + node.name() + " <-.-> " + store + "[(" + store + ")]"));
                }
            }
        }
        return "flowchart TD\n" + String.join("\n", lines) + "\n";
    }
}
