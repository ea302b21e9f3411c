package se.malbild.schemas.admin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import se.malbild.schemas.Cluster;

/** Makes admin clients that give up in time; Kafka's own default is a minute. */
public final class AdminClients {
    /** How long a person who asks is kept waiting for Kafka. */
    public static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private AdminClients() {}

    /** Returns a client whose calls fail after {@link #ANSWERS_WITHIN}. */
    public static Admin create(Cluster cluster) {
        return create(cluster, ANSWERS_WITHIN);
    }

    /** Returns a client whose calls fail after {@code answersWithin}. */
    public static Admin create(Cluster cluster, Duration answersWithin) {
        return create(cluster, answersWithin, Map.of());
    }

    /**
     * As {@link #create(Cluster, Duration)}.
     *
     * @param kafkaConfig what the client is told beside that, such as {@code sasl.jaas.config}
     */
    public static Admin create(Cluster cluster, Duration answersWithin, Map<String, ?> kafkaConfig) {
        int millis = (int) answersWithin.toMillis();
        Map<String, Object> config = new HashMap<>(kafkaConfig);
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return Admin.create(config);
    }
}
