package se.malbild.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.Topology;
import se.malbild.applications.TopologyContext;

/** The topology of one instance on clocks that a simulation owns. */
public final class SimulatedTopology {
    /** How often what changed is judged and published. */
    private static final Duration FLUSH_EVERY = Duration.ofMillis(20);

    private final MalbildTopology topology;

    /**
     * @param millis this computer's clock, milliseconds since 1970
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public SimulatedTopology(TopologyContext context, LongSupplier millis, LongSupplier nanos) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        topology = new MalbildTopology(
                context, FLUSH_EVERY, new TopologyMetrics(meters), new LatencyMetrics(meters, millis), nanos);
    }

    /** Adds every part to {@code wiring}. */
    public void addTo(Topology wiring) {
        topology.addTo(wiring);
    }
}
