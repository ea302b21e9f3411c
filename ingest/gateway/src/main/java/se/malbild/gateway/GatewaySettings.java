package se.malbild.gateway;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import se.malbild.service.HttpSettings;

/**
 * What the gateway is told when it starts.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, with commas between
 * @param registryUrl where the schema registry's Confluent API is
 * @param http where it listens; with no tokens only the loopback interface is possible
 * @param tokens file of tokens; without one everybody who reaches the gateway may write for every department
 * @param kafkaConfig of Kafka's clients, such as {@code sasl.jaas.config}; goes before what the gateway sets
 */
public record GatewaySettings(
        String bootstrapServers,
        String registryUrl,
        HttpSettings http,
        Optional<Path> tokens,
        GatewayLimits limits,
        Map<String, String> kafkaConfig) {
    /** The port unless another is asked for. */
    public static final int DEFAULT_PORT = 8081;

    public GatewaySettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(registryUrl, "registryUrl");
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(limits, "limits");
        kafkaConfig = Map.copyOf(kafkaConfig);
    }
}
