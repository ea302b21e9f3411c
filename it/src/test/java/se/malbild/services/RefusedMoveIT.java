package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.topics.InputLoader;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.Backend;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.GivenTimes;
import se.malbild.schemas.admin.TopicAdmin;

/** What is not moved, and that nothing is loaded then. */
class RefusedMoveIT {
    private static final int PARTITIONS = 2;
    private static final Instant BEGINNING = Instant.parse("2018-01-10T08:00:00Z");

    @TempDir
    private static Path data;

    private static Backend backend;

    @BeforeAll
    static void start() {
        backend = Backend.embedded(data);
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    private static TestCluster withPartitions(int partitions, TopicPrefix prefix) throws Exception {
        return Moves.withPartitions(backend, data, partitions, prefix);
    }

    @Test
    void files_that_are_not_whole_are_refused_and_nothing_is_loaded() throws Exception {
        Path whole = exportOfOne("1381");
        try (TestCluster empty = withPartitions(PARTITIONS, new TopicPrefix("damaged."))) {
            for (String file : List.of("indicator-events.records", "goal-frameworks.records", "move.json")) {
                Path damaged = copy(whole, "damaged-" + file);
                try (RandomAccessFile bytes =
                        new RandomAccessFile(damaged.resolve(file).toFile(), "rw")) {
                    bytes.seek(bytes.length() / 2);
                    int was = bytes.read();
                    bytes.seek(bytes.length() / 2);
                    bytes.write(was ^ 1);
                }
                assertThat(refused(empty, damaged)).isEqualTo(whatIsNotWhole(damaged.resolve(file)));
                Path cut = copy(whole, "cut-" + file);
                try (RandomAccessFile bytes =
                        new RandomAccessFile(cut.resolve(file).toFile(), "rw")) {
                    bytes.setLength(bytes.length() - 1);
                }
                assertThat(refused(empty, cut)).isEqualTo(whatIsNotWhole(cut.resolve(file)));
                Path gone = copy(whole, "gone-" + file);
                Files.delete(gone.resolve(file));
                assertThat(refused(empty, gone)).isEqualTo(whatIsNotWhole(gone.resolve(file)));
            }
            Path unfinished = copy(whole, "unfinished");
            Files.delete(unfinished.resolve("SHA256SUMS"));
            assertThat(refused(empty, unfinished)).startsWith(unfinished + " has no file SHA256SUMS");
            assertThat(records(empty)).isZero();
            assertThat(TopicAdmin.plan(empty.cluster(), PARTITIONS, empty.replication()))
                    .isEmpty();

            assertThat(Moves.command(empty, "move", "import", "--directory=" + whole)
                            .exitCode())
                    .isZero();
            assertThat(refused(empty, whole))
                    .startsWith("damaged.indicator-events has records already, so nothing has been loaded.");
            assertThat(records(empty)).isEqualTo(2);
            assertThat(Moves.command(empty, "move", "export", "--lang=en", "--directory=" + whole)
                            .lines())
                    .last()
                    .isEqualTo(
                            whole.resolve("indicator-events.records") + " already exists. Choose another directory.");
        }
    }

    @Test
    void a_load_that_does_not_come_to_its_end_leaves_empty_topics_with_their_own_settings() throws Exception {
        TopicPrefix prefix = new TopicPrefix("stopped.");
        List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, 1_000)
                .mapToObj(i -> new ProducerRecord<>(
                        prefix.topic(Topic.INDICATOR_EVENTS),
                        i % PARTITIONS,
                        BEGINNING.toEpochMilli() + i,
                        "1480".getBytes(StandardCharsets.UTF_8),
                        new byte[] {(byte) i}))
                .toList();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (TestCluster cluster = withPartitions(PARTITIONS, prefix)) {
            try (InputLoader loader = new InputLoader(cluster.cluster())) {
                assertThatThrownBy(() -> loader.load(
                                sink -> {
                                    records.subList(0, 500).forEach(sink::take);
                                    throw new IOException("the disk is gone");
                                },
                                sent -> {}))
                        .isInstanceOf(IOException.class);
                requireUntouched(cluster);
                assertThatThrownBy(() -> loader.load(
                                sink -> {
                                    records.subList(0, 500).forEach(sink::take);
                                    Thread.currentThread().interrupt();
                                    records.subList(500, 1_000).forEach(sink::take);
                                },
                                sent -> {}))
                        .isInstanceOf(InterruptedException.class);
                requireUntouched(cluster);
                assertThatThrownBy(() -> loader.load(
                                sink -> sink.take(new ProducerRecord<>(
                                        prefix.topic(Topic.INDICATOR_EVENTS),
                                        0,
                                        0L,
                                        null,
                                        new byte[GivenTimes.LARGEST_BATCH_BYTES])),
                                sent -> {}))
                        .isInstanceOf(CommandException.class)
                        .hasMessageContaining("so nothing has been loaded and the topics are as empty as before");
                requireUntouched(cluster);

                CountDownLatch halfway = new CountDownLatch(1);
                CountDownLatch goOn = new CountDownLatch(1);
                Future<?> left = other.submit(() -> {
                    loader.load(
                            sink -> {
                                records.subList(0, 500).forEach(sink::take);
                                halfway.countDown();
                                uninterruptibly(goOn);
                                records.subList(500, 1_000).forEach(sink::take);
                            },
                            sent -> {});
                    return null;
                });
                halfway.await();
                try (InputLoader next = new InputLoader(cluster.cluster())) {
                    next.load(sink -> records.forEach(sink::take), sent -> {});
                }
                goOn.countDown();
                assertThatThrownBy(left::get).hasRootCauseInstanceOf(CommandException.class);
            }
            assertThat(TopicAdmin.plan(cluster.cluster(), PARTITIONS, cluster.replication()))
                    .isEmpty();
            List<Long> times = new ArrayList<>();
            TopicScan.of(cluster.cluster(), Topic.INDICATOR_EVENTS, record -> times.add(record.timestamp()));
            assertThat(times)
                    .containsExactlyInAnyOrderElementsOf(
                            records.stream().map(ProducerRecord::timestamp).toList());
        } finally {
            other.shutdownNow();
        }
    }

    private static void requireUntouched(TestCluster cluster) throws Exception {
        TopicScan.of(cluster.cluster(), Topic.INDICATOR_EVENTS, record -> {
            throw new AssertionError("a record is there: " + record);
        });
        assertThat(TopicAdmin.plan(cluster.cluster(), PARTITIONS, cluster.replication()))
                .isEmpty();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void records_that_a_transaction_holds_back_are_not_left_behind_in_silence() throws Exception {
        TopicPrefix prefix = new TopicPrefix("open.");
        try (TestCluster cluster = withPartitions(PARTITIONS, prefix)) {
            Map<String, Object> config = cluster.cluster().kafkaConfig();
            config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "move-open");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(prefix.topic(Topic.INDICATOR_EVENTS), 1, null, new byte[1]))
                        .get();
                Path directory = data.resolve("open");
                Said refused = Moves.command(cluster, "move", "export", "--lang=en", "--directory=" + directory);
                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.lines())
                        .last()
                        .asString()
                        .startsWith("open.indicator-events-1 has records in a transaction that has not ended.");
                assertThat(directory.resolve("SHA256SUMS")).doesNotExist();
                producer.commitTransaction();
            }
            AtomicInteger tries = new AtomicInteger();
            // Kafka confirms a commit before every partition shows it.
            await("the end of the transaction")
                    .until(() -> Moves.command(
                                            cluster,
                                            "move",
                                            "export",
                                            "--directory=" + data.resolve("closed-" + tries.incrementAndGet()))
                                    .exitCode()
                            == 0);
        }
    }

    @Test
    void what_never_counted_does_not_begin_to_count_where_there_is_a_single_partition() throws Exception {
        TopicPrefix prefix = new TopicPrefix("misplaced.");
        try (TestCluster cluster = withPartitions(PARTITIONS, prefix);
                TestCluster single = withPartitions(1, new TopicPrefix("single."))) {
            cluster.send(
                    Topic.INDICATOR_EVENTS,
                    (Partitioning.of("1481", PARTITIONS) + 1) % PARTITIONS,
                    "1481".getBytes(StandardCharsets.UTF_8),
                    cluster.writer.event(new Vasteras("1481").pupilsWithDiploma(2018, 1, "50")));
            Path directory = data.resolve("misplaced");
            assertThat(Moves.command(cluster, "move", "export", "--directory=" + directory)
                            .exitCode())
                    .isZero();
            assertThat(refused(single, directory))
                    .startsWith("1 record in the wrong partition never counted; with a single partition they would.");
        }
    }

    /** Exports topics with one event and one framework of {@code code}, and returns where to. */
    private static Path exportOfOne(String code) throws Exception {
        Path directory = data.resolve("export-of-" + code);
        try (TestCluster cluster = withPartitions(PARTITIONS, new TopicPrefix(code + "."))) {
            cluster.apply(new Vasteras(code).framework());
            cluster.publish(new Vasteras(code).pupilsWithDiploma(2018, 1, "50"));
            assertThat(Moves.command(cluster, "move", "export", "--directory=" + directory)
                            .exitCode())
                    .isZero();
        }
        return directory;
    }

    private static Path copy(Path directory, String name) throws IOException {
        Path copy = Files.createDirectory(data.resolve(name));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static String whatIsNotWhole(Path file) {
        return file
                + " is damaged or cut off: its SHA-256 is not the one in SHA256SUMS. Copy the directory again, or run"
                + " “malbild move export” again.";
    }

    private static int records(TestCluster cluster) {
        AtomicInteger records = new AtomicInteger();
        for (Topic topic : Topic.inputs()) {
            TopicScan.of(cluster.cluster(), topic, record -> records.incrementAndGet());
        }
        return records.get();
    }

    private static String refused(TestCluster cluster, Path directory) {
        Said said = Moves.command(cluster, "move", "import", "--lang=en", "--directory=" + directory);
        assertThat(said.exitCode()).isEqualTo(1);
        return said.lines().get(said.lines().size() - 1);
    }
}
