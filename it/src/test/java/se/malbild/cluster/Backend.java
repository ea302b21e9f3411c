package se.malbild.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Time;
import org.testcontainers.DockerClientFactory;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.TopicPrefix;

/**
 * Where Kafka and the registry of a test run. The property {@value #PROPERTY} chooses: {@code container}, which fails where
 * there is no Docker, {@code embedded}, or {@code auto}, the default: containers where Docker answers and has the images,
 * so that no test waits for a download.
 */
public interface Backend extends AutoCloseable {
    String PROPERTY = "it.backend";

    String bootstrapServers();

    String registryUrl();

    /** Returns where topics with {@code prefix} are. */
    default Cluster cluster(TopicPrefix prefix) {
        return new Cluster(bootstrapServers(), registryUrl(), prefix);
    }

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
        return inContainers() ? ContainerBackend.start(1) : EmbeddedBackend.startWithLastingRegistry(data);
    }

    /** Starts one broker in this process, and a registry that starts in less time and forgets everything when it is stopped. */
    static Backend embedded(Path data) {
        return EmbeddedBackend.start(data, Map.of());
    }

    /** As above, with a broker that goes by {@code time}. */
    static Backend embedded(Path data, Time time) {
        return EmbeddedBackend.start(data, time);
    }

    /** As {@link #embedded(Path)}, with a broker that lets everybody do what no ACL is about. */
    static Backend embeddedWithAcls(Path data) {
        return EmbeddedBackend.start(
                data,
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"));
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
            case "auto" -> hasImages();
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + asked + ": give container, embedded or auto");
        };
        System.out.println("-D" + PROPERTY + "=" + asked + ": " + (containers ? "in containers" : "embedded"));
        return containers;
    }

    /** Asks the docker command: Testcontainers would first fetch an image of its own, which takes minutes where it cannot. */
    private static boolean hasImages() {
        List<String> command = new ArrayList<>(List.of("docker", "image", "inspect"));
        command.addAll(ContainerBackend.images());
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException noDocker) {
            return false;
        }
    }
}
