package se.malbild.cluster;

import java.nio.file.Path;
import se.malbild.local.RegistryProcess;

/** A registry over Kafka, which is stopped and started for real, and has its schemas again. */
final class LastingRegistry implements StoppableRegistry {
    private final Path data;
    private final RegistryProcess.Storage storage;
    private RegistryProcess process;

    private LastingRegistry(Path data, RegistryProcess.Storage storage) {
        this.data = data;
        this.storage = storage;
        this.process = process(0);
    }

    static LastingRegistry start(Path data, String bootstrapServers) {
        return new LastingRegistry(data, new RegistryProcess.Storage.Kafka(bootstrapServers));
    }

    private RegistryProcess process(int port) {
        return RegistryProcess.start(RegistryProcess.home(), data, port, storage);
    }

    @Override
    public String url() {
        return process.url().toString();
    }

    @Override
    public void start() {
        process = process(process.url().getPort());
    }

    @Override
    public void stop() {
        process.close();
    }
}
