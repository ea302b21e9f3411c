package se.malbild.local;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;

/** Asks whether a Kafka cluster is there at all, so that a command says so in seconds. */
final class Cluster {
    private static final int ANSWERS_WITHIN_MILLIS = 5_000;

    private Cluster() {}

    /**
     * Returns the cluster's id when it has answered.
     *
     * @throws StartupException when it does not, within five seconds
     */
    static String requireBroker(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
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
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS));
    }

    private static StartupException noAnswer(String bootstrapServers) {
        return new StartupException(new Text(
                "Kafka svarar inte på " + bootstrapServers
                        + ". Starta med ”malbild demo” eller ange adressen med --bootstrap-servers.",
                "Kafka does not answer at " + bootstrapServers
                        + ". Start it with “malbild demo” or give the address with --bootstrap-servers."));
    }
}
