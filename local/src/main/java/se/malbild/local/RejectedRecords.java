package se.malbild.local;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import se.malbild.schemas.OutputReader;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;

/** The rejected records as they stand on their topic. */
final class RejectedRecords {
    private final String bootstrapServers;
    private final OutputReader reader;

    RejectedRecords(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.reader = new OutputReader(registry);
    }

    /** Reads the topic to its end and returns what stands, by key, the record that came first first. */
    Map<String, RejectedEvent> read() {
        Map<String, byte[]> latest = new HashMap<>();
        TopicScan.of(
                bootstrapServers,
                Topic.REJECTED_EVENTS,
                (record, partitions) -> latest.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        Map<String, RejectedEvent> rejected = new HashMap<>();
        latest.forEach((key, value) -> {
            if (value != null) {
                rejected.put(key, reader.rejected(value));
            }
        });
        Map<String, RejectedEvent> inOrder = new LinkedHashMap<>();
        rejected.entrySet().stream()
                .sorted(Map.Entry.<String, RejectedEvent>comparingByValue(
                        Comparator.comparing(RejectedEvent::appendedAt)
                                .thenComparing(RejectedEvent::topic)
                                .thenComparingInt(RejectedEvent::partition)
                                .thenComparingLong(RejectedEvent::offset)))
                .forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
        return inOrder;
    }
}
