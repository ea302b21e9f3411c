package se.malbild.gateway;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import se.malbild.schemas.Cluster;
import se.malbild.service.HttpSettings;

/**
 * The settings of the gateway.
 *
 * @param cluster where it sends what it takes in
 * @param http where it listens; with no tokens only the loopback interface is possible
 * @param tokens file of tokens; without one everybody who reaches the gateway may write for every department, and nobody may decide
 * @param historyBytes about how much memory the logs that decisions rest on may take, and as much again what was computed of them
 */
public record GatewaySettings(
        Cluster cluster, HttpSettings http, Optional<Path> tokens, GatewayLimits limits, long historyBytes) {
    /** The port unless another is asked for. */
    public static final int DEFAULT_PORT = 8081;
    /** The memory for logs unless another is asked for. */
    public static final long DEFAULT_HISTORY_BYTES = 64L * 1024 * 1024;

    public GatewaySettings {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(limits, "limits");
    }

    /** With the usual memory for logs. */
    public GatewaySettings(Cluster cluster, HttpSettings http, Optional<Path> tokens, GatewayLimits limits) {
        this(cluster, http, tokens, limits, DEFAULT_HISTORY_BYTES);
    }
}
