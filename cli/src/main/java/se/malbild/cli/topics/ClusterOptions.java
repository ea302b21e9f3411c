package se.malbild.cli.topics;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.schemas.Cluster;

/** Where a command finds Kafka and the schema registry. */
public final class ClusterOptions {
    static final String DEFAULT_BOOTSTRAP_SERVERS = "127.0.0.1:9092";
    static final String DEFAULT_REGISTRY = "http://127.0.0.1:8085/apis/ccompat/v7";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = DEFAULT_BOOTSTRAP_SERVERS,
            description = "Kafkas adress. / Kafka's address. (${DEFAULT-VALUE})")
    private String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = DEFAULT_REGISTRY,
            description = "Schemaregistrets adress. / The schema registry's address. (${DEFAULT-VALUE})")
    private String registry;

    @Mixin
    private TopicPrefixOption prefix;

    /**
     * Returns what was given.
     *
     * @throws se.malbild.schemas.StartupException when Kafka would not take the prefix
     */
    public Cluster cluster() {
        return new Cluster(bootstrapServers, registry, prefix.prefix());
    }
}
