package se.malbild.receipts;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import se.malbild.applications.TopologyContext;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;

/**
 * The dataflow: events are entered in one store, frameworks in force beside them, and the events of every cell that changed
 * are published. What becomes of an event is worked out from the store when somebody asks.
 */
final class ReceiptsTopology {
    static final String STORE = "receipts";

    private static final String ENTER = "enter";
    private static final String ADOPT = "adopt";
    /** Above the largest input, which the broker limits to 1 MiB, with what wraps it. */
    private static final String MAX_CHANGELOG_BYTES = Integer.toString(4 * 1024 * 1024);

    private final TopologyContext context;

    ReceiptsTopology(TopologyContext context) {
        this.context = context;
    }

    @SuppressWarnings("removal") // a StreamPartitioner must have the method that is to be removed
    Topology build() {
        Topology topology = new Topology();
        source(topology, Topic.INDICATOR_EVENTS);
        source(topology, Topic.GOAL_FRAMEWORKS);
        topology.addProcessor(ENTER, () -> new EnterProcessor(context), sourceOf(Topic.INDICATOR_EVENTS));
        topology.addProcessor(ADOPT, () -> new FrameworksProcessor(context), sourceOf(Topic.GOAL_FRAMEWORKS));
        topology.addStateStore(store(), ENTER, ADOPT);
        topology.addSink(
                Topic.CELL_RECEIPTS.topicName() + "-sink",
                context.prefix().topic(Topic.CELL_RECEIPTS),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                (name, key, value, count) -> Optional.of(
                        Set.of(Partitioning.of(Keys.organisation(new String(key, StandardCharsets.UTF_8)), count))),
                ENTER);
        return topology;
    }

    private static String sourceOf(Topic topic) {
        return topic.topicName() + "-source";
    }

    private void source(Topology topology, Topic topic) {
        topology.addSource(
                sourceOf(topic),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                context.prefix().topic(topic));
    }

    /**
     * On disk and logged: every event there ever was is kept. Not cached, and what was not committed is not on disk
     * ({@link ReceiptsSettings}), so that all of a record is written at once.
     */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of("max.message.bytes", MAX_CHANGELOG_BYTES));
    }
}
