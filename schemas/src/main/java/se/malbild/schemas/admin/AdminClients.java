package se.malbild.schemas.admin;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes admin clients that give up in time; Kafka's own default is a minute. */
public final class AdminClients {
    /** How long a person who asks is kept waiting for Kafka. */
    public static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private AdminClients() {}

    /** Returns a client whose calls fail after {@link #ANSWERS_WITHIN}. */
    public static Admin create(String bootstrapServers) {
        return create(bootstrapServers, ANSWERS_WITHIN);
    }

    /** Returns a client whose calls fail after {@code answersWithin}. */
    public static Admin create(String bootstrapServers, Duration answersWithin) {
        int millis = (int) answersWithin.toMillis();
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis));
    }
}
