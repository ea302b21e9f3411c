package se.malbild.schemas;

import java.util.Objects;

/**
 * Where the topics and their schemas are.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, with commas between
 * @param registryUrl where the schema registry's Confluent API is, or several such addresses with commas between
 * @param prefix of every name there
 */
public record Cluster(String bootstrapServers, String registryUrl, TopicPrefix prefix) {
    public Cluster {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(registryUrl, "registryUrl");
        Objects.requireNonNull(prefix, "prefix");
    }

    /** Where names have no prefix. */
    public Cluster(String bootstrapServers, String registryUrl) {
        this(bootstrapServers, registryUrl, TopicPrefix.NONE);
    }
}
