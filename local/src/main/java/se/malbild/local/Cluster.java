package se.malbild.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;

/** Asks whether a Kafka cluster is there at all, so that a command says so in seconds. */
final class Cluster {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private Cluster() {}

    /**
     * Returns the cluster's id when it has answered.
     *
     * @throws StartupException when it does not, within five seconds
     */
    static String requireBroker(String bootstrapServers) {
        return requireBroker(bootstrapServers, ANSWERS_WITHIN);
    }

    /** As {@link #requireBroker(String)}, but waits up to {@code answersWithin}. */
    static String requireBroker(String bootstrapServers, Duration answersWithin) {
        try (Admin admin = admin(bootstrapServers, answersWithin)) {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw noAnswer(bootstrapServers);
        } catch (ExecutionException | org.apache.kafka.common.KafkaException unreachable) {
            throw noAnswer(bootstrapServers);
        }
    }

    /** Returns a client that gives up after five seconds. */
    static Admin admin(String bootstrapServers) {
        return admin(bootstrapServers, ANSWERS_WITHIN);
    }

    private static Admin admin(String bootstrapServers, Duration answersWithin) {
        int millis = (int) answersWithin.toMillis();
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis));
    }

    private static StartupException noAnswer(String bootstrapServers) {
        return new StartupException(new Text(
                "Kafka svarar inte på " + bootstrapServers
                        + ". Starta med ”malbild demo” eller ange adressen med --bootstrap-servers.",
                "Kafka does not answer at " + bootstrapServers
                        + ". Start it with “malbild demo” or give the address with --bootstrap-servers."));
    }
}
