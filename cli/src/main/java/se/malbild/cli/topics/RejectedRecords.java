package se.malbild.cli.topics;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import se.malbild.cli.terminal.CommandException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.registry.SchemaRegistry;

/** The rejected records as they stand on their topic, which holds all there ever were: more than fits in memory. */
public final class RejectedRecords {
    private final Cluster cluster;
    private final OutputReader reader;

    public RejectedRecords(Cluster cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        this.reader = new OutputReader(registry);
    }

    /** What is done with a rejected record. */
    public interface Visitor {
        /** Looks at the record of {@code key}. */
        void visit(String key, RejectedEvent rejected) throws CommandException;
    }

    /** Reads the topic to its end and hands on each record once, also one that was rejected anew after a reset. */
    public void forEach(Visitor visitor) throws CommandException {
        Set<String> seen = new HashSet<>();
        TopicScan.<CommandException>of(cluster, Topic.REJECTED_EVENTS, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() != null && seen.add(key)) {
                visitor.visit(key, OutputReader.settled(() -> reader.rejected(record.value())));
            }
        });
    }
}
