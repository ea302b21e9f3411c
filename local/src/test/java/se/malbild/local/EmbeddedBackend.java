package se.malbild.local;

import java.nio.file.Path;

/** One node in this process, and the registry as a process of its own. */
final class EmbeddedBackend implements Backend {
    private final Path data;
    private final EmbeddedKafka kafka;
    private RegistryProcess registry;

    private EmbeddedBackend(Path data, EmbeddedKafka kafka) {
        this.data = data;
        this.kafka = kafka;
        this.registry = registry(0);
    }

    static EmbeddedBackend start(Path data) {
        return new EmbeddedBackend(data, EmbeddedKafka.start(data.resolve("kafka"), 1, 0));
    }

    private RegistryProcess registry(int port) {
        return RegistryProcess.start(
                RegistryProcess.home(),
                data.resolve("registry"),
                port,
                new RegistryProcess.Storage.Kafka(kafka.bootstrapServers()));
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
