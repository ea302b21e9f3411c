package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.applications.DrivenTopology;

/** What Kafka's own {@code StreamTask} does with the store when it prepares a commit. */
class WriteBehindStoreTest {
    private static final String STORE = "cells";

    @TempDir
    private Path directory;

    @Test
    void a_commit_writes_each_key_that_has_changed_once() throws IOException {
        try (TopologyTestDriver driver = driver()) {
            put(driver, "0380a", "1 2 3");
            put(driver, "0380b", "4");
            put(driver, "0380a", "5 6");

            assertThat(changelog(driver)).containsExactly("0380a=3", "0380b=4", "0380a=6");
        }
    }

    @Test
    void a_commit_writes_that_a_key_is_deleted() throws IOException {
        try (TopologyTestDriver driver = driver()) {
            put(driver, "0380a", "1 2");
            put(driver, "0380a", "3 -");

            assertThat(changelog(driver)).containsExactly("0380a=2", "0380a=null");
        }
    }

    @Test
    void a_commit_without_changes_writes_nothing() throws IOException {
        try (TopologyTestDriver driver = driver()) {
            put(driver, "0380a", "1");
            put(driver, "0380a", "");

            assertThat(changelog(driver)).containsExactly("0380a=1");
        }
    }

    /** A driver that puts every word of a record's value, "-" to delete, under the record's key, and then commits. */
    private TopologyTestDriver driver() {
        Topology topology = new Topology()
                .addSource("source", new StringDeserializer(), new StringDeserializer(), "in")
                .addProcessor("put", PutWords::new, "source")
                .addStateStore(new WriteBehindStore.Builder(OrganisationMapStore.supplier(STORE), Map.of()), "put");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        return new TopologyTestDriver(topology, config);
    }

    private static final class PutWords implements Processor<String, String, Void, Void> {
        private KeyValueStore<Bytes, byte[]> store;

        @Override
        public void init(ProcessorContext<Void, Void> task) {
            store = task.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, String> record) {
            Bytes key = Bytes.wrap(DrivenTopology.bytes(record.key()));
            for (String word :
                    record.value().isEmpty() ? new String[0] : record.value().split(" ")) {
                store.put(key, word.equals("-") ? null : DrivenTopology.bytes(word));
            }
        }
    }

    private static void put(TopologyTestDriver driver, String key, String words) {
        driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                .pipeInput(key, words);
    }

    private static List<String> changelog(TopologyTestDriver driver) {
        TestOutputTopic<String, String> changelog = driver.createOutputTopic(
                "test-" + STORE + "-changelog", new StringDeserializer(), new StringDeserializer());
        return changelog.readRecordsToList().stream()
                .map(WriteBehindStoreTest::text)
                .toList();
    }

    private static String text(TestRecord<String, String> record) {
        return record.key() + "=" + record.value();
    }
}
