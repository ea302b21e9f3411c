package se.malbild.receipts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.applications.TopologyContext;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** What the receipts application makes of records on the frameworks' topic, under Kafka's test driver. */
public final class ReceiptsFrameworks implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> frameworks;

    /**
     * @param partitions of every topic; all records come on the first
     * @param stateDirectory of this one alone
     */
    public ReceiptsFrameworks(int partitions, SchemaRegistry registry, Path stateDirectory) throws RegistryException {
        RecordWriter writer = new RecordWriter(registry, Topic.values());
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(
                new ReceiptsTopology(new TopologyContext(
                                TopicPrefix.NONE,
                                partitions,
                                registry,
                                writer::forAnotherThread,
                                new SchemaLookups(registry, Runnable::run)))
                        .build(),
                config);
        frameworks = driver.createInputTopic(
                Topic.GOAL_FRAMEWORKS.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Puts a record on the topic as it is. */
    public void send(byte[] key, byte[] value) {
        frameworks.pipeInput(key, value);
    }

    public void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Returns the document of the version in force; empty when there is none. */
    public Optional<String> inForce(String organisation, String framework) {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(ReceiptsTopology.STORE);
        return Optional.ofNullable(store.get(StoreKeys.framework(Keys.framework(organisation, framework))))
                .map(document -> new String(document, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        driver.close();
    }
}
