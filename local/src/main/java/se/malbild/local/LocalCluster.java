package se.malbild.local;

import java.nio.file.Path;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.schemas.registry.RegistryException;

/** A broker and a registry in and beside this process, over a data directory that outlives them. */
public final class LocalCluster implements AutoCloseable {
    private static final short REPLICATION = 1;

    private final EmbeddedKafka kafka;
    private final RegistryProcess registry;
    private final Cluster cluster;

    private LocalCluster(EmbeddedKafka kafka, RegistryProcess registry, TopicPrefix prefix) {
        this.kafka = kafka;
        this.registry = registry;
        this.cluster = new Cluster(kafka.bootstrapServers(), registry.url().toString(), prefix);
    }

    /**
     * Starts both.
     *
     * @param data where everything is kept
     * @param brokerPort 0 for a free one
     * @param registryPort 0 for a free one
     * @param prefix of the topics that are used there
     * @throws StartupException when a port is taken, the directory cannot be used, or one of them does not start
     */
    public static LocalCluster start(Path data, int brokerPort, int registryPort, TopicPrefix prefix) {
        EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 1, brokerPort);
        try {
            RegistryProcess registry = RegistryProcess.start(
                    RegistryProcess.home(),
                    data.resolve("registry"),
                    registryPort,
                    new RegistryProcess.Storage.Kafka(kafka.bootstrapServers()));
            return new LocalCluster(kafka, registry, prefix);
        } catch (RuntimeException | Error failed) {
            kafka.close();
            throw failed;
        }
    }

    /** Returns where it is. */
    public Cluster cluster() {
        return cluster;
    }

    /** Makes topics and schemas what they are to be. */
    public void applyTopics() {
        try {
            TopicAdmin.apply(cluster, Topic.DEFAULT_PARTITIONS, REPLICATION);
        } catch (BrokerException failed) {
            throw new StartupException(failed.text(), failed);
        } catch (RegistryException failed) {
            throw new StartupException(failed.text(), failed);
        }
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
    }
}
