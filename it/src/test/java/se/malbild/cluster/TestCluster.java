package se.malbild.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.cli.topics.FrameworkPublisher;
import se.malbild.cli.topics.InputFold;
import se.malbild.cli.topics.PublishedPictures;
import se.malbild.cli.topics.TopicScan;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.receipts.ReceiptsService;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;
import se.malbild.service.Tokens;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;
import se.malbild.streams.service.GroupStatus;

/** Kafka and a registry with every topic and schema, and what a test puts in and looks at. The registry can be away. */
public final class TestCluster implements AutoCloseable {
    /** Few, since every task costs time to start; more than one, so that organisations are apart. */
    public static final int PARTITIONS = 3;

    /** Of the frameworks that tests apply. */
    public static final Justification JUSTIFICATION = new Justification("Sara Lind", "Nya mål", Optional.empty());

    private final Path data;
    private final Backend backend;
    private final boolean isItsOwn;
    private final Cluster cluster;
    private final SchemaRegistry registry;
    private final ObservationPublisher publisher;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Remembers every schema, so that the registry may be away. */
    public final RecordWriter writer;

    public final OutputReader reader;
    public final IndicatorEventReader eventReader;

    private TestCluster(Path data, Backend backend, boolean isItsOwn, TopicPrefix prefix) throws Exception {
        this.data = data;
        this.backend = backend;
        this.isItsOwn = isItsOwn;
        cluster = backend.cluster(prefix);
        TopicAdmin.apply(cluster, PARTITIONS, backend.replication());
        registry = SchemaRegistry.connect(cluster, Optional.empty());
        await("schemas")
                .pollInSameThread()
                .ignoreException(RegistryException.class) // one that has just started answers slowly
                .untilAsserted(() -> {
                    for (Topic topic : Topic.values()) {
                        registry.preload(topic);
                    }
                });
        writer = new RecordWriter(registry, Topic.values());
        reader = new OutputReader(registry);
        eventReader = new IndicatorEventReader(registry);
        publisher = ObservationPublisher.connect(cluster);
        producer = new KafkaProducer<>(cluster.kafkaConfig(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** With the registry that the test classes of this process share; to be stopped, it is made unreachable. */
    public static TestCluster start(Path data) throws Exception {
        return on(Backend.embedded(data), data);
    }

    /** With a registry of its own, which is stopped and started for real. */
    public static TestCluster startWithLastingRegistry(Path data) throws Exception {
        return on(EmbeddedBackend.startWithLastingRegistry(data), data);
    }

    /** Makes topics and schemas on {@code backend}, which is closed with this, and also when it cannot be done. */
    public static TestCluster on(Backend backend, Path data) throws Exception {
        try {
            return new TestCluster(data, backend, true, TopicPrefix.NONE);
        } catch (Exception | Error failed) {
            backend.close();
            throw failed;
        }
    }

    /**
     * Makes topics and schemas with {@code prefix} on {@code backend}, which others may use beside it, and which is left
     * running when this is closed.
     *
     * @param data may be that of others, too
     */
    public static TestCluster on(Backend backend, Path data, TopicPrefix prefix) throws Exception {
        return new TestCluster(data, backend, false, prefix);
    }

    /** Returns where it is. */
    public Cluster cluster() {
        return cluster;
    }

    /** Returns what tells a command where it is. */
    public List<String> options() {
        return List.of(
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--registry=" + cluster.registryUrl(),
                "--topic-prefix=" + cluster.prefix().text());
    }

    /** Returns what tells a process where it is. */
    public Map<String, String> environment() {
        return Map.of(
                "MALBILD_BOOTSTRAP_SERVERS", cluster.bootstrapServers(),
                "MALBILD_REGISTRY", cluster.registryUrl(),
                "MALBILD_TOPIC_PREFIX", cluster.prefix().text());
    }

    public String bootstrapServers() {
        return backend.bootstrapServers();
    }

    public String registryUrl() {
        return backend.registryUrl();
    }

    public short replication() {
        return backend.replication();
    }

    public void stopKafka() {
        backend.stopKafka();
    }

    /** Starts it again where it was, with what it had. */
    public void startKafka() {
        backend.startKafka();
    }

    public void stopRegistry() {
        backend.stopRegistry();
    }

    /** Starts it again where it was, with the schemas it had. */
    public void startRegistry() {
        backend.startRegistry();
    }

    /** Starts the application over the state of {@code name} and returns when it is running. */
    public StreamsApplication startApplication(String name) throws InterruptedException {
        StreamsApplication application = new StreamsApplication(settings(name));
        application.start();
        await("running").until(application::isRunning);
        return application;
    }

    public StreamsSettings settings(String name) {
        return settings(name, cluster.prefix().path(data.resolve(name)));
    }

    /** As above, with the state in {@code directory}. */
    public StreamsSettings settings(String name, Path directory) {
        return new StreamsSettings(
                cluster, name, directory, StreamsSettings.DEFAULT_COMMIT_INTERVAL, backend.replication(), 1, Map.of());
    }

    /** Starts the receipts over {@code state} and returns when they have read what there was. */
    public ReceiptsService startReceipts(String name, Path state, Optional<Tokens> tokens) throws InterruptedException {
        ReceiptsService receipts = new ReceiptsService(
                new ReceiptsSettings(cluster, name, state, backend.replication(), 1, Map.of()),
                HttpSettings.loopback(0),
                tokens);
        receipts.start();
        await("ready").until(receipts::isReady);
        return receipts;
    }

    /** Returns the members that the group {@code id} has now. */
    public List<GroupStatus.Instance> membersOf(String id) throws ExecutionException, InterruptedException {
        try (Admin admin = AdminClients.create(cluster)) {
            return GroupStatus.of(cluster.prefix().group(id), cluster.prefix(), admin)
                    .orElseThrow()
                    .instances();
        }
    }

    /** Registers {@code schema}, and returns its id. */
    public int register(String subject, Schema schema) throws Exception {
        try (SchemaRegistryClient client = SchemaRegistry.client(cluster)) {
            return client.register(subject, new AvroSchema(schema));
        }
    }

    /** Starts to publish; what it returns is completed when the broker has everything. */
    public CompletableFuture<Void> startPublishing(List<Observation> observations) {
        return CompletableFuture.allOf(
                observations.stream().map(publisher::publish).toArray(CompletableFuture[]::new));
    }

    public void publish(List<Observation> observations) {
        startPublishing(observations).join();
    }

    public void publish(Observation... observations) {
        publish(List.of(observations));
    }

    /** Puts a record where it is told, as it is, and returns where it lies. */
    public RecordMetadata send(Topic topic, int partition, byte[] key, byte[] value)
            throws ExecutionException, InterruptedException {
        return producer.send(new ProducerRecord<>(cluster.prefix().topic(topic), partition, key, value))
                .get();
    }

    /**
     * As above, as if the broker had appended it at {@code appendedAt}.
     *
     * @param topic takes the times that it is given
     */
    public RecordMetadata send(Topic topic, int partition, Instant appendedAt, byte[] key, byte[] value)
            throws ExecutionException, InterruptedException {
        return producer.send(new ProducerRecord<>(
                        cluster.prefix().topic(topic), partition, appendedAt.toEpochMilli(), key, value))
                .get();
    }

    /** Lets {@code topics} take the times that records are sent with, as a copy of the topics does. */
    public void takeGivenTimes(Topic... topics) throws ExecutionException, InterruptedException {
        AlterConfigOp given = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"), AlterConfigOp.OpType.SET);
        try (Admin admin = AdminClients.create(cluster)) {
            admin.incrementalAlterConfigs(Stream.of(topics)
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(
                                            ConfigResource.Type.TOPIC,
                                            cluster.prefix().topic(topic)),
                                    topic -> List.of(given))))
                    .all()
                    .get();
        }
    }

    public void apply(String framework) throws Exception {
        FrameworkPublisher publisher = new FrameworkPublisher(cluster, registry);
        publisher.apply(publisher.propose(framework, JUSTIFICATION).orElseThrow());
    }

    /** Waits until the pictures of {@code organisation} are those that follow from the inputs; returns them by year. */
    public SortedMap<Integer, Picture> awaitPicturesOf(String organisation) {
        SortedMap<Integer, Picture> byYear = new TreeMap<>();
        awaitPictures(key -> key.organisation().equals(organisation))
                .forEach((key, picture) -> byYear.put(key.year(), picture));
        return byYear;
    }

    /** As {@link #awaitPicturesOf}, the pictures of all organisations. */
    public void awaitPictures() {
        assertThat(awaitPictures(any -> true)).isNotEmpty();
    }

    private SortedMap<Pictures.Key, Picture> awaitPictures(Predicate<Pictures.Key> wanted) {
        SortedMap<Pictures.Key, Picture> expected = new InputFold(cluster, registry).pictures();
        expected.keySet().removeIf(wanted.negate());
        PublishedPictures published = new PublishedPictures(cluster, registry);
        await("pictures").untilAsserted(() -> {
            SortedMap<Pictures.Key, Picture> actual = published.read();
            actual.keySet().removeIf(wanted.negate());
            assertThat(json(actual)).isEqualTo(json(expected));
        });
        return expected;
    }

    private static String json(SortedMap<Pictures.Key, Picture> pictures) {
        return pictures.values().stream().map(PictureJson::indented).collect(Collectors.joining());
    }

    /** Returns the pictures of {@code organisation} that are published now, by year. */
    public SortedMap<Integer, Picture> picturesOf(String organisation) {
        SortedMap<Integer, Picture> byYear = new TreeMap<>();
        new PublishedPictures(cluster, registry).read().forEach((key, picture) -> {
            if (key.organisation().equals(organisation)) {
                byYear.put(key.year(), picture);
            }
        });
        return byYear;
    }

    /** Returns the committed records of {@code topic} that stand, by key, as a reader of the compacted topic has them. */
    public SortedMap<String, byte[]> standing(Topic topic) {
        SortedMap<String, byte[]> standing = new TreeMap<>();
        TopicScan.of(cluster, topic, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                standing.remove(key);
            } else {
                standing.put(key, record.value());
            }
        });
        return standing;
    }

    /** Waits until the records at {@code places} are rejected, and returns what is said of each. */
    public Map<RecordMetadata, RejectedEvent> awaitRejected(Set<RecordMetadata> places) {
        Map<RecordMetadata, RejectedEvent> rejected = new HashMap<>();
        await("rejection").untilAsserted(() -> {
            Map<String, byte[]> standing = standing(Topic.REJECTED_EVENTS);
            for (RecordMetadata place : places) {
                String key = rejectedKey(place);
                assertThat(standing).containsKey(key);
                rejected.put(place, reader.rejected(standing.get(key)));
            }
        });
        return rejected;
    }

    /** Returns the key that the record at {@code place} has among the rejected. */
    public String rejectedKey(RecordMetadata place) {
        Topic topic = cluster.prefix().named(place.topic()).orElseThrow();
        return Keys.rejected(topic.topicName(), place.partition(), place.offset());
    }

    @Override
    public void close() {
        producer.close();
        publisher.close();
        registry.close();
        if (isItsOwn) {
            backend.close();
        }
    }
}
