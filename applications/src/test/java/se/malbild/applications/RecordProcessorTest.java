package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.SchemaRegistry;

/** What becomes of records that come again, and of those whose schema is not known yet. */
class RecordProcessorTest {
    private static final String TOPIC = "topic";
    private static final Bytes POSITION = Bytes.wrap(new byte[] {'p'});

    @TempDir
    private Path state;

    @Test
    void without_a_position_a_record_that_comes_again_is_taken_in_again() {
        Words words = started(Optional.empty());

        words.come(4, "a");
        words.come(5, "b");
        words.come(4, "a");

        assertThat(words.taken).containsExactly("4 a", "5 b", "4 a");
        assertThat(words.received).isEqualTo(3);
    }

    @Test
    void with_a_position_a_record_that_comes_again_is_skipped() {
        Words words = started(Optional.of(POSITION));

        words.come(4, "a");
        words.come(6, "b");
        words.come(4, "a");
        words.come(6, "b");
        words.come(7, "c");

        assertThat(words.taken).containsExactly("4 a", "6 b", "7 c");
        assertThat(words.received).isEqualTo(3);
        assertThat(ReadPosition.decoded(words.store().get(POSITION))).isEqualTo(new ReadPosition(3, 4, 8));
    }

    @Test
    void a_record_that_waits_and_comes_again_waits_once_until_its_schema_is_known() {
        Words words = started(Optional.empty());

        words.come(4, "?");
        words.come(5, "b");
        words.come(4, "?");
        words.retry();
        assertThat(words.waiting).isEqualTo(1);
        assertThat(words.taken).containsExactly("5 b");

        words.isSchemaKnown = true;
        words.retry();
        assertThat(words.waiting).isZero();
        assertThat(words.taken).containsExactly("5 b", "4 ?");
        assertThat(words.driver.scheduledPunctuators()).allMatch(MockProcessorContext.CapturedPunctuator::cancelled);
    }

    @Test
    void what_waits_when_the_task_stops_is_taken_up_when_it_starts_again() {
        Words words = started(Optional.of(POSITION));
        words.come(4, "?");

        words.close();
        assertThat(words.waiting).isZero();
        words.init(words.driver);
        assertThat(words.waiting).isEqualTo(1);
        words.isSchemaKnown = true;
        words.retry();

        assertThat(words.taken).containsExactly("4 ?");
    }

    @Test
    void records_in_a_bundle_are_taken_in_one_by_one_and_those_that_come_again_are_skipped() {
        Words words = started(Optional.of(POSITION));

        words.comeTogether(Map.of(4L, "a", 6L, "?", 7L, "c"));
        words.comeTogether(Map.of(6L, "?", 7L, "c", 8L, "d"));

        assertThat(words.taken).containsExactly("4 a", "7 c", "8 d");
        assertThat(words.received).isEqualTo(4);
        assertThat(words.waiting).isEqualTo(1);
        assertThat(words.together).isEqualTo(2);
        assertThat(ReadPosition.decoded(words.store().get(POSITION))).isEqualTo(new ReadPosition(4, 4, 9));
    }

    private Words started(Optional<Bytes> position) {
        MockProcessorContext<String, String> driver =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state.toFile());
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("kept"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        driver.setCurrentSystemTimeMs(0);
        store.init(driver.getStateStoreContext(), store);
        Words words = new Words(position, driver);
        words.init(driver);
        return words;
    }

    /** Takes in words; what a question mark is depends on a schema. */
    private static final class Words extends RecordProcessor<String, String, String> {
        private final MockProcessorContext<String, String> driver;
        private final List<String> taken = new ArrayList<>();
        private boolean isSchemaKnown;
        private int received;
        private int waiting;
        private int together;

        Words(Optional<Bytes> position, MockProcessorContext<String, String> driver) {
            super(
                    new SchemaLookups(
                            new SchemaRegistry(new MockSchemaRegistryClient(), TopicPrefix.NONE, Optional.empty()),
                            Runnable::run),
                    new InputStore("kept", Bytes.wrap(new byte[] {'w'}), position));
            this.driver = driver;
        }

        void come(long offset, String word) {
            driver.setRecordMetadata(TOPIC, 0, offset);
            process(new Record<>(null, word.getBytes(StandardCharsets.UTF_8), 0));
        }

        void comeTogether(Map<Long, String> records) {
            List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
            new TreeMap<>(records)
                    .forEach((offset, word) -> read.add(
                            new ConsumerRecord<>(TOPIC, 0, offset, null, word.getBytes(StandardCharsets.UTF_8))));
            ConsumerRecord<byte[], byte[]> bundle = Bundle.bundle(read);
            driver.setRecordMetadata(TOPIC, 0, bundle.offset());
            process(new Record<>(null, null, 0, bundle.headers()));
        }

        /** Lets the time pass until what waits is tried again. */
        void retry() {
            driver.setCurrentSystemTimeMs(
                    driver.currentSystemTimeMs() + Duration.ofSeconds(1).toMillis());
            driver.scheduledPunctuators().stream()
                    .filter(scheduled -> !scheduled.cancelled())
                    .forEach(scheduled -> scheduled.getPunctuator().punctuate(driver.currentSystemTimeMs()));
        }

        @Override
        protected void received() {
            received++;
        }

        @Override
        protected void taken() {
            together++;
        }

        @Override
        protected void waiting(int more) {
            waiting += more;
        }

        @Override
        protected Intake<String> judge(InputRecord record) {
            String word = new String(record.value(), StandardCharsets.UTF_8);
            return word.equals("?") && !isSchemaKnown ? new Intake.UnknownSchema<>(7) : new Intake.Accepted<>(word);
        }

        @Override
        protected void accept(InputRecord record, String word, Headers headers) {
            taken.add(record.offset() + " " + word);
        }

        @Override
        protected void reject(InputRecord record, Intake.Rejected<String> rejected, Headers headers) {
            taken.add(record.offset() + " rejected");
        }
    }
}
