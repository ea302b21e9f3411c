package se.malbild.applications;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import se.malbild.goals.RandomCases;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** A topology under Kafka's test driver, with one partition and the registry's own in-memory client. */
public class DrivenTopology implements AutoCloseable {
    /** Of every framework that is applied. */
    public static final Justification JUSTIFICATION = new Justification("Sara Lind", "Nya mål", Optional.empty());

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private final SchemaRegistry registry;
    private final RecordWriter writer;
    private final OutputReader reader;
    private final Topic[] written;
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");
    private Path stateDirectory;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private TestInputTopic<byte[], byte[]> frameworks;

    /**
     * Registers every schema.
     *
     * @param written what the topology's own writers can encode; they throw at anything else
     */
    protected DrivenTopology(Topic... written) throws IOException, RestClientException, RegistryException {
        this.written = written;
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
        }
        registry = new SchemaRegistry(
                client, TopicPrefix.NONE, Optional.empty(), () -> TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()));
        for (Topic topic : Topic.values()) {
            registry.preload(topic);
        }
        writer = new RecordWriter(registry, Topic.values());
        reader = new OutputReader(registry);
    }

    /** Returns what the topology is to be built with; to be driven after that. */
    protected final TopologyContext context() {
        return new TopologyContext(
                TopicPrefix.NONE, 1, registry, this::newWriter, new SchemaLookups(registry, Runnable::run));
    }

    private RecordWriter newWriter() {
        try {
            return new RecordWriter(registry, written);
        } catch (RegistryException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Starts to drive {@code topology}. */
    protected final void drive(Topology topology) throws IOException {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        // Its own, since builds may run side by side.
        stateDirectory = Files.createTempDirectory("malbild-topology");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(topology, config, now);
        events = input(Topic.INDICATOR_EVENTS);
        frameworks = input(Topic.GOAL_FRAMEWORKS);
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns one step for each observation and each framework of {@code given}. */
    public static List<Consumer<DrivenTopology>> steps(RandomCases.Case given) {
        List<Consumer<DrivenTopology>> steps = new ArrayList<>();
        given.observations().forEach(observation -> steps.add(topology -> topology.send(observation)));
        given.frameworks().forEach(document -> steps.add(topology -> topology.apply(document)));
        return steps;
    }

    public final RecordWriter writer() {
        return writer;
    }

    public final OutputReader reader() {
        return reader;
    }

    protected final KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    protected final long nowMillis() {
        return now.toEpochMilli();
    }

    public final void send(Observation observation) {
        send(observation, new RecordHeaders());
    }

    protected final void send(Observation observation, Headers headers) {
        send(bytes(Keys.event(observation.cell().organisation())), writer.event(observation), headers);
    }

    /** Puts a record on the events' topic as it is. */
    public final void send(byte[] key, byte[] value) {
        send(key, value, new RecordHeaders());
    }

    protected final void send(byte[] key, byte[] value, Headers headers) {
        events.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    public final void apply(String document) {
        try {
            GoalFramework framework = FrameworkVersion.read(document).framework();
            sendFramework(
                    bytes(Keys.framework(framework.organisation(), framework.id())),
                    writer.framework(document, JUSTIFICATION));
        } catch (InvalidFrameworkException invalid) {
            throw new IllegalArgumentException(document, invalid);
        }
    }

    /** Puts a record on the frameworks' topic as it is. */
    public final void sendFramework(byte[] key, byte[] value) {
        frameworks.pipeInput(key, value, now);
    }

    /** Registers a further version of the topic's schema and returns its id. */
    public final int register(Topic topic, Schema schema) throws IOException, RestClientException {
        return client.register(topic.subject(), new AvroSchema(schema));
    }

    public final void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Reads what was published since the last time, keys in the order of the records. */
    public final List<TestRecord<byte[], byte[]>> read(Topic topic) {
        return driver.createOutputTopic(topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public final void close() {
        driver.close();
        try {
            Utils.delete(stateDirectory.toFile());
        } catch (IOException stillThere) {
            throw new UncheckedIOException(stillThere);
        }
    }
}
