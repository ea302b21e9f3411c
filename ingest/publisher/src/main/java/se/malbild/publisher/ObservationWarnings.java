package se.malbild.publisher;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * What the goal frameworks in force say of an observation before it is sent: that its count hides a small group for good,
 * that nobody expects it, and so on. It follows the frameworks' topic until it is closed. For use by many threads.
 */
public final class ObservationWarnings implements AutoCloseable {
    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final CurrentFrameworks frameworks;
    private final SchemaRegistry registry;
    private final FrameworkFollower follower;

    private ObservationWarnings(CurrentFrameworks frameworks, SchemaRegistry registry, FrameworkFollower follower) {
        this.frameworks = frameworks;
        this.registry = registry;
        this.follower = follower;
    }

    /**
     * Returns the warnings of {@code cluster}, when its frameworks have been read.
     *
     * @throws RegistryException when the registry is away, or the frameworks' schema is not registered in it
     * @throws TimeoutException when the frameworks have not been read within half a minute
     */
    public static ObservationWarnings connect(Cluster cluster) throws RegistryException, InterruptedException {
        SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty());
        try {
            registry.preload(Topic.GOAL_FRAMEWORKS);
        } catch (RegistryException away) {
            registry.close();
            throw away;
        }
        CurrentFrameworks frameworks = new CurrentFrameworks();
        ObservationWarnings warnings = new ObservationWarnings(
                frameworks,
                registry,
                new FrameworkFollower(frameworks, cluster, registry, new CompositeMeterRegistry()));
        boolean isRead = false;
        try {
            isRead = warnings.follower.awaitCaughtUp(KAFKA_ANSWERS_WITHIN);
        } finally {
            if (!isRead) {
                warnings.close();
            }
        }
        if (!isRead) {
            throw new TimeoutException("The goal frameworks cannot be read at " + cluster.bootstrapServers());
        }
        return warnings;
    }

    /** Returns what will become of {@code observation} that its sender may not expect; none of it stops it. */
    public List<Fault> of(Observation observation) {
        return frameworks.warnings(observation);
    }

    @Override
    public void close() {
        follower.close();
        registry.close();
    }
}
