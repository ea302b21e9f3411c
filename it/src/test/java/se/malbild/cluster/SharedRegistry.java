package se.malbild.cluster;

import java.net.URI;
import java.nio.file.Path;
import se.malbild.local.RegistryProcess;

/**
 * One registry for all test classes of this process, since it takes longer to start than anything else and its schemas are the
 * same for all of them. It ends with the process.
 */
final class SharedRegistry {
    private static final RegistryProcess REGISTRY = RegistryProcess.start(
            RegistryProcess.home(),
            Path.of(System.getProperty("it.directory", "target/it")),
            0,
            new RegistryProcess.Storage.InMemory());

    private SharedRegistry() {}

    static URI url() {
        return REGISTRY.url();
    }
}
