package se.malbild.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import se.malbild.applications.TopologyContext;

/** The topology of one instance on clocks that a simulation owns. */
public final class SimulatedTopology {
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

    private final MalbildTopology topology;
    private final TopologyMetrics counts;

    /**
     * @param millis this computer's clock, milliseconds since 1970
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public SimulatedTopology(TopologyContext context, LongSupplier millis, LongSupplier nanos) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        counts = new TopologyMetrics(meters);
        topology = new MalbildTopology(
                context, new CommitPace(COMMIT_INTERVAL, nanos), counts, new LatencyMetrics(meters, millis), nanos);
    }

    /**
     * Builds a store with a changelog.
     *
     * @param logging returns the store that it is given, with a changelog
     * @param mostUnlogged keys that may differ from the changelog, of a store that is written behind
     */
    @SuppressWarnings("unchecked") // every store that is logged is of bytes
    public static StateStore build(
            StoreBuilder<?> builder, UnaryOperator<KeyValueStore<Bytes, byte[]>> logging, int mostUnlogged) {
        if (builder instanceof WriteBehindStore.Builder behind) {
            return behind.build(logging, mostUnlogged);
        }
        WrappedStateStore<?, ?, ?> store =
                (WrappedStateStore<?, ?, ?>) builder.withLoggingDisabled().build();
        return logging.apply((KeyValueStore<Bytes, byte[]>) store.wrapped());
    }

    /** Adds every part to {@code wiring}. */
    public void addTo(Topology wiring) {
        topology.addTo(wiring);
    }

    /** Returns how many organisations have changes that are not yet judged and published. */
    public int waiting() {
        return counts.waiting();
    }
}
