package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.InputFold;
import se.malbild.dashboard.follow.Follower;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.gateway.GatewayFrameworks;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.receipts.ReceiptsFrameworks;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsFrameworks;

/** Whatever lies on the frameworks' topic, every reader of it takes in the same records and has the same in force. */
@TestInstance(Lifecycle.PER_CLASS) // the records are the same for all
class FrameworkAcceptanceIT {
    private static final String HERE = "1980";
    private static final String ELSEWHERE = "1880";
    /** Both have records on the first partition here, but only the one's belong there. */
    private static final int PARTITIONS = IntStream.rangeClosed(2, 50)
            .filter(count -> Partitioning.of(HERE, count) == 0 && Partitioning.of(ELSEWHERE, count) != 0)
            .findFirst()
            .orElseThrow();

    private static final Justification JUSTIFICATION =
            new Justification("Sara Lind", "Nya mål", Optional.of("KS 2018/114"));
    /** Longer than the registry has to say no, however slow the machine is. */
    private static final String COMMENT = "#".repeat(99) + "\n";

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private RecordWriter writer;
    private final List<Sent> log = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private final Map<String, Document> expectedInForce = new TreeMap<>();
    private final SortedMap<Long, List<String>> expectedFaults = new TreeMap<>();

    /** @param department that only this document declares */
    private record Document(FrameworkVersion version, String department, String text) {
        String organisation() {
            return version.framework().organisation();
        }

        String framework() {
            return version.framework().id();
        }

        String key() {
            return Keys.framework(organisation(), framework());
        }

        String hash() {
            return version.contentHash();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sent(byte[] key, byte[] value) {}

    @BeforeAll
    void the_records() throws Exception {
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
        }
        writer = new RecordWriter(registry(), Topic.values());

        Document good = document(HERE, "good", 1);
        accepted(good);
        inForce(good);

        Document newerSchema = document(HERE, "newer-schema", 1);
        Schema newer = new Schema.Parser().parse(Topic.GOAL_FRAMEWORKS.schema().toString());
        newer.addProp("version", "2");
        int newerId = client.register(Topic.GOAL_FRAMEWORKS.subject(), new AvroSchema(newer));
        sent(newerSchema.key(), withSchema(newerId, newerSchema));
        inForce(newerSchema);

        Document unknownSchema = document(HERE, "unknown-schema", 1);
        sent(unknownSchema.key(), withSchema(987_654, unknownSchema), "unknown-schema");

        sent("1980/other", value(document(HERE, "wrong-key", 1)), "wrong-key");
        sent(null, value(document(HERE, "no-key", 1)), "wrong-key");
        Document elsewhere = document(ELSEWHERE, "wrong-partition", 1);
        sent(elsewhere.key(), value(elsewhere), "wrong-partition");
        sent("1980/of-another", value(document(ELSEWHERE, "of-another", 1)), "wrong-key", "wrong-partition");

        Document largest = padded(document(HERE, "largest", 1), Topic.MAX_INPUT_BYTES);
        accepted(largest);
        inForce(largest);
        Document tooLarge = padded(document(HERE, "too-large", 1), Topic.MAX_INPUT_BYTES + 1);
        sent(tooLarge.key(), value(tooLarge), "record-too-large");
        Document large = padded(document(HERE, "compresses-well", 2), 1_110_000);
        Document small = document(HERE, "compresses-well", 1);
        accepted(small);
        sent(large.key(), value(large), "record-too-large");
        inForce(small);

        Document faulty = document(HERE, "faulty", 1);
        sent(faulty.key(), writer.framework(faulty.text().replace("version: 1\n", ""), JUSTIFICATION), "required");
        String longId = "a".repeat(70_000);
        sent(
                "1980/" + longId,
                writer.framework(faulty.text().replace("framework: faulty", "framework: " + longId), JUSTIFICATION),
                "wrong-form");
        sent("1980/not-yaml", writer.framework("framework: [", JUSTIFICATION), "not-yaml");
        sent("1980/json", "{\"framework\": \"json\"}".getBytes(StandardCharsets.UTF_8), "not-avro");
        Document truncated = document(HERE, "truncated", 1);
        byte[] whole = value(truncated);
        sent(truncated.key(), Arrays.copyOf(whole, whole.length - 3), "undecodable");
        Document deleted = document(HERE, "deleted", 1);
        accepted(deleted);
        sent(deleted.key(), null, "no-value");
        inForce(deleted);

        Document later = document(HERE, "older-comes-late", 2);
        accepted(later);
        accepted(document(HERE, "older-comes-late", 1));
        inForce(later);
        accepted(document(HERE, "newer-comes-late", 1));
        Document newest = document(HERE, "newer-comes-late", 10);
        accepted(newest);
        inForce(newest);
        for (String order : List.of("same-version", "same-version-turned")) {
            List<Document> same = new ArrayList<>(List.of(document(HERE, order, 1), document(HERE, order, 1)));
            Comparator<Document> byHash = Comparator.comparing(Document::hash);
            same.sort(order.equals("same-version") ? byHash : byHash.reversed());
            same.forEach(this::accepted);
            inForce(same.stream().max(byHash).orElseThrow());
        }
        accepted(document(HERE, "withdrawn", 1));
        Document withdrawn = document(HERE, "withdrawn", 2, "withdrawn: true\n");
        accepted(withdrawn);
        inForce(withdrawn);
    }

    @Test
    void streams(@TempDir Path directory) throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (StreamsFrameworks streams = new StreamsFrameworks(PARTITIONS, registry(nanos::get), directory)) {
            log.forEach(sent -> streams.send(sent.key(), sent.value()));
            everySecond(nanos, streams::pass);

            assertThat(streams.rejected()).isEqualTo(expectedFaults);
            assertThat(hashes(document -> streams.inForce(document.organisation(), document.framework())
                            .filter(document.hash()::equals)
                            .isPresent()))
                    .isEqualTo(expectedHashes());
        }
    }

    @Test
    void receipts(@TempDir Path directory) throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (ReceiptsFrameworks receipts = new ReceiptsFrameworks(PARTITIONS, registry(nanos::get), directory)) {
            log.forEach(sent -> receipts.send(sent.key(), sent.value()));
            everySecond(nanos, receipts::pass);

            assertThat(hashes(document -> receipts.inForce(document.organisation(), document.framework())
                            .filter(document.text()::equals)
                            .isPresent()))
                    .isEqualTo(expectedHashes());
        }
    }

    /** Lets more time pass than the registry has to say no, as a clock does. */
    private static void everySecond(AtomicLong nanos, java.util.function.Consumer<Duration> pass) {
        for (int second = 0; second < 10; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            pass.accept(Duration.ofSeconds(1));
        }
    }

    @Test
    void dashboard() throws Exception {
        try (SchemaRegistry registry = registry();
                Follower dashboard = new Follower(
                        this::consumer, TopicPrefix.NONE, registry, new SimpleMeterRegistry(), change -> {})) {
            dashboard.start();
            await().until(dashboard::isReady);

            assertThat(dashboard.unreadable()).isEqualTo(expectedFaults.size());
            assertThat(hashes(document -> dashboard
                            .now()
                            .organisation(document.organisation())
                            .flatMap(organisation -> organisation.framework(document.framework()))
                            .map(FrameworkAcceptanceIT::greatest)
                            .filter(document.hash()::equals)
                            .isPresent()))
                    .isEqualTo(expectedHashes());
        }
    }

    private static String greatest(FrameworkView framework) {
        return framework.versions().get(framework.versions().lastKey()).contentHash();
    }

    @Test
    void gateway() throws Exception {
        try (SchemaRegistry registry = registry();
                GatewayFrameworks gateway = new GatewayFrameworks(consumer(), registry)) {
            await().until(gateway::isCaughtUp);

            assertThat(hashes(document -> gateway.knowsDepartment(document.organisation(), document.department())))
                    .isEqualTo(expectedHashes());
        }
    }

    @Test
    void commands() throws Exception {
        try (SchemaRegistry registry = registry()) {
            InputFold commands = new InputFold(this::consumer, TopicPrefix.NONE, registry);
            Map<String, FrameworkIntake.Applied> inForce = commands.frameworksInForce();
            commands.requireAllDecoded();

            assertThat(commands.leftOut()).isEqualTo(expectedFaults.size());
            assertThat(hashes(document -> Optional.ofNullable(inForce.get(document.key()))
                            .filter(applied -> applied.document().equals(document.text()))
                            .isPresent()))
                    .isEqualTo(expectedHashes());
        }
    }

    @Test
    void a_document_is_refused_before_it_is_sent_exactly_when_its_record_would_be_rejected() {
        for (Document document : documents) {
            if (document.key().length() + RecordWriter.frameworkBytes(document.text(), JUSTIFICATION)
                    > Topic.MAX_INPUT_BYTES) {
                assertThatThrownBy(() -> FrameworkIntake.check(document.text(), JUSTIFICATION))
                        .isInstanceOfSatisfying(
                                InvalidFrameworkException.class,
                                refused -> assertThat(refused.faults().get(0).code())
                                        .isEqualTo("record-too-large"));
            } else {
                assertThat(check(document).contentHash()).isEqualTo(document.hash());
            }
        }
    }

    private static FrameworkVersion check(Document document) {
        try {
            return FrameworkIntake.check(document.text(), JUSTIFICATION);
        } catch (InvalidFrameworkException refused) {
            throw new AssertionError(document.key(), refused);
        }
    }

    /** Returns the content hashes, by key, of the documents that {@code isInForce} of a reader. */
    private SortedMap<String, List<String>> hashes(Predicate<Document> isInForce) {
        return documents.stream()
                .filter(isInForce)
                .collect(Collectors.groupingBy(
                        Document::key, TreeMap::new, Collectors.mapping(Document::hash, Collectors.toList())));
    }

    private SortedMap<String, List<String>> expectedHashes() {
        SortedMap<String, List<String>> expected = new TreeMap<>();
        expectedInForce.forEach((key, document) -> expected.put(key, List.of(document.hash())));
        return expected;
    }

    private void accepted(Document document) {
        sent(document.key(), value(document));
    }

    private void sent(String key, byte[] value, String... faults) {
        if (faults.length > 0) {
            expectedFaults.put((long) log.size(), List.of(faults));
        }
        log.add(new Sent(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
    }

    private void inForce(Document document) {
        expectedInForce.put(document.key(), document);
    }

    private byte[] value(Document document) {
        return writer.framework(document.text(), JUSTIFICATION);
    }

    private byte[] withSchema(int id, Document document) {
        byte[] value = value(document);
        ByteBuffer.wrap(value).putInt(1, id);
        return value;
    }

    private Document document(String organisation, String framework, int version) {
        return document(organisation, framework, version, "");
    }

    private Document document(String organisation, String framework, int version, String more) {
        String department = "d-" + documents.size();
        String text = SampleEvents.framework("vasteras-exempel-2017-2019")
                .replace("framework: vasteras-exempel-2017-2019\n", "framework: " + framework + "\n" + more)
                .replace("version: 1\n", "version: " + version + "\n")
                .replace("organisation: \"1980\"\n", "organisation: \"" + organisation + "\"\n")
                .replaceFirst("departments:\n", "departments:\n  - {id: " + department + ", name: {sv: A, en: A}}\n");
        Document document = new Document(read(text), department, text);
        documents.add(document);
        return document;
    }

    /** Returns {@code document} with comments that make its record, with its key, {@code bytes} long. */
    private Document padded(Document document, int bytes) {
        int comments = bytes - document.key().length() - RecordWriter.frameworkBytes(document.text(), JUSTIFICATION);
        String text = document.text() + COMMENT.repeat(comments / COMMENT.length() + 1);
        text = text.substring(0, document.text().length() + comments);
        // A longer text takes a byte or two more to say how long it is.
        int more = document.key().length() + RecordWriter.frameworkBytes(text, JUSTIFICATION) - bytes;
        text = text.substring(0, text.length() - more);
        Document padded = new Document(read(text), document.department(), text);
        documents.set(documents.indexOf(document), padded);
        assertThat(padded.key().length() + value(padded).length).isEqualTo(bytes);
        return padded;
    }

    private static FrameworkVersion read(String text) {
        try {
            return FrameworkVersion.read(text);
        } catch (InvalidFrameworkException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns a registry that remembers what every service preloads; what is registered later it has to ask for. */
    private SchemaRegistry registry() {
        return registry(System::nanoTime);
    }

    private SchemaRegistry registry(LongSupplier nanoClock) {
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty(), nanoClock);
        for (Topic topic : Topic.values()) {
            try {
                registry.idOf(topic);
            } catch (RegistryException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return registry;
    }

    /**
     * Returns a consumer of the log, and of a picture by every document, so that the dashboard shows each that it takes in.
     */
    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new UnhurriedConsumer();
        Map<Topic, List<ConsumerRecord<byte[], byte[]>>> records =
                Map.of(Topic.GOAL_FRAMEWORKS, frameworks(), Topic.PICTURES, pictures());
        for (Topic topic : Topic.values()) {
            List<PartitionInfo> infos = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                TopicPartition of = new TopicPartition(topic.topicName(), partition);
                infos.add(new PartitionInfo(topic.topicName(), partition, null, null, null));
                consumer.updateBeginningOffsets(Map.of(of, 0L));
                long end =
                        partition == 0 ? records.getOrDefault(topic, List.of()).size() : 0;
                consumer.updateEndOffsets(Map.of(of, end));
            }
            consumer.updatePartitions(topic.topicName(), infos);
        }
        consumer.schedulePollTask(() -> records.values().stream()
                .flatMap(List::stream)
                .filter(record -> consumer.assignment().contains(new TopicPartition(record.topic(), 0)))
                .forEach(consumer::addRecord));
        return consumer;
    }

    private List<ConsumerRecord<byte[], byte[]>> frameworks() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Sent sent : log) {
            records.add(new ConsumerRecord<>(
                    Topic.GOAL_FRAMEWORKS.topicName(), 0, records.size(), sent.key(), sent.value()));
        }
        return records;
    }

    private List<ConsumerRecord<byte[], byte[]>> pictures() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Integer> years = new TreeMap<>();
        for (Document document : documents) {
            int year = years.merge(document.key(), 2017, (before, first) -> before + 1);
            byte[] picture =
                    writer.picture(new Assessment(document.version().framework()).picture(year, new ObservationSet()));
            byte[] key = Keys.picture(document.organisation(), document.framework(), year)
                    .getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(Topic.PICTURES.topicName(), 0, records.size(), key, picture));
        }
        return records;
    }

    /** Kafka's consumer for tests answers at once when there is nothing, and so would be asked all the time. */
    private static final class UnhurriedConsumer extends MockConsumer<byte[], byte[]> {
        private static final Duration BREATH = Duration.ofMillis(5);

        UnhurriedConsumer() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty()) {
                LockSupport.parkNanos(BREATH.toNanos());
            }
            return records;
        }
    }
}
