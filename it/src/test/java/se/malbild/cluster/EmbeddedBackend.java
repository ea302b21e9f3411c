package se.malbild.cluster;

import java.nio.file.Path;
import se.malbild.local.EmbeddedKafka;
import se.malbild.local.RegistryProcess;

/** One node in this process, and the registry as a process of its own. */
final class EmbeddedBackend implements Backend {
    private final Path data;
    private final EmbeddedKafka kafka;
    private final RegistryProcess.Storage storage;
    private RegistryProcess registry;

    private EmbeddedBackend(Path data, EmbeddedKafka kafka, RegistryProcess.Storage storage) {
        this.data = data;
        this.kafka = kafka;
        this.storage = storage;
        this.registry = registry(0);
    }

    /** With a registry that starts in less time, and forgets everything when it is stopped. */
    static EmbeddedBackend start(Path data) {
        return new EmbeddedBackend(
                data, EmbeddedKafka.start(data.resolve("kafka"), 1, 0), new RegistryProcess.Storage.InMemory());
    }

    /** With a registry that may be stopped and started. */
    static EmbeddedBackend startWithLastingRegistry(Path data) {
        EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 1, 0);
        return new EmbeddedBackend(data, kafka, new RegistryProcess.Storage.Kafka(kafka.bootstrapServers()));
    }

    private RegistryProcess registry(int port) {
        return RegistryProcess.start(RegistryProcess.home(), data.resolve("registry"), port, storage);
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return registry.url().toString();
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
        registry.close();
    }

    @Override
    public void startRegistry() {
        registry = registry(registry.url().getPort());
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
