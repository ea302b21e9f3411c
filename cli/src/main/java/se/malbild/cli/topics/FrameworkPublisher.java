package se.malbild.cli.topics;

import java.nio.charset.StandardCharsets;
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
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** Applies goal frameworks: puts them on their topic. */
public final class FrameworkPublisher {
    /**
     * A framework that has been applied.
     *
     * @param at where it lies on its topic
     * @param before the version that was in force until then
     */
    public record Applied(RecordMetadata at, GoalFramework framework, Optional<GoalFramework> before) {}

    private final Cluster cluster;
    private final SchemaRegistry registry;

    /** @param registry with the framework topic's schemas preloaded */
    public FrameworkPublisher(Cluster cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        this.registry = registry;
    }

    /**
     * Applies {@code document}; returns nothing when it was in force already.
     *
     * @throws InvalidFrameworkException with every fault of the document
     * @throws CommandException when its version is not above the one in force, or what is in force cannot be known now
     * @throws RegistryException when its schema cannot be had
     */
    public Optional<Applied> apply(String document)
            throws InvalidFrameworkException, CommandException, RegistryException, InterruptedException {
        FrameworkVersion applied = FrameworkIntake.check(document);
        GoalFramework framework = applied.framework();
        Optional<FrameworkVersion> inForce = inForce(framework);
        if (inForce.isPresent()) {
            if (inForce.get().contentHash().equals(applied.contentHash())) {
                return Optional.empty();
            }
            int current = inForce.get().framework().version();
            if (framework.version() <= current) {
                throw new CommandException(new Text(
                        "Version " + current + " av " + framework.id()
                                + " gäller redan, med annat innehåll. Höj version till minst " + (current + 1) + ".",
                        "Version " + current + " of " + framework.id()
                                + " is already in force, with other content. Raise version to at least " + (current + 1)
                                + "."));
            }
        }
        return Optional.of(new Applied(send(framework, document), framework, inForce.map(FrameworkVersion::framework)));
    }

    /** As {@link #apply}, but leaves the one in force, whatever its version. */
    public Optional<Applied> applyUnlessInForce(String document)
            throws InvalidFrameworkException, CommandException, RegistryException, InterruptedException {
        GoalFramework framework = FrameworkIntake.check(document).framework();
        return inForce(framework).isPresent()
                ? Optional.empty()
                : Optional.of(new Applied(send(framework, document), framework, Optional.empty()));
    }

    private RecordMetadata send(GoalFramework framework, String document)
            throws RegistryException, CommandException, InterruptedException {
        int partition = Partitioning.of(framework.organisation(), Brokers.requireEqualPartitions(cluster));
        byte[] value = new RecordWriter(registry, Topic.GOAL_FRAMEWORKS).framework(document);
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

    private Optional<FrameworkVersion> inForce(GoalFramework framework) throws CommandException {
        InputFold inputs = new InputFold(cluster, registry);
        FrameworkIntake.Applied inForce =
                inputs.frameworksInForce().get(Keys.framework(framework.organisation(), framework.id()));
        inputs.requireAllDecoded();
        return Optional.ofNullable(inForce).map(FrameworkIntake.Applied::version);
    }
}
