package se.malbild.streams;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import se.malbild.applications.InputStore;
import se.malbild.applications.TopologyContext;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;

/**
 * The dataflow, top to bottom: events become cells, frameworks become the ones in force, and both become pictures. All
 * of an organisation meets in one task, so a picture is a consistent cut and nothing is repartitioned.
 */
public final class MalbildTopology {
    static final String OBSERVE = "observe";
    static final String ADOPT = "adopt";
    static final String ASSESS = "assess";

    /** Above the largest slice, and the largest input, which the broker limits to 1 MiB, with what wraps it. */
    private static final Map<String, String> CHANGELOG =
            Map.of("max.message.bytes", Integer.toString(Slice.LARGEST_BYTES));

    private static final String UNDECODED = "undecoded";
    private static final String MARKER = "process-id-marker";

    private final TopologyContext context;
    private final CommitPace pace;
    private final TopologyMetrics counts;
    private final LatencyMetrics latency;
    private final LongSupplier nanoClock;

    MalbildTopology(TopologyContext context, CommitPace pace, TopologyMetrics counts, LatencyMetrics latency) {
        this(context, pace, counts, latency, System::nanoTime);
    }

    /** As above, with a clock that only goes forward, in nanoseconds. */
    MalbildTopology(
            TopologyContext context,
            CommitPace pace,
            TopologyMetrics counts,
            LatencyMetrics latency,
            LongSupplier nanoClock) {
        this.context = context;
        this.pace = pace;
        this.counts = counts;
        this.latency = latency;
        this.nanoClock = nanoClock;
    }

    /** Returns the topology. */
    public Topology build() {
        Topology topology = new Topology();
        addTo(topology);
        return topology;
    }

    /** Adds every part to {@code topology}. */
    void addTo(Topology topology) {
        source(topology, Topic.INDICATOR_EVENTS);
        source(topology, Topic.GOAL_FRAMEWORKS);
        topology.addProcessor(OBSERVE, () -> new ObserveProcessor(context, counts), sourceOf(Topic.INDICATOR_EVENTS));
        topology.addProcessor(ADOPT, () -> new AdoptProcessor(context, counts), sourceOf(Topic.GOAL_FRAMEWORKS));
        topology.addProcessor(
                ASSESS,
                () -> new AssessProcessor(pace, context.writers().get(), counts, latency, nanoClock),
                OBSERVE,
                ADOPT);
        stores().forEach(store ->
                topology.addStateStore(store.builder(), store.users().toArray(String[]::new)));
        sink(topology, Topic.PICTURES, ASSESS);
        sink(topology, Topic.GOAL_AREA_ATTAINMENT, ASSESS);
        sink(topology, Topic.INDICATOR_ATTAINMENT, ASSESS);
        sink(topology, Topic.INDICATOR_OBSERVATIONS, ASSESS);
        sink(topology, Topic.REJECTED_EVENTS, OBSERVE, ADOPT);
    }

    /** Returns the names of the topics that hold the state of the application that is {@code group} in Kafka. */
    public static List<String> changelogs(String group) {
        return stores().stream()
                .map(Store::builder)
                .filter(StoreBuilder::loggingEnabled)
                .map(logged -> group + "-" + logged.name() + "-changelog")
                .toList();
    }

    /** A store and the processors that use it. */
    private record Store(StoreBuilder<?> builder, List<String> users) {}

    private static List<Store> stores() {
        return List.of(
                new Store(
                        new WriteBehindStore.Builder(OrganisationMapStore.supplier(CellStore.NAME), CHANGELOG),
                        List.of(OBSERVE, ASSESS)),
                new Store(logged(Stores.inMemoryKeyValueStore(FrameworkStore.NAME)), List.of(ADOPT, ASSESS)),
                new Store(logged(Stores.inMemoryKeyValueStore(UNDECODED)), List.of(OBSERVE, ADOPT)),
                new Store(new ProcessIdMarker.Builder(MARKER), List.of(ASSESS)));
    }

    /**
     * Returns where the records of an input topic wait for their schema.
     *
     * @param topic keeps them apart from those of the other
     */
    static InputStore undecoded(char topic) {
        return new InputStore(UNDECODED, Bytes.wrap(new byte[] {(byte) topic}), Optional.empty());
    }

    static String sinkOf(Topic topic) {
        return topic.topicName() + "-sink";
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

    @SuppressWarnings("removal") // a StreamPartitioner must have the method that is to be removed
    private void sink(Topology topology, Topic topic, String... parents) {
        StreamPartitioner<byte[], byte[]> partitioner = topic == Topic.REJECTED_EVENTS
                ? (name, key, value, partitions) ->
                        Optional.of(Set.of(Keys.partitionOfRejected(new String(key, StandardCharsets.UTF_8))))
                : (name, key, value, partitions) -> Optional.of(Set.of(
                        Partitioning.of(Keys.organisation(new String(key, StandardCharsets.UTF_8)), partitions)));
        topology.addSink(
                sinkOf(topic),
                context.prefix().topic(topic),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                partitioner,
                parents);
    }

    /** In memory and logged: everything is read again and again, and fits; the changelog brings it back. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled() // the cache was measured to cost more than it saves
                .withLoggingEnabled(CHANGELOG);
    }
}
