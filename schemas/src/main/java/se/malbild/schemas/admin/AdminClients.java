package se.malbild.schemas.admin;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import se.malbild.schemas.Cluster;

/** Makes admin clients that give up in time; Kafka's own default is a minute. */
public final class AdminClients {
    /** How long a person who asks is kept waiting for Kafka. */
    public static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private AdminClients() {}

    /**
     * Returns a client whose calls fail after {@link #ANSWERS_WITHIN}.
     *
     * @throws se.malbild.schemas.StartupException when the cluster's settings cannot be used
     * @throws KafkaException when the address cannot be used
     */
    public static Admin create(Cluster cluster) {
        return create(cluster, ANSWERS_WITHIN);
    }

    /** As {@link #create(Cluster)}, with calls that fail after {@code answersWithin}. */
    public static Admin create(Cluster cluster, Duration answersWithin) {
        int millis = (int) answersWithin.toMillis();
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        try {
            return Admin.create(config);
        } catch (KafkaException failed) {
            throw KafkaRefusal.unusable(failed);
        }
    }
}
