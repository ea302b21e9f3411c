package se.malbild.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import se.malbild.applications.TopologyContext;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** What the streams application makes of records on the frameworks' topic, under Kafka's test driver. */
public final class StreamsFrameworks implements AutoCloseable {
    private final SchemaRegistry registry;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> frameworks;

    /**
     * @param partitions of every topic; all records come on the first
     * @param stateDirectory of this one alone
     */
    public StreamsFrameworks(int partitions, SchemaRegistry registry, Path stateDirectory) throws RegistryException {
        this.registry = registry;
        RecordWriter writer = new RecordWriter(registry, Topic.values());
        MeterRegistry meters = new SimpleMeterRegistry();
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(
                new MalbildTopology(
                                new TopologyContext(
                                        TopicPrefix.NONE,
                                        partitions,
                                        registry,
                                        writer::forAnotherThread,
                                        new SchemaLookups(registry, Runnable::run)),
                                new CommitPace(Duration.ofMillis(100), System::nanoTime),
                                new TopologyMetrics(meters),
                                new LatencyMetrics(meters, System::currentTimeMillis))
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

    /** Returns the content hash of the version in force; empty when there is none. */
    public Optional<String> inForce(String organisation, String framework) {
        FrameworkStore store = new FrameworkStore(driver.getKeyValueStore(FrameworkStore.NAME));
        return Optional.ofNullable(store.get(organisation, framework))
                .map(FrameworkStore.Entry::rank)
                .map(FrameworkVersion.Rank::contentHash);
    }

    /** Reads what was rejected since the last time: the codes of the faults by the offset of the record. */
    public SortedMap<Long, List<String>> rejected() {
        OutputReader reader = new OutputReader(registry);
        SortedMap<Long, List<String>> rejected = new TreeMap<>();
        for (TestRecord<byte[], byte[]> record : driver.createOutputTopic(
                        Topic.REJECTED_EVENTS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()) {
            RejectedEvent event = reader.rejected(record.value());
            rejected.put(
                    event.offset(), event.faults().stream().map(Fault::code).toList());
        }
        return rejected;
    }

    @Override
    public void close() {
        driver.close();
    }
}
