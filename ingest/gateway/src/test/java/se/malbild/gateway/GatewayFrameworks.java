package se.malbild.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.publisher.FrameworkFollower;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.registry.SchemaRegistry;

/** What the gateway makes of the frameworks' topic, for tests that compare it with the topic's other readers. */
public final class GatewayFrameworks implements AutoCloseable {
    private final CurrentFrameworks frameworks = new CurrentFrameworks();
    private final FrameworkFollower follower;

    /** Begins to read with {@code consumer}, which is closed with it. */
    public GatewayFrameworks(Consumer<byte[], byte[]> consumer, SchemaRegistry registry) {
        follower = new FrameworkFollower(frameworks, consumer, TopicPrefix.NONE, registry, new SimpleMeterRegistry());
    }

    /** Tells whether everything that was on the topic at the start has been read. */
    public boolean isCaughtUp() {
        return follower.isCaughtUp();
    }

    /** Tells whether a framework in force of the organisation names the department. */
    public boolean knowsDepartment(String organisation, String department) {
        return frameworks.knowsDepartment(organisation, department);
    }

    @Override
    public void close() {
        follower.close();
    }
}
