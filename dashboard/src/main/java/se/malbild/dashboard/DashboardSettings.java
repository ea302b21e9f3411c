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
 * @param historyBytes about how much memory the logs may take from which it is computed what was known earlier, and as much again
 *     what was computed last; 0 shows only what is known now
 */
public record DashboardSettings(Cluster cluster, HttpSettings http, Set<String> corsOrigins, long historyBytes) {
    public static final int DEFAULT_PORT = 8080;
    public static final long DEFAULT_HISTORY_BYTES = 64L * 1024 * 1024;

    public DashboardSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    /** With the usual memory for what was known earlier. */
    public DashboardSettings(Cluster cluster, HttpSettings http, Set<String> corsOrigins) {
        this(cluster, http, corsOrigins, DEFAULT_HISTORY_BYTES);
    }
}
