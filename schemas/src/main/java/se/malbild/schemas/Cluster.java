package se.malbild.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the topics and their schemas are, and what is needed to get there.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, with commas between
 * @param registryUrl where the schema registry's Confluent API is, or several such addresses with commas between
 * @param prefix of every name there
 * @param clients the settings of every client of Kafka and of the registry
 */
public record Cluster(String bootstrapServers, String registryUrl, TopicPrefix prefix, ClientSettings clients) {
    public Cluster {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(registryUrl, "registryUrl");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(clients, "clients");
    }

    /** Without access control. */
    public Cluster(String bootstrapServers, String registryUrl, TopicPrefix prefix) {
        this(bootstrapServers, registryUrl, prefix, ClientSettings.NONE);
    }

    /** Without access control, where names have no prefix. */
    public Cluster(String bootstrapServers, String registryUrl) {
        this(bootstrapServers, registryUrl, TopicPrefix.NONE);
    }

    /** Returns the configuration of a client of Kafka, to be added to. */
    public Map<String, Object> kafkaConfig() {
        Map<String, Object> config = new HashMap<>(clients.kafka());
        config.put("bootstrap.servers", bootstrapServers);
        return config;
    }
}
