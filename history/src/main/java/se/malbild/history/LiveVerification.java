package se.malbild.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Compares the outputs as they stand with what follows from the log, while the streams application goes on. An organisation's outputs
 * are compared at the position that they reflect, which they say themselves. That alone would not find an output that was never
 * written, so what the application had read when the comparison began is to be reflected, too. A difference counts when it is still
 * there after some time: a record that waits for its schema, or an instance that was killed, may make one for a while. Nothing is
 * written, and no group joined.
 */
public final class LiveVerification {
    /** What is told on the way. */
    public interface Listener {
        /** Tells that about so many records are to be read. */
        void begins(long records);

        /** Tells that about so many of them have been read. */
        void read(long records);

        /** Takes what became of one organisation. */
        void verified(VerifiedOrganisation organisation);
    }

    private final Cluster cluster;
    private final SchemaRegistry registry;
    private final OrganisationVerification verification;
    private final String group;
    private final Duration patience;
    private final long mostBytes;

    /**
     * @param registry with the schemas of both input topics preloaded
     * @param group of the streams application, in Kafka
     * @param patience how long an output may be other than what follows from the log
     * @param mostBytes about how much memory logs and outputs may take, where a single organisation may take more
     * @throws RegistryException when the schemas of the outputs are not registered, or the registry does not answer
     */
    public LiveVerification(Cluster cluster, SchemaRegistry registry, String group, Duration patience, long mostBytes)
            throws RegistryException {
        this.cluster = cluster;
        this.registry = registry;
        this.verification = new OrganisationVerification(cluster, registry);
        this.group = group;
        this.patience = patience;
        this.mostBytes = mostBytes;
    }

    /**
     * Verifies every organisation that has a log or outputs, or only one, and returns the digests of the logs that were read.
     *
     * @param partitions of each topic
     * @throws UndecodedException when the registry does not tell the schema of a record
     * @throws BrokerException when Kafka does not tell where something ends
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for thirty
     */
    public InputDigests verify(Optional<String> organisation, int partitions, Listener listener)
            throws BrokerException, UndecodedException {
        InputDigests digests = new InputDigests(registry, partitions);
        List<Integer> toRead = organisation
                .map(only -> List.of(Partitioning.of(only, partitions)))
                .orElseGet(() -> IntStream.range(0, partitions).boxed().toList());
        try (Admin admin = AdminClients.create(cluster)) {
            Progress progress = new Progress(listener, PartitionReading.offsets(admin, cluster.prefix(), toRead));
            for (int partition : toRead) {
                progress.begin(PartitionReading.offsets(admin, cluster.prefix(), List.of(partition)));
                Optional<String> from = Optional.of("");
                while (from.isPresent()) {
                    from = verifyFrom(from.get(), organisation, partition, partitions, admin, digests, progress);
                }
                progress.end();
            }
        } catch (ExecutionException failed) {
            throw new BrokerException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BrokerException(stop);
        }
        return digests;
    }

    /** Verifies the organisations of a partition from {@code from} on that fit in memory, and returns the next one. */
    private Optional<String> verifyFrom(
            String from,
            Optional<String> organisation,
            int partition,
            int partitions,
            Admin admin,
            InputDigests digests,
            Progress progress)
            throws ExecutionException, InterruptedException, UndecodedException {
        boolean isEverything = from.isEmpty() && organisation.isEmpty();
        try (PartitionReading reading = new PartitionReading(
                cluster,
                admin,
                partition,
                partitions,
                owner -> owner.compareTo(from) >= 0 && organisation.stream().allMatch(owner::equals),
                mostBytes,
                isEverything ? digests::add : (topic, record) -> {},
                progress::read)) {
            new PartitionVerification(admin, group, verification, digests, patience).verify(reading, progress.listener);
            return reading.leftFrom();
        }
    }

    /** A partition counts once, also when its organisations do not fit in memory together and it is read again. */
    private static final class Progress {
        private final Listener listener;
        private long before;
        private long records;
        private long most;

        Progress(Listener listener, long all) {
            this.listener = listener;
            listener.begins(all);
        }

        void begin(long offsets) {
            most = offsets;
            records = 0;
        }

        void read() {
            records++;
            listener.read(before + Math.min(records, most));
        }

        void end() {
            before += most;
            listener.read(before);
        }
    }
}
