package se.malbild.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Time;
import se.malbild.local.EmbeddedKafka;

/** One node in this process, and the registry as a process of its own. */
final class EmbeddedBackend implements Backend {
    /** The only node has nobody to hand over to: it is to be missed late, however busy the computer is. */
    private static final Map<String, String> SETTINGS = Map.of("broker.session.timeout.ms", "18000");

    private final EmbeddedKafka kafka;
    private final StoppableRegistry registry;

    private EmbeddedBackend(EmbeddedKafka kafka, StoppableRegistry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /**
     * With the registry that the test classes of this process share; to be stopped, it is made unreachable.
     *
     * @param more settings of the node
     */
    static EmbeddedBackend start(Path data, Map<String, String> more) {
        return start(kafka(data, more, Time.SYSTEM));
    }

    /** As above, with a node that goes by {@code time}. */
    static EmbeddedBackend start(Path data, Time time) {
        return start(kafka(data, Map.of(), time));
    }

    private static EmbeddedBackend start(EmbeddedKafka kafka) {
        RegistryFront registry = new RegistryFront();
        registry.start();
        return new EmbeddedBackend(kafka, registry);
    }

    /** With a registry of its own, which is stopped and started for real. */
    static EmbeddedBackend startWithLastingRegistry(Path data) {
        EmbeddedKafka kafka = kafka(data, Map.of(), Time.SYSTEM);
        return new EmbeddedBackend(kafka, LastingRegistry.start(data.resolve("registry"), kafka.bootstrapServers()));
    }

    private static EmbeddedKafka kafka(Path data, Map<String, String> more, Time time) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        return EmbeddedKafka.start(data.resolve("kafka"), 1, 0, settings, time);
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public short replication() {
        return 1;
    }

    @Override
    public void stopKafka() {
        kafka.stop(0);
    }

    @Override
    public void startKafka() {
        kafka.start(0);
    }

    @Override
    public void stopRegistry() {
        registry.stop();
    }

    @Override
    public void startRegistry() {
        registry.start();
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
