package se.malbild.cli.topics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkEffect;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** Applies goal frameworks: says what a version would change, and puts it on its topic. */
public final class FrameworkPublisher {
    /**
     * A version that can be applied.
     *
     * @param earlier every version of every framework of its organisation that has been applied
     */
    public record Proposal(
            FrameworkVersion version, String document, Justification justification, List<FrameworkVersion> earlier) {
        public Proposal {
            earlier = List.copyOf(earlier);
        }

        public GoalFramework framework() {
            return version.framework();
        }

        /** Returns the version that it would take the place of. */
        public Optional<FrameworkVersion> before() {
            return earlier.stream()
                    .filter(other -> other.framework().id().equals(framework().id()))
                    .max(Comparator.naturalOrder());
        }
    }

    private final Cluster cluster;
    private final SchemaRegistry registry;

    /** @param registry with the framework topic's schemas preloaded */
    public FrameworkPublisher(Cluster cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        this.registry = registry;
    }

    /**
     * Returns {@code document} as it can be applied; nothing when it is in force already.
     *
     * @throws InvalidFrameworkException with every fault of the document
     * @throws CommandException when its version is not above the one in force, what is in force cannot be known now, or
     *     the topics differ in their numbers of partitions
     */
    public Optional<Proposal> propose(String document, Justification justification)
            throws InvalidFrameworkException, CommandException {
        Proposal proposal = proposal(document, justification);
        Optional<FrameworkVersion> before = proposal.before();
        if (before.isPresent()) {
            if (before.get().contentHash().equals(proposal.version().contentHash())) {
                return Optional.empty();
            }
            int current = before.get().framework().version();
            if (proposal.framework().version() <= current) {
                throw new CommandException(new Text(
                        "Version " + current + " av " + proposal.framework().id()
                                + " gäller redan, med annat innehåll. Höj version till minst " + (current + 1) + ".",
                        "Version " + current + " of " + proposal.framework().id()
                                + " is already in force, with other content. Raise version to at least " + (current + 1)
                                + "."));
            }
        }
        Brokers.requireEqualPartitions(cluster);
        return Optional.of(proposal);
    }

    private Proposal proposal(String document, Justification justification)
            throws InvalidFrameworkException, CommandException {
        FrameworkVersion version = FrameworkIntake.check(document, justification);
        return new Proposal(
                version, document, justification, versions(version.framework().organisation()));
    }

    private List<FrameworkVersion> versions(String organisation) throws CommandException {
        InputFold inputs = new InputFold(cluster, registry);
        List<FrameworkVersion> versions = inputs.frameworks().stream()
                .map(FrameworkIntake.Applied::version)
                .filter(version -> version.framework().organisation().equals(organisation))
                .toList();
        inputs.requireAllDecoded();
        return versions;
    }

    /**
     * Returns what applying {@code proposal} would change, by what has been committed to the events' topic.
     *
     * @throws CommandException when the registry does not give the schema of some event
     */
    public FrameworkEffect effect(Proposal proposal) throws CommandException {
        InputFold inputs = new InputFold(cluster, registry);
        List<Observation> observations = new ArrayList<>();
        inputs.forEachObservation(observation -> {
            if (observation.cell().organisation().equals(proposal.framework().organisation())) {
                observations.add(observation);
            }
        });
        inputs.requireAllDecoded();
        return FrameworkEffect.of(proposal.earlier(), proposal.version(), observations);
    }

    /**
     * Puts {@code proposal} on the topic, and returns where it lies.
     *
     * @throws CommandException when another version has come into force since it was proposed, or Kafka refuses it
     * @throws RegistryException when its schema cannot be had
     */
    public RecordMetadata apply(Proposal proposal) throws RegistryException, CommandException, InterruptedException {
        GoalFramework framework = proposal.framework();
        if (!versions(framework.organisation()).equals(proposal.earlier())) {
            throw new CommandException(new Text(
                    "En annan styrmodell för " + framework.organisation()
                            + " har tillämpats under tiden. Kör kommandot igen för att se vad som ändras nu.",
                    "Another framework of " + framework.organisation()
                            + " has been applied meanwhile. Run the command again to see what would change now."));
        }
        int partition = Partitioning.of(framework.organisation(), Brokers.requireEqualPartitions(cluster));
        byte[] value = new RecordWriter(registry, Topic.GOAL_FRAMEWORKS)
                .framework(proposal.document(), proposal.justification());
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_INPUT_BATCH_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            String topic = cluster.prefix().topic(Topic.GOAL_FRAMEWORKS);
            byte[] key =
                    Keys.framework(framework.organisation(), framework.id()).getBytes(StandardCharsets.UTF_8);
            return producer.send(new ProducerRecord<>(topic, partition, key, value))
                    .get();
        } catch (ExecutionException refused) {
            String why = String.valueOf(refused.getCause().getMessage());
            throw new CommandException(
                    new Text("Kafka tog inte emot styrmodellen: " + why, "Kafka refused the framework: " + why));
        }
    }
}
