package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Backend;

/** What Kafka Streams commits that it has read when the records of one of its topics come in bundles. */
class BundledOffsetsIT {
    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final TopicPartition FRAMEWORKS = new TopicPartition("frameworks", 0);
    private static final int TRANSACTIONS = 20;
    private static final int RECORDS_OF_A_TRANSACTION = 15;
    private static final int MOST_POLLED = 7;

    /** Every third transaction is aborted, and after each there is a marker, so that offsets have gaps. */
    private static final int ABORTED = 3;

    /** Of so many records one goes to the other topic, which the task reads in the order of the times. */
    private static final int RECORDS_OF_A_FRAMEWORK = 5;

    @TempDir
    private Path data;

    private final Map<TopicPartition, NavigableSet<Long>> polled = new HashMap<>();
    private final Map<TopicPartition, NavigableSet<Long>> processed = new HashMap<>();
    private final List<Commit> commits = new ArrayList<>();
    private final AtomicInteger left = new AtomicInteger();

    /**
     * An offset that was committed, and what had been done then.
     *
     * @param polled how many records had been read
     * @param processed the offsets of those that had been processed
     */
    private record Commit(TopicPartition of, long offset, int polled, NavigableSet<Long> processed) {
        boolean isWhileSomeWait() {
            return polled > processed.size();
        }
    }

    @Test
    void a_commit_lies_behind_what_has_been_processed_and_before_everything_else() throws Exception {
        Map<TopicPartition, NavigableSet<Long>> committed;
        try (Backend backend = Backend.embedded(data)) {
            committed = fill(backend.bootstrapServers());
            left.set(committed.values().stream().mapToInt(Set::size).sum());
            try (KafkaStreams streams = new KafkaStreams(topology(), config(backend), new Clients())) {
                streams.start();
                await("all records").until(() -> left.get() == 0);
            }
        }

        assertThat(processed).isEqualTo(committed);
        assertThat(commits)
                .allSatisfy(commit -> assertThat(committed.get(commit.of()).headSet(commit.offset()))
                        .isEqualTo(commit.processed()));
        // Both ways in which Streams finds the offset: that of a record in its queue, and where the consumer reads on.
        assertThat(commits)
                .filteredOn(commit -> commit.of().equals(EVENTS))
                .anyMatch(Commit::isWhileSomeWait)
                .anyMatch(commit -> !commit.isWhileSomeWait());
    }

    /** Returns the offsets of the records that are not aborted. */
    private static Map<TopicPartition, NavigableSet<Long>> fill(String bootstrapServers) throws Exception {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "test");
        Map<TopicPartition, NavigableSet<Long>> committed =
                Map.of(EVENTS, new TreeSet<>(), FRAMEWORKS, new TreeSet<>());
        try (Admin admin = Admin.create(config);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(
                            new NewTopic(EVENTS.topic(), 1, (short) 1), new NewTopic(FRAMEWORKS.topic(), 1, (short) 1)))
                    .all()
                    .get();
            producer.initTransactions();
            for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
                boolean isAborted = transaction % ABORTED == 0;
                producer.beginTransaction();
                for (int i = 0; i < RECORDS_OF_A_TRANSACTION; i++) {
                    TopicPartition to = i % RECORDS_OF_A_FRAMEWORK == 0 ? FRAMEWORKS : EVENTS;
                    long time = 1L + i + (long) transaction * RECORDS_OF_A_TRANSACTION;
                    long offset = producer.send(
                                    new ProducerRecord<>(to.topic(), to.partition(), time, null, new byte[] {1}))
                            .get()
                            .offset();
                    if (!isAborted) {
                        committed.get(to).add(offset);
                    }
                }
                if (isAborted) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        return committed;
    }

    private Topology topology() {
        return new Topology()
                .addSource(
                        "source",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        EVENTS.topic(),
                        FRAMEWORKS.topic())
                .addProcessor("note", Noting::new, "source");
    }

    private Properties config(Backend backend) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, backend.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, data.resolve("state").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MOST_POLLED);
        return config;
    }

    /** Notes what has been processed, and asks for a commit every time. */
    private final class Noting implements Processor<byte[], byte[], Void, Void> {
        private ProcessorContext<Void, Void> task;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            task = context;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata place = task.recordMetadata().orElseThrow();
            List<Long> offsets = Bundle.in(record.headers())
                    .map(bundle -> bundle.records().stream()
                            .map(ConsumerRecord::offset)
                            .toList())
                    .orElseGet(() -> List.of(place.offset()));
            processed
                    .computeIfAbsent(new TopicPartition(place.topic(), place.partition()), none -> new TreeSet<>())
                    .addAll(offsets);
            task.commit();
            left.addAndGet(-offsets.size());
        }
    }

    /** As those of the streams application, noting what is polled and committed. */
    private final class Clients implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return Admin.create(config);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void sendOffsetsToTransaction(
                        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                    offsets.forEach((of, next) -> commits.add(new Commit(
                            of,
                            next.offset(),
                            polled.getOrDefault(of, new TreeSet<>()).size(),
                            new TreeSet<>(processed.getOrDefault(of, new TreeSet<>())))));
                    super.sendOffsetsToTransaction(offsets, group);
                }
            };
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
                @Override
                public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
                    records.forEach(record -> polled.computeIfAbsent(
                                    new TopicPartition(record.topic(), record.partition()), none -> new TreeSet<>())
                            .add(record.offset()));
                    return Bundle.bundled(records, EVENTS.topic());
                }
            };
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            return getRestoreConsumer(config);
        }
    }
}
