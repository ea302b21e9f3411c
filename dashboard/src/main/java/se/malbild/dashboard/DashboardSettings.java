package se.malbild.dashboard;

import java.util.Map;
import java.util.Set;
import se.malbild.schemas.Cluster;
import se.malbild.service.HttpSettings;

/**
 * What the dashboard is told from outside.
 *
 * @param cluster where it reads
 * @param http where to listen
 * @param corsOrigins sites whose scripts may read the data, such as {@code https://example.org}; none by default
 * @param clientConfig what Kafka's clients are told beside the servers, such as credentials
 */
public record DashboardSettings(
        Cluster cluster, HttpSettings http, Set<String> corsOrigins, Map<String, String> clientConfig) {
    public static final int DEFAULT_PORT = 8080;

    public DashboardSettings {
        corsOrigins = Set.copyOf(corsOrigins);
        clientConfig = Map.copyOf(clientConfig);
    }
}
