package se.malbild.receipts;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** The topology under Kafka's test driver, with one partition, and the questions that can be asked of it. */
final class TopologyFixture implements AutoCloseable {
    private static final Duration LONG_ENOUGH_TO_PUBLISH = Duration.ofSeconds(1);

    final RecordWriter writer;
    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private final SchemaRegistry registry;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<byte[], byte[]> frameworks;
    private final FrameworksInForce inForce = new FrameworksInForce();

    /** @param stateDirectory of this fixture alone */
    TopologyFixture(Path stateDirectory) throws IOException, RestClientException, RegistryException {
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
        }
        registry = new SchemaRegistry(client, Optional.empty());
        for (Topic topic : Topic.values()) {
            registry.preload(topic);
        }
        writer = new RecordWriter(registry, Topic.values());
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(
                new ReceiptsTopology(1, registry, writer::forAnotherThread, Runnable::run).build(),
                config,
                Instant.parse("2020-01-01T00:00:00Z"));
        events = input(Topic.INDICATOR_EVENTS);
        frameworks = input(Topic.GOAL_FRAMEWORKS);
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(Observation observation) {
        send(bytes(Keys.event(observation.cell().organisation())), writer.event(observation));
    }

    /** Puts a record on the events' topic as it is. */
    void send(byte[] key, byte[] value) {
        events.pipeInput(key, value);
    }

    void apply(String document) {
        try {
            var framework = FrameworkVersion.read(document).framework();
            frameworks.pipeInput(
                    bytes(Keys.framework(framework.organisation(), framework.id())), writer.framework(document));
        } catch (InvalidFrameworkException invalid) {
            throw new IllegalArgumentException(document, invalid);
        }
    }

    /** Registers a further version of the topic's schema and returns its id. */
    int register(Topic topic, Schema schema) throws IOException, RestClientException {
        return client.register(topic.subject(), new AvroSchema(schema));
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    PartitionReader reader() {
        return new PartitionReader(0, store(), inForce);
    }

    /** Returns every receipt of the department, page by page, {@code limit} at a time. */
    List<Receipt> listed(String organisation, String department, int limit) {
        List<Receipt> all = new ArrayList<>();
        Optional<PartitionReader.Place> after = Optional.empty();
        do {
            PartitionReader.Page page = reader().listed(
                            organisation, department, OptionalInt.empty(), Optional.empty(), after, limit, 1_000);
            all.addAll(page.receipts());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    PartitionBooks books() {
        return PartitionBooks.closed(0, store(), inForce);
    }

    private KeyValueStore<Bytes, byte[]> store() {
        return driver.getKeyValueStore(ReceiptsTopology.STORE);
    }

    /** Lets what changed be published, and returns the receipts that were, as a reader of the compacted topic has them. */
    SortedMap<String, CellReceipts> published() {
        driver.advanceWallClockTime(LONG_ENOUGH_TO_PUBLISH);
        OutputReader reader = new OutputReader(registry);
        SortedMap<String, CellReceipts> published = new TreeMap<>();
        for (TestRecord<byte[], byte[]> record : driver.createOutputTopic(
                        Topic.CELL_RECEIPTS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()) {
            published.put(new String(record.key(), StandardCharsets.UTF_8), reader.receipts(record.value()));
        }
        return published;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
