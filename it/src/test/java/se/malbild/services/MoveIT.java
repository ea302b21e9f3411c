package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.topics.InputLoader;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.Backend;
import se.malbild.cluster.EventBytes;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.admin.GivenTimes;
import se.malbild.schemas.admin.PartitionCounts;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.streams.StreamsApplication;

/** All that was said, moved to another cluster and to other numbers of partitions, with its times and its order. */
class MoveIT {
    private static final int LESS = 2;
    private static final int MORE = 5;
    private static final int STILL_MORE = 7;
    private static final Instant BEGINNING = Instant.parse("2018-01-10T08:00:00Z");
    private static final List<String> ORGANISATIONS = List.of("1281", "1282", "1283", "1284");
    private static final List<Instant> MOMENTS = Stream.of(20, 60, 110, 150, 200)
            .map(days -> BEGINNING.plus(days, ChronoUnit.DAYS))
            .toList();
    private static final int HEADER = 5;

    @TempDir
    private static Path data;

    private static Backend backend;
    private static TestCluster from;
    private static TestCluster to;
    private static Instant clock = BEGINNING;

    /** A record as a reader meets it, without partition and offset, and without the id of its schema. */
    private record Read(Instant at, String value, List<String> headers) {}

    @BeforeAll
    static void start() throws Exception {
        from = TestCluster.startWithLastingRegistry(data.resolve("from"));
        backend = Backend.embedded(data.resolve("to"));
        to = withPartitions(MORE, TopicPrefix.NONE);
    }

    private static TestCluster withPartitions(int partitions, TopicPrefix prefix) throws Exception {
        TopicAdmin.apply(backend.cluster(prefix), partitions, backend.replication());
        return TestCluster.on(backend, data, prefix);
    }

    @AfterAll
    static void stop() {
        to.close();
        backend.close();
        from.close();
    }

    @Test
    void what_was_known_when_is_the_same_after_each_move_and_so_is_what_is_published() throws Exception {
        try (GivenTimes given = GivenTimes.begin(from.cluster())) {
            assertThat(given).isNotNull();
            send(new Random(7));
        }
        List<Said> answers = answers(from);
        assertThat(new HashSet<>(answers.subList(0, MOMENTS.size()))).hasSize(MOMENTS.size());
        Path directory = data.resolve("moved");

        Said exported = command(from, "move", "export", "--lang=en", "--directory=" + directory);
        assertThat(exported.exitCode()).as(exported.messages()).isZero();
        assertThat(exported.messages())
                .contains(
                        "1 record of them in another partition than the organisation's",
                        "4 records of them that cannot be decoded");
        Said imported = command(to, "move", "import", "--lang=en", "--directory=" + directory);
        assertThat(imported.exitCode()).as(imported.messages()).isZero();
        assertThat(imported.messages()).contains("into 5 partitions", digest(exported));

        assertThat(TopicAdmin.plan(to.cluster(), MORE, to.replication())).isEmpty();
        assertThat(log(to)).isEqualTo(log(from));
        assertThat(answers(to)).isEqualTo(answers);
        SortedMap<String, Integer> faults = live(from, digest(exported));
        assertThat(live(to, digest(exported))).isEqualTo(faults);
        assertThat(faults.keySet())
                .contains("wrong-partition", "wrong-key", "not-avro", "no-value", "unknown-schema", "record-too-large");

        Path again = data.resolve("moved-again");
        assertThat(digest(command(to, "move", "export", "--lang=en", "--directory=" + again)))
                .isEqualTo(digest(exported));
        try (TestCluster grown = withPartitions(STILL_MORE, new TopicPrefix("grown."))) {
            assertThat(command(grown, "move", "import", "--directory=" + again).exitCode())
                    .isZero();
            assertThat(log(grown)).isEqualTo(log(from));
            assertThat(answers(grown)).isEqualTo(answers);
            assertThat(live(grown, digest(exported))).isEqualTo(faults);
        }
    }

    @Test
    void files_that_are_not_whole_are_refused_and_nothing_is_loaded() throws Exception {
        Path whole = exportOfOne("1381");
        try (TestCluster empty = withPartitions(LESS, new TopicPrefix("damaged."))) {
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
            assertThat(log(empty)).isEmpty();
            assertThat(TopicAdmin.plan(empty.cluster(), LESS, empty.replication()))
                    .isEmpty();

            assertThat(command(empty, "move", "import", "--directory=" + whole).exitCode())
                    .isZero();
            assertThat(refused(empty, whole))
                    .startsWith("damaged.indicator-events has records already, so nothing has been loaded.");
            assertThat(log(empty).values().stream().mapToInt(List::size).sum()).isEqualTo(2);
        }
        assertThat(command(from, "move", "export", "--lang=en", "--directory=" + whole)
                        .lines())
                .last()
                .isEqualTo(whole.resolve("indicator-events.records") + " already exists. Choose another directory.");
    }

    @Test
    void a_load_that_does_not_come_to_its_end_leaves_empty_topics_with_their_own_settings() throws Exception {
        TopicPrefix prefix = new TopicPrefix("stopped.");
        List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, 1_000)
                .mapToObj(i -> new ProducerRecord<>(
                        prefix.topic(Topic.INDICATOR_EVENTS),
                        i % LESS,
                        BEGINNING.toEpochMilli() + i,
                        "1480".getBytes(StandardCharsets.UTF_8),
                        new byte[] {(byte) i}))
                .toList();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (TestCluster cluster = withPartitions(LESS, prefix)) {
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
            assertThat(TopicAdmin.plan(cluster.cluster(), LESS, cluster.replication()))
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
        assertThat(TopicAdmin.plan(cluster.cluster(), LESS, cluster.replication()))
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
        try (TestCluster cluster = withPartitions(LESS, prefix)) {
            Map<String, Object> config = cluster.cluster().kafkaConfig();
            config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "move-open");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(prefix.topic(Topic.INDICATOR_EVENTS), 1, null, new byte[1]))
                        .get();
                Path directory = data.resolve("open");
                Said refused = command(cluster, "move", "export", "--lang=en", "--directory=" + directory);
                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.lines())
                        .last()
                        .asString()
                        .startsWith("open.indicator-events-1 has records in a transaction that has not ended.");
                assertThat(directory.resolve("SHA256SUMS")).doesNotExist();
                producer.commitTransaction();
            }
            assertThat(command(cluster, "move", "export", "--directory=" + data.resolve("closed"))
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void what_never_counted_does_not_begin_to_count_where_there_is_a_single_partition() throws Exception {
        TopicPrefix prefix = new TopicPrefix("misplaced.");
        try (TestCluster cluster = withPartitions(LESS, prefix);
                TestCluster single = withPartitions(1, new TopicPrefix("single."))) {
            cluster.send(
                    Topic.INDICATOR_EVENTS,
                    (Partitioning.of("1481", LESS) + 1) % LESS,
                    "1481".getBytes(StandardCharsets.UTF_8),
                    cluster.writer.event(new Vasteras("1481").pupilsWithDiploma(2018, 1, "50")));
            Path directory = data.resolve("misplaced");
            assertThat(command(cluster, "move", "export", "--directory=" + directory)
                            .exitCode())
                    .isZero();
            assertThat(refused(single, directory))
                    .startsWith("1 record in the wrong partition never counted; with a single partition they would.");
        }
    }

    /** Exports topics with one event and one framework of {@code code}, and returns where to. */
    private static Path exportOfOne(String code) throws Exception {
        Path directory = data.resolve("export-of-" + code);
        try (TestCluster cluster = withPartitions(LESS, new TopicPrefix(code + "."))) {
            cluster.apply(new Vasteras(code).framework());
            cluster.publish(new Vasteras(code).pupilsWithDiploma(2018, 1, "50"));
            assertThat(command(cluster, "move", "export", "--directory=" + directory)
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

    private static String refused(TestCluster cluster, Path directory) {
        Said said = command(cluster, "move", "import", "--lang=en", "--directory=" + directory);
        assertThat(said.exitCode()).isEqualTo(1);
        return said.lines().get(said.lines().size() - 1);
    }

    /** Sends a year of four organisations, and everything that cannot be taken in. */
    private static void send(Random random) throws Exception {
        List<List<Observation>> left = new ArrayList<>();
        for (String code : ORGANISATIONS) {
            Vasteras municipality = new Vasteras(code);
            List<Observation> observations = new ArrayList<>(municipality.observations());
            for (int revision = 1; revision <= 20; revision++) {
                observations.add(municipality.pupilsWithDiploma(
                        2017 + random.nextInt(3), revision, Integer.toString(40 + random.nextInt(60))));
            }
            Collections.shuffle(observations, random);
            left.add(observations);
        }
        for (int i = 0; i < left.get(0).size(); i++) {
            for (List<Observation> observations : left) {
                String code = observations.get(i).cell().organisation();
                if (i % 40 == 3) {
                    apply(code, 1 + i / 40, "2018: " + (60 + random.nextInt(30)));
                }
                later(random);
                event(code, place(code), from.writer.event(observations.get(i)));
            }
            if (i == 50) {
                cannotBeTakenIn("1281");
            }
        }
        // A broker's clock was ahead once.
        clock = Instant.now().plus(400, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        event("1284", place("1284"), from.writer.event(new Vasteras("1284").pupilsWithDiploma(2018, 50, "88")));
    }

    private static void later(Random random) {
        clock = clock.plusMillis(1 + random.nextInt(24 * 3_600_000));
    }

    private static int place(String code) {
        return Partitioning.of(code, TestCluster.PARTITIONS);
    }

    private static void apply(String code, int version, String target) throws Exception {
        String document = new Vasteras(code).framework(version).replaceFirst("2018: 73\\.5", target);
        String id = FrameworkVersion.read(document).framework().id();
        from.send(
                Topic.GOAL_FRAMEWORKS,
                place(code),
                clock,
                Keys.framework(code, id).getBytes(StandardCharsets.UTF_8),
                from.writer.framework(document, TestCluster.JUSTIFICATION));
    }

    private static void event(String key, int partition, byte[] value) throws Exception {
        from.send(Topic.INDICATOR_EVENTS, partition, clock, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static void cannotBeTakenIn(String code) throws Exception {
        Vasteras municipality = new Vasteras(code);
        byte[] right = from.writer.event(municipality.pupilsWithDiploma(2018, 30, "31"));
        event(code, (place(code) + 1) % TestCluster.PARTITIONS, right);
        event("1282", place("1282"), right);
        event(code, place(code), "no Avro".getBytes(StandardCharsets.UTF_8));
        event(code, place(code), null);
        // An id that stands for one schema here and for another one there, where another has been registered meanwhile.
        Schema evolved = EventBytes.evolved("enteredIn");
        for (int i = 0; i < 10; i++) {
            to.register("other-" + i, EventBytes.evolved("other" + i));
        }
        int id = from.register("elsewhere", evolved);
        event(
                code,
                place(code),
                EventBytes.writtenWith(from.writer.event(municipality.pupilsWithDiploma(2018, 31, "97")), evolved, id));
        // An id that is unknown here and stands for a schema there.
        Schema there = EventBytes.evolved("other9");
        event(code, place(code), EventBytes.writtenWith(right, there, to.register("other-9", there)));
        Map<String, Object> config = from.cluster().kafkaConfig();
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * Topic.MAX_INPUT_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        List<Header> headers = List.of(
                new RecordHeader("content-type", "avro/binary".getBytes(StandardCharsets.UTF_8)),
                new RecordHeader("empty", null));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : List.of(
                    new byte[2 * Topic.MAX_INPUT_BYTES],
                    from.writer.event(municipality.pupilsWithDiploma(2018, 32, "96.5")))) {
                producer.send(new ProducerRecord<>(
                                Topic.INDICATOR_EVENTS.topicName(),
                                place(code),
                                clock.toEpochMilli(),
                                code.getBytes(StandardCharsets.UTF_8),
                                value,
                                headers))
                        .get();
            }
        }
    }

    private static String digest(Said said) {
        return said.lines().stream()
                .filter(line -> line.startsWith("Digest of all municipalities, "))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what the commands say of five moments, then what has changed between them, of every organisation. */
    private static List<Said> answers(TestCluster cluster) {
        List<Said> answers = new ArrayList<>();
        for (String code : ORGANISATIONS) {
            for (Instant moment : MOMENTS) {
                Said answer = command(
                        cluster,
                        "picture",
                        "--organisation=" + code,
                        "--year=2018",
                        "--format=json",
                        "--as-of=" + moment);
                assertThat(answer.exitCode()).as(answer.messages()).isZero();
                answers.add(answer);
            }
            answers.add(command(
                    cluster, "changes", "--organisation=" + code, "--format=json", "--since=" + MOMENTS.get(0)));
        }
        return answers;
    }

    /** Returns the records of each key in their order, those in the key's partition by themselves. */
    private static SortedMap<String, List<Read>> log(TestCluster cluster) throws BrokerException {
        SortedMap<String, List<Read>> log = new TreeMap<>();
        for (Topic topic : Topic.inputs()) {
            int count = PartitionCounts.of(cluster.cluster()).inForce().orElseThrow();
            TopicScan.of(cluster.cluster(), topic, record -> {
                boolean isInPlace = Partitioning.ofKey(record.key(), count) == record.partition();
                byte[] value = record.value();
                int skipped = value != null && value.length > HEADER && value[0] == 0 ? HEADER : 0;
                log.computeIfAbsent(
                                topic + " " + new String(record.key(), StandardCharsets.UTF_8) + " " + isInPlace,
                                key -> new ArrayList<>())
                        .add(new Read(
                                Instant.ofEpochMilli(record.timestamp()),
                                value == null ? "none" : HexFormat.of().formatHex(value, skipped, value.length),
                                Stream.of(record.headers().toArray())
                                        .map(Header::toString)
                                        .toList()));
            });
        }
        return log;
    }

    /**
     * Lets the applications read everything. What they publish follows from a log with {@code digest}, their books are in balance, and
     * what they have rejected is returned by its faults.
     */
    private static SortedMap<String, Integer> live(TestCluster cluster, String digest) throws Exception {
        try (StreamsApplication streams = cluster.startApplication("malbild");
                ReceiptsService receipts = cluster.startReceipts(
                        "malbild-receipts",
                        data.resolve("receipts-" + cluster.cluster().hashCode()),
                        Optional.empty())) {
            assertThat(streams.isRunning()).isTrue();
            for (String code : ORGANISATIONS) {
                for (Picture picture : cluster.awaitPicturesOf(code).values()) {
                    if (picture.year() == 2018) {
                        assertThat(command(cluster, "picture", "--organisation=" + code, "--year=2018", "--format=json")
                                        .results())
                                .isEqualTo(PictureJson.indented(picture));
                    }
                }
            }
            Said verified = command(cluster, "verify", "--lang=en");
            assertThat(verified.exitCode())
                    .as(verified.results() + verified.messages())
                    .isZero();
            assertThat(digest(verified)).isEqualTo(digest);
            Said books = Said.malbild("books", "--receipts=" + receipts.url());
            assertThat(books.exitCode()).as(books.results() + books.messages()).isZero();
        }
        SortedMap<String, Integer> byFault = new TreeMap<>();
        for (byte[] value : cluster.standing(Topic.REJECTED_EVENTS).values()) {
            // Where a record under another's key lies depends on that key.
            byFault.merge(cluster.reader.rejected(value).faults().get(0).code(), 1, Integer::sum);
        }
        return byFault;
    }

    private static Said command(TestCluster on, String... args) {
        return Said.malbild(
                Stream.concat(Stream.of(args), on.options().stream()).toArray(String[]::new));
    }
}
