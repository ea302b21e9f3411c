package se.malbild.cli.topics;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.admin.AdminClients;

/** Asks whether a Kafka cluster is there at all, so that a command says so in seconds. */
public final class Brokers {
    private Brokers() {}

    /**
     * Returns the cluster's id when it has answered.
     *
     * @throws StartupException when it does not, within five seconds
     */
    public static String requireBroker(Cluster cluster) {
        return requireBroker(cluster, AdminClients.ANSWERS_WITHIN);
    }

    /** As {@link #requireBroker(Cluster)}, but waits up to {@code answersWithin}. */
    public static String requireBroker(Cluster cluster, Duration answersWithin) {
        try (Admin admin = AdminClients.create(cluster, answersWithin)) {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw noAnswer(cluster.bootstrapServers());
        } catch (ExecutionException | org.apache.kafka.common.KafkaException unreachable) {
            throw noAnswer(cluster.bootstrapServers());
        }
    }

    private static StartupException noAnswer(String bootstrapServers) {
        return new StartupException(new Text(
                "Kafka svarar inte på " + bootstrapServers
                        + ". Starta med ”malbild demo” eller ange adressen med --bootstrap-servers.",
                "Kafka does not answer at " + bootstrapServers
                        + ". Start it with “malbild demo” or give the address with --bootstrap-servers."));
    }
}
