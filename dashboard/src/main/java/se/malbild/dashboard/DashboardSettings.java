package se.malbild.dashboard;

import java.util.Set;
import se.malbild.schemas.Cluster;
import se.malbild.service.HttpSettings;

/**
 * The settings of the dashboard.
 *
 * @param cluster where it reads
 * @param http where to listen
 * @param corsOrigins sites whose scripts may read the data, such as {@code https://example.org}; none by default
 */
public record DashboardSettings(Cluster cluster, HttpSettings http, Set<String> corsOrigins) {
    public static final int DEFAULT_PORT = 8080;

    public DashboardSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }
}
