package se.malbild.receipts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.assessment.CellUses;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;

/** Reads the frameworks in force from a store, and remembers the documents it has read. For use by many threads. */
final class FrameworksInForce {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworksInForce.class);
    private static final int REMEMBERED = 300; // every municipality's

    private final Map<String, List<GoalFramework>> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<GoalFramework>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Returns what they make of the cells of {@code organisation}. */
    CellUses of(String organisation, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        List<GoalFramework> frameworks = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                store.prefixScan(StoreKeys.framework(organisation + "/"), new BytesSerializer())) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> entry = found.next();
                frameworks.addAll(read(new String(entry.value, StandardCharsets.UTF_8)));
            }
        }
        return new CellUses(frameworks);
    }

    private synchronized List<GoalFramework> read(String document) {
        return read.computeIfAbsent(document, key -> {
            try {
                return List.of(FrameworkReader.read(key));
            } catch (InvalidFrameworkException unreadable) {
                LOG.error("A framework in force cannot be read by this version: {}", unreadable.getMessage());
                return List.of();
            }
        });
    }
}
