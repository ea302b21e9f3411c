package se.malbild.local;

import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/**
 * Where Kafka and the registry of a test run. The property {@value #PROPERTY} chooses: {@code container}, which fails where
 * there is no Docker, {@code embedded}, or {@code auto}, the default: containers where Docker answers and has the images,
 * so that no test waits for a download.
 */
interface Backend extends AutoCloseable {
    String PROPERTY = "it.backend";
    Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");

    String bootstrapServers();

    String registryUrl();

    /** Returns how many copies of a partition it can keep. */
    short replication();

    /** Ends the first broker. */
    void stopKafka();

    /** Starts it again where it was, with what it had. */
    void startKafka();

    void stopRegistry();

    /** Starts it again where it was, with the schemas it had. */
    void startRegistry();

    @Override
    void close();

    /** Starts one broker and a registry where {@link #inContainers} says. */
    static Backend start(Path data) {
        return inContainers() ? ContainerBackend.start(1) : EmbeddedBackend.start(data);
    }

    /** Chooses, and prints what was chosen. */
    static boolean inContainers() {
        String asked = System.getProperty(PROPERTY, "auto");
        boolean containers = switch (asked) {
            case "container" -> {
                if (!DockerClientFactory.instance().isDockerAvailable()) {
                    throw new IllegalStateException("-D" + PROPERTY + "=container, but Docker does not answer");
                }
                yield true;
            }
            case "embedded" -> false;
            case "auto" -> hasSocket() && DockerClientFactory.instance().isDockerAvailable() && hasImages();
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + asked + ": give container, embedded or auto");
        };
        System.out.println("-D" + PROPERTY + "=" + asked + ": " + (containers ? "in containers" : "embedded"));
        return containers;
    }

    /** Spares a computer without Docker the search for it, which takes minutes. */
    private static boolean hasSocket() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(DOCKER_SOCKET);
    }

    private static boolean hasImages() {
        try {
            for (String image : ContainerBackend.images()) {
                DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            }
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }
}
