package se.malbild.streams;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** The topology under Kafka's test driver, with one partition, the registry's own in-memory client, and its outputs read. */
final class TopologyFixture implements AutoCloseable {
    private static final Duration FLUSH_EVERY = Duration.ofMillis(20);
    private static final Duration LONG_ENOUGH_TO_FLUSH = Duration.ofSeconds(5);

    final SchemaRegistry registry;
    final RecordWriter writer;
    final OutputReader reader;
    final MeterRegistry meters = new SimpleMeterRegistry();
    final TopologyMetrics counts = new TopologyMetrics(meters);
    final LatencyMetrics latency = new LatencyMetrics(meters, this::nowMillis);
    private Instant now = Instant.parse("2020-01-01T00:00:00Z");
    private final Topic[] written;
    private final MockSchemaRegistryClient client;
    private final TopologyTestDriver driver;
    private final Path stateDirectory;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<byte[], byte[]> frameworks;

    TopologyFixture() throws IOException, RestClientException, RegistryException {
        this(Topic.values());
    }

    /** @param written what the topology's own writers can encode; they throw at anything else */
    TopologyFixture(Topic... written) throws IOException, RestClientException, RegistryException {
        this.written = written;
        client = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
        }
        registry = new SchemaRegistry(client, Optional.empty());
        for (Topic topic : Topic.values()) {
            registry.preload(topic);
        }
        writer = new RecordWriter(registry, Topic.values());
        reader = new OutputReader(registry);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        // Its own, since builds may run side by side.
        stateDirectory = Files.createTempDirectory("malbild-streams");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(
                new MalbildTopology(1, FLUSH_EVERY, registry, this::newWriter, Runnable::run, counts, latency).build(),
                config,
                now);
        events = input(Topic.INDICATOR_EVENTS);
        frameworks = input(Topic.GOAL_FRAMEWORKS);
    }

    private long nowMillis() {
        return now.toEpochMilli();
    }

    private RecordWriter newWriter() {
        try {
            return new RecordWriter(registry, written);
        } catch (RegistryException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void send(Observation observation) {
        send(bytes(Keys.event(observation.cell().organisation())), writer.event(observation));
    }

    /** @param traceparent the header of that name */
    void send(Observation observation, String traceparent) {
        send(bytes(Keys.event(observation.cell().organisation())), writer.event(observation), traceparent);
    }

    /** Puts a record with a trace context on the events' topic as it is. */
    void send(byte[] key, byte[] value, String traceparent) {
        Headers headers = new RecordHeaders();
        headers.add("traceparent", bytes(traceparent));
        events.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    /** Puts a record on the events' topic as it is. */
    void send(byte[] key, byte[] value) {
        events.pipeInput(key, value, now);
    }

    void apply(FrameworkVersion applied, String document) {
        String organisation = applied.framework().organisation();
        frameworks.pipeInput(
                bytes(Keys.framework(organisation, applied.framework().id())), writer.framework(document), now);
    }

    /** Puts a framework in the store as an earlier start has left it. */
    void keep(FrameworkStore.Entry framework) {
        new FrameworkStore(driver.getKeyValueStore(FrameworkStore.NAME)).put(framework);
    }

    /** Puts a record on the frameworks' topic as it is. */
    void sendFramework(byte[] key, byte[] value) {
        frameworks.pipeInput(key, value, now);
    }

    /** Registers a further version of the topic's schema and returns its id. */
    int register(Topic topic, Schema schema) throws IOException, RestClientException {
        return client.register(topic.subject(), new AvroSchema(schema));
    }

    /** Stands for the thread's commit, which the test driver makes without a producer of ours. */
    void commit() {
        latency.committed();
    }

    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Lets time pass until everything that changed has been judged and published. */
    void flush() {
        pass(LONG_ENOUGH_TO_FLUSH);
    }

    /** Reads what was published since the last time, keys in the order of the records. */
    List<TestRecord<byte[], byte[]>> read(Topic topic) {
        return output(topic).readRecordsToList();
    }

    /** Reads the pictures published since the last time into {@code pictures}, as a reader of the compacted topic would. */
    void readPictures(SortedMap<String, String> pictures) {
        for (TestRecord<byte[], byte[]> record : read(Topic.PICTURES)) {
            String key = text(record.key());
            if (record.value() == null) {
                pictures.remove(key);
            } else {
                pictures.put(key, PictureJson.compact(reader.picture(record.value())));
            }
        }
    }

    List<RejectedEvent> readRejected() {
        return read(Topic.REJECTED_EVENTS).stream()
                .map(record -> reader.rejected(record.value()))
                .toList();
    }

    /** Returns what the pictures' topic is to hold according to the function itself. */
    static SortedMap<String, String> expected(List<FrameworkVersion> frameworks, List<Observation> observations) {
        SortedMap<String, String> expected = new TreeMap<>();
        Pictures.of(frameworks, observations)
                .forEach((key, picture) -> expected.put(
                        Keys.picture(key.organisation(), key.framework(), key.year()), PictureJson.compact(picture)));
        return expected;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(Topic topic) {
        return driver.createOutputTopic(topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        driver.close();
        try {
            Utils.delete(stateDirectory.toFile());
        } catch (IOException stillThere) {
            throw new UncheckedIOException(stillThere);
        }
    }
}
