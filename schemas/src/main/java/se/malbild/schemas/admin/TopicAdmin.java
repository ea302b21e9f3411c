package se.malbild.schemas.admin;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import se.malbild.goals.Text;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.Readability;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Compares the topics and registered schemas with what they are to be, and makes them so. The only place where the topics'
 * schemas are registered.
 */
public final class TopicAdmin {
    /** What every subject is set to: every version can be read with every other, in both directions. */
    public static final String COMPATIBILITY = "FULL_TRANSITIVE";

    /** In place of a number of copies: as many as the brokers make when nothing is said. */
    public static final short BROKERS_DEFAULT = -1;

    /** What can differ. */
    public enum Kind {
        TOPIC_MISSING,
        PARTITION_COUNT,
        REPLICATION,
        TOPIC_CONFIG,
        SUBJECT_MISSING,
        COMPATIBILITY,
        SCHEMA_INCOMPATIBLE,
        VERSION_MISSING
    }

    /**
     * One thing that is not as it is to be.
     *
     * @param message what is, and what is to be
     * @param mending what {@link #apply} does about it; empty when it can do nothing, and then {@code message} says what
     *     a person can
     */
    public record Difference(Topic topic, Kind kind, Text message, Optional<Text> mending) {}

    /** A difference and the deed that removes it. */
    private record Step(Difference difference, Deed deed) {}

    /** What the brokers say of a topic that is there. */
    private record Known(TopicDescription description, Config config) {}

    @FunctionalInterface
    private interface Deed {
        void run() throws BrokerException, RegistryException;
    }

    /** What is done about the steps; returns the differences that it was about. */
    @FunctionalInterface
    private interface Work {
        List<Difference> on(List<Step> steps) throws BrokerException, RegistryException;
    }

    /** A call to the registry. */
    @FunctionalInterface
    private interface Request<T> {
        T send() throws IOException, RestClientException;
    }

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Admin admin;
    private final SchemaRegistryClient registry;
    private final TopicPrefix prefix;
    private final int partitions;
    private final short replication;
    private final List<Step> steps = new ArrayList<>();

    private TopicAdmin(
            Admin admin, SchemaRegistryClient registry, TopicPrefix prefix, int partitions, short replication) {
        this.admin = admin;
        this.registry = registry;
        this.prefix = prefix;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * Returns everything that differs, in the order in which {@link #apply} takes it; empty when all is as it is to be.
     *
     * @param partitions how many every topic is to have, at least 1
     * @param replication copies of every partition, at least 1; or {@link #BROKERS_DEFAULT}, which any number that a topic
     *     has agrees with
     */
    public static List<Difference> plan(Cluster cluster, int partitions, short replication)
            throws BrokerException, RegistryException {
        return with(
                cluster,
                partitions,
                replication,
                steps -> steps.stream().map(Step::difference).toList());
    }

    /**
     * Removes every difference that can be removed and returns those, in the order in which it was done. May be called
     * again after it failed halfway. The parameters are those of {@link #plan}.
     *
     * @throws RegistryException also, before anything is done, when a subject has what is not compatible
     */
    public static List<Difference> apply(Cluster cluster, int partitions, short replication)
            throws BrokerException, RegistryException {
        return with(cluster, partitions, replication, steps -> {
            List<String> incompatible = steps.stream()
                    .map(Step::difference)
                    .filter(difference -> difference.kind() == Kind.SCHEMA_INCOMPATIBLE)
                    .map(difference -> cluster.prefix().subject(difference.topic()))
                    .toList();
            if (!incompatible.isEmpty()) {
                throw RegistryException.incompatible(incompatible);
            }
            List<Difference> mended = new ArrayList<>();
            for (Step step : steps) {
                if (step.difference().mending().isPresent()) {
                    step.deed().run();
                    mended.add(step.difference());
                }
            }
            return mended;
        });
    }

    private static List<Difference> with(Cluster cluster, int partitions, short replication, Work work)
            throws BrokerException, RegistryException {
        try (Admin admin = AdminClients.create(cluster);
                SchemaRegistryClient registry = SchemaRegistry.client(cluster)) {
            return work.on(new TopicAdmin(admin, registry, cluster.prefix(), partitions, replication).steps());
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private List<Step> steps() throws BrokerException, RegistryException {
        for (Topic topic : Topic.values()) {
            compareTopic(topic);
        }
        for (Topic topic : Topic.values()) {
            compareSubject(topic);
        }
        return steps;
    }

    private void compareTopic(Topic topic) throws BrokerException {
        Optional<Known> known = known(topic);
        if (known.isEmpty()) {
            short copies = replication == BROKERS_DEFAULT ? brokersDefault(topic) : replication;
            Text count = count(partitions);
            step(
                    topic,
                    Kind.TOPIC_MISSING,
                    new Text(
                            "Topicen " + prefix.topic(topic) + " saknas.",
                            "The topic " + prefix.topic(topic) + " is missing."),
                    new Text(
                            "Skapar den med " + count.sv() + " i " + copies + " exemplar.",
                            "Creating it with " + count.en() + " and replication factor " + copies + "."),
                    () -> create(topic, copies));
            return;
        }
        List<TopicPartitionInfo> found = known.get().description().partitions();
        comparePartitions(topic, found.size());
        // While Kafka moves them, partitions differ: what every partition has.
        int copies = found.stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElseThrow();
        compareReplication(topic, copies);
        compareConfigs(topic, known.get().config(), copies);
    }

    private void comparePartitions(Topic topic, int found) {
        if (found != partitions) {
            Text count = count(found);
            unmendable(
                    topic,
                    Kind.PARTITION_COUNT,
                    new Text(
                            "Topicen " + prefix.topic(topic) + " har " + count.sv() + ", inte "
                                    + partitions
                                    + ". Antalet kan inte ändras: en organisations poster skulle hamna på flera ställen. Ange "
                                    + found + ", eller skapa nya topics.",
                            "The topic " + prefix.topic(topic) + " has " + count.en() + ", not "
                                    + partitions
                                    + ". The number cannot be changed: an organisation's records would end up in several places. Give "
                                    + found + ", or create new topics."));
        }
    }

    private static Text count(int partitions) {
        return Text.count(partitions, "partition", "partitioner", "partition", "partitions");
    }

    private void compareReplication(Topic topic, int found) {
        if (replication != BROKERS_DEFAULT && found != replication) {
            unmendable(
                    topic,
                    Kind.REPLICATION,
                    new Text(
                            "Topicen " + prefix.topic(topic) + " finns i " + found + " exemplar, inte "
                                    + replication
                                    + ". Ändra antalet med Kafkas kafka-reassign-partitions.sh och kör sedan"
                                    + " apply igen, eller ange " + found + ".",
                            "The topic " + prefix.topic(topic) + " has replication factor " + found + ", not "
                                    + replication
                                    + ". Change it with Kafka's kafka-reassign-partitions.sh and then run"
                                    + " apply again, or give " + found + "."));
        }
    }

    private void compareConfigs(Topic topic, Config actual, int copies) {
        configs(topic, copies).forEach((name, value) -> {
            String is = Optional.ofNullable(actual.get(name))
                    .map(ConfigEntry::value)
                    .orElse("");
            if (!is.equals(value)) {
                compareConfig(topic, name, is, value);
            }
        });
    }

    /** Returns when the brokers know the topic, too: what is started next asks them. */
    private void create(Topic topic, short copies) throws BrokerException {
        await(admin.createTopics(
                        List.of(new NewTopic(prefix.topic(topic), partitions, copies).configs(configs(topic, copies))))
                .all());
        known(topic);
    }

    private void compareConfig(Topic topic, String name, String is, String value) {
        step(
                topic,
                Kind.TOPIC_CONFIG,
                new Text(
                        "Topicen " + prefix.topic(topic) + " har " + name + "=" + is + ", inte " + value + ".",
                        "The topic " + prefix.topic(topic) + " has " + name + "=" + is + ", not " + value + "."),
                new Text("Sätter " + name + "=" + value + ".", "Setting " + name + "=" + value + "."),
                () -> await(admin.incrementalAlterConfigs(Map.of(
                                resource(topic),
                                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                        .all()));
    }

    /** A record counts as written when all copies but one have it, so that one broker may be away. */
    private static Map<String, String> configs(Topic topic, int copies) {
        Map<String, String> configs = new TreeMap<>(topic.configs());
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, copies - 1)));
        return configs;
    }

    /** Returns how many copies of the missing topic the brokers would make when nothing is said. */
    private short brokersDefault(Topic topic) throws BrokerException {
        NewTopic asked = new NewTopic(prefix.topic(topic), partitions, BROKERS_DEFAULT);
        return await(admin.createTopics(List.of(asked), new CreateTopicsOptions().validateOnly(true))
                        .replicationFactor(prefix.topic(topic)))
                .shortValue();
    }

    /**
     * Returns what is known of the topic; empty when there is none. Of one that was just made not every broker has heard,
     * and any of them may be the one that is asked.
     */
    private Optional<Known> known(Topic topic) throws BrokerException {
        String name = prefix.topic(topic);
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (true) {
            Optional<TopicDescription> description = ifKnown(
                    admin.describeTopics(List.of(name)).topicNameValues().get(name));
            Optional<Config> config = ifKnown(
                    admin.describeConfigs(List.of(resource(topic))).values().get(resource(topic)));
            if (description.isPresent() && config.isPresent()) {
                return Optional.of(new Known(description.get(), config.get()));
            }
            if (System.nanoTime() > deadline || !exists(topic)) {
                return Optional.empty();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Asks the controller, which knows first. */
    private boolean exists(Topic topic) {
        try {
            brokersDefault(topic);
            return false;
        } catch (BrokerException refusal) {
            return refusal.getCause() instanceof TopicExistsException;
        }
    }

    private ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, prefix.topic(topic));
    }

    private static <T> Optional<T> ifKnown(KafkaFuture<T> answer) throws BrokerException {
        try {
            return Optional.of(await(answer));
        } catch (BrokerException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private void compareSubject(Topic topic) throws RegistryException {
        String subject = prefix.subject(topic);
        List<Schema> missing = new ArrayList<>();
        for (Schema schema : wanted(topic)) {
            if (ifFound(() -> registry.getId(subject, new AvroSchema(schema))).isEmpty()) {
                missing.add(schema);
            }
        }
        Optional<List<Integer>> versions = ifFound(() -> registry.getAllVersions(subject));
        boolean isNew = versions.isEmpty();
        if (!isNew && !isCompatible(subject, versions.get(), missing)) {
            unmendable(
                    topic,
                    Kind.SCHEMA_INCOMPATIBLE,
                    RegistryException.incompatible(List.of(subject)).text());
            return;
        }
        if (isNew) {
            step(
                    topic,
                    Kind.SUBJECT_MISSING,
                    new Text(
                            "Schemat " + subject + " saknas i registret.",
                            "The schema " + subject + " is missing in the registry."),
                    new Text("Registrerar dess första version.", "Registering its first version."),
                    () -> change(() -> registry.register(subject, new AvroSchema(missing.get(0)))));
        }
        // Before further versions, so that the registry judges them by it; after the first, because some registries
        // have no setting for a subject that they do not know.
        String compatibility = ifFound(() -> registry.getCompatibility(subject)).orElse("");
        if (!compatibility.equals(COMPATIBILITY)) {
            step(
                    topic,
                    Kind.COMPATIBILITY,
                    new Text(
                            "Kompatibiliteten för " + subject + " är "
                                    + (compatibility.isEmpty() ? "inte satt" : compatibility) + ", inte "
                                    + COMPATIBILITY + ".",
                            "The compatibility of " + subject + " is "
                                    + (compatibility.isEmpty() ? "not set" : compatibility) + ", not "
                                    + COMPATIBILITY + "."),
                    new Text("Sätter den till " + COMPATIBILITY + ".", "Setting it to " + COMPATIBILITY + "."),
                    () -> change(() -> registry.updateCompatibility(subject, COMPATIBILITY)));
        }
        missing.stream().skip(isNew ? 1 : 0).forEach(schema -> compareVersion(topic, schema));
    }

    /** Tells whether {@code versions} can be read with each of {@code schemas}, and the other way round. */
    private boolean isCompatible(String subject, List<Integer> versions, List<Schema> schemas)
            throws RegistryException {
        if (schemas.isEmpty()) {
            return true;
        }
        for (int version : versions) {
            Optional<String> registered =
                    ifFound(() -> registry.getSchemaMetadata(subject, version).getSchema());
            if (registered.isPresent() && !isCompatible(registered.get(), schemas)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCompatible(String registered, List<Schema> schemas) {
        try {
            Schema there = new Schema.Parser().parse(registered);
            return schemas.stream()
                    .allMatch(schema -> Readability.obstacle(schema, there).isEmpty()
                            && Readability.obstacle(there, schema).isEmpty());
        } catch (AvroRuntimeException isNoAvro) {
            return false;
        }
    }

    private void compareVersion(Topic topic, Schema schema) {
        step(
                topic,
                Kind.VERSION_MISSING,
                new Text(
                        "En version av schemat " + prefix.subject(topic) + " är inte registrerad.",
                        "A version of the schema " + prefix.subject(topic) + " is not registered."),
                new Text("Registrerar den.", "Registering it."),
                () -> change(() -> registry.register(prefix.subject(topic), new AvroSchema(schema))));
    }

    /**
     * The released versions, oldest first, and what this build writes if that is not among them yet. Told apart by their
     * text, as registries do: {@link Schema#equals} does not look at documentation.
     */
    private static List<Schema> wanted(Topic topic) {
        Map<String, Schema> wanted = new LinkedHashMap<>();
        topic.releasedSchemas().forEach(schema -> wanted.put(schema.toString(), schema));
        wanted.putIfAbsent(topic.schema().toString(), topic.schema());
        return List.copyOf(wanted.values());
    }

    private void step(Topic topic, Kind kind, Text message, Text mending, Deed deed) {
        steps.add(new Step(new Difference(topic, kind, message, Optional.of(mending)), deed));
    }

    private void unmendable(Topic topic, Kind kind, Text message) {
        steps.add(new Step(new Difference(topic, kind, message, Optional.empty()), () -> {}));
    }

    private static <T> T await(KafkaFuture<T> future) throws BrokerException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw new BrokerException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokerException(interrupted);
        }
    }

    /** Returns the registry's answer; empty when it says that there is no such thing. */
    private static <T> Optional<T> ifFound(Request<T> request) throws RegistryException {
        try {
            return Optional.of(request.send());
        } catch (RestClientException answer) {
            if (SchemaRegistry.isNotFound(answer)) {
                return Optional.empty();
            }
            throw RegistryException.unreachable(SchemaRegistry.why(answer), answer);
        } catch (IOException noAnswer) {
            throw RegistryException.unreachable(SchemaRegistry.why(noAnswer), noAnswer);
        }
    }

    private static void change(Request<?> request) throws RegistryException {
        try {
            request.send();
        } catch (RestClientException refusal) {
            throw RegistryException.refused(SchemaRegistry.why(refusal), refusal);
        } catch (IOException noAnswer) {
            throw RegistryException.unreachable(SchemaRegistry.why(noAnswer), noAnswer);
        }
    }
}
