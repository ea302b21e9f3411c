package se.malbild.cli.topics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.admin.KafkaRefusal;
import se.malbild.schemas.admin.PartitionCounts;

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
            throw new StartupException(noAnswer(cluster));
        } catch (ExecutionException | KafkaException failed) {
            throw new StartupException(KafkaRefusal.of(failed, cluster, noAnswer(cluster)), failed);
        }
    }

    /**
     * Returns how many partitions every topic has.
     *
     * @throws CommandException when they differ, or Kafka does not say
     */
    public static int requireEqualPartitions(Cluster cluster) throws CommandException {
        PartitionCounts counts = partitionCounts(cluster);
        Optional<Text> problem = counts.problem();
        if (problem.isPresent()) {
            throw new CommandException(problem.get());
        }
        return partitionsInForce(counts);
    }

    /**
     * Returns how many partitions the topics were made with.
     *
     * @throws CommandException when there are none
     */
    public static int partitionsInForce(PartitionCounts counts) throws CommandException {
        return counts.inForce()
                .orElseThrow(() -> new CommandException(new Text(
                        "Topics saknas i Kafka. Skapa dem med ”malbild topics apply”.",
                        "The topics are missing from Kafka. Create them with “malbild topics apply”.")));
    }

    /** Returns how many partitions each topic has. */
    public static PartitionCounts partitionCounts(Cluster cluster) throws CommandException {
        try {
            return PartitionCounts.of(cluster);
        } catch (BrokerException failed) {
            throw new CommandException(failed.text());
        }
    }

    private static Text noAnswer(Cluster cluster) {
        return new Text(
                "Kafka svarar inte på " + cluster.bootstrapServers()
                        + ". Starta med ”malbild demo” eller ange adressen med --bootstrap-servers.",
                "Kafka does not answer at " + cluster.bootstrapServers()
                        + ". Start it with “malbild demo” or give the address with --bootstrap-servers.");
    }
}
