package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.Backend;
import se.malbild.cluster.EventBytes;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.Language;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
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

/** A cluster where some organisations have said something for a year, another one, and what is the same in both after a move. */
final class Moves implements AutoCloseable {
    /** How many partitions there are in the other cluster; {@link TestCluster#PARTITIONS} are in the first. */
    static final int MORE = 5;

    /** Says nothing itself; a record of the first organisation lies under its key. */
    private static final String ANOTHER = "1290";

    private static final Instant BEGINNING = Instant.parse("2018-01-10T08:00:00Z");
    private static final List<Instant> MOMENTS = Stream.of(20, 60, 110, 150, 200)
            .map(days -> BEGINNING.plus(days, ChronoUnit.DAYS))
            .toList();
    /** Between two records of an organisation. */
    private static final int LONGEST_PAUSE_MILLIS = 4 * 24 * 3_600_000;

    private static final int HEADER = 5;

    final TestCluster from;
    final TestCluster to;

    private final List<String> organisations;
    private final List<String> asked;
    private final Path data;
    private final Backend backend;
    private Instant clock = BEGINNING;
    private int decided;

    /** A record as a reader meets it, without partition and offset, and without the id of its schema. */
    private record Read(Instant at, String value, List<String> headers) {}

    /**
     * Starts both, with registries in which the same schema has other ids, and lets the organisations say something in the first.
     *
     * @param organisations the first also has what cannot be taken in
     * @param asked about whom the commands are asked; about the first every answer takes seconds, since a schema is unknown
     */
    Moves(Path data, List<String> organisations, List<String> asked) throws Exception {
        this.data = data;
        this.organisations = organisations;
        this.asked = asked;
        from = TestCluster.startWithLastingRegistry(data.resolve("from"));
        backend = Backend.embedded(data.resolve("to"));
        to = withPartitions(MORE, TopicPrefix.NONE);
        try (GivenTimes given = GivenTimes.begin(from.cluster())) {
            assertThat(given).isNotNull();
            send(new Random(7));
        }
    }

    /** Makes topics with {@code prefix} beside those of {@link #to}. */
    TestCluster withPartitions(int partitions, TopicPrefix prefix) throws Exception {
        return withPartitions(backend, data, partitions, prefix);
    }

    static TestCluster withPartitions(Backend backend, Path data, int partitions, TopicPrefix prefix) throws Exception {
        TopicAdmin.apply(backend.cluster(prefix), partitions, backend.replication());
        return TestCluster.on(backend, data, prefix);
    }

    @Override
    public void close() {
        to.close();
        backend.close();
        from.close();
    }

    /**
     * Moves all that is in {@code source} to {@code target}, where the log and what the commands say are the same then.
     *
     * @param answers what the commands say
     * @return what the export has said
     */
    Said move(TestCluster source, TestCluster target, List<Said> answers) throws Exception {
        Path directory = data.resolve("to-" + target.cluster().hashCode());
        Said exported = command(source, "move", "export", "--lang=en", "--directory=" + directory);
        assertThat(exported.exitCode()).as(exported.messages()).isZero();
        Said imported = command(target, "move", "import", "--lang=en", "--directory=" + directory);
        assertThat(imported.exitCode()).as(imported.messages()).isZero();
        assertThat(imported.messages())
                .contains(digest(exported))
                .contains(digestOfDecisions(exported))
                .endsWith("check what they compute with “malbild verify”.\n");
        assertThat(log(target)).isEqualTo(log(source));
        assertThat(answers(target)).isEqualTo(answers);
        return exported;
    }

    /** Sends a year of the organisations, and everything that cannot be taken in. */
    private void send(Random random) throws Exception {
        List<List<Observation>> left = new ArrayList<>();
        for (String code : organisations) {
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
                cannotBeTakenIn(organisations.get(0));
            }
            if (i % 10 == 5) {
                decide(organisations.get(0), i);
            }
        }
        // A broker's clock was ahead once.
        clock = Instant.now().plus(400, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        String last = organisations.get(organisations.size() - 1);
        event(last, place(last), from.writer.event(new Vasteras(last).pupilsWithDiploma(2018, 50, "88")));
    }

    private void later(Random random) {
        clock = clock.plusMillis(1 + random.nextInt(LONGEST_PAUSE_MILLIS / organisations.size()));
    }

    private static int place(String code) {
        return Partitioning.of(code, TestCluster.PARTITIONS);
    }

    private void apply(String code, int version, String target) throws Exception {
        String document = new Vasteras(code).framework(version).replaceFirst("2018: 73\\.5", target);
        String id = FrameworkVersion.read(document).framework().id();
        from.send(
                Topic.GOAL_FRAMEWORKS,
                place(code),
                clock,
                Keys.framework(code, id).getBytes(StandardCharsets.UTF_8),
                from.writer.framework(document, TestCluster.JUSTIFICATION));
    }

    /** Decides something about a year; once it is nothing that can be read. */
    private void decide(String code, int number) throws Exception {
        DecisionYear year = new DecisionYear(code, "vasteras-exempel-2017-2019", 2018);
        YearDecision comment = new YearDecision(
                "decision-" + number,
                year,
                new Slot(DecisionKind.COMMENTED, "mal-1", "skola"),
                DecisionKind.COMMENTED,
                "",
                new Author("Sara Lind", Author.Role.DEPARTMENT, "t-1"),
                LocalDate.of(2019, 2, 14),
                "",
                "",
                "",
                "",
                List.of(),
                "Fler elever än väntat.",
                Language.SV,
                List.of(),
                new Basis(number, 1, "ab".repeat(32), 1, "cd".repeat(32), 1, List.of(), 0),
                Optional.empty(),
                "");
        decided++;
        from.send(
                Topic.YEAR_DECISIONS,
                place(code),
                clock,
                Keys.decisions(code, year.framework(), year.year()).getBytes(StandardCharsets.UTF_8),
                decided == 2 ? "no Avro".getBytes(StandardCharsets.UTF_8) : from.writer.decision(comment));
    }

    private void event(String key, int partition, byte[] value) throws Exception {
        from.send(Topic.INDICATOR_EVENTS, partition, clock, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void cannotBeTakenIn(String code) throws Exception {
        Vasteras municipality = new Vasteras(code);
        byte[] right = from.writer.event(municipality.pupilsWithDiploma(2018, 30, "31"));
        event(code, (place(code) + 1) % TestCluster.PARTITIONS, right);
        event(ANOTHER, place(ANOTHER), right);
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

    static String digest(Said said) {
        return line(said, "Digest of all municipalities, ");
    }

    private String digestOfDecisions(Said said) {
        return line(said, "Digest of the decisions of all municipalities, " + decided + " records in year-decisions: ");
    }

    private static String line(Said said, String beginning) {
        return said.lines().stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what the commands say of five moments, then what has changed between them, of each that is asked about. */
    List<Said> answers(TestCluster cluster) {
        List<Said> answers = new ArrayList<>();
        for (String code : asked) {
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
     * what they have rejected is returned by its faults. Of the decisions two are verified as what they are: one cannot be read, and the
     * first rests on another digest than the log has.
     */
    SortedMap<String, Integer> live(TestCluster cluster, String digest) throws Exception {
        try (StreamsApplication streams = cluster.startApplication("malbild");
                ReceiptsService receipts = cluster.startReceipts(
                        "malbild-receipts",
                        data.resolve("receipts-" + cluster.cluster().hashCode()),
                        Optional.empty())) {
            assertThat(streams.isRunning()).isTrue();
            for (String code : organisations) {
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
                    .isOne();
            assertThat(verified.messages())
                    .contains(" compared: 0 differences.", decided + " decisions verified: 2 faults.");
            assertThat(verified.results())
                    .contains("   unreadable vasteras-exempel-2017-2019 2018 ")
                    .containsPattern("   basis-changed vasteras-exempel-2017-2019 2018 .* \\(decision-5\\)");
            assertThat(digest(verified)).isEqualTo(digest);
            await("all read").untilAsserted(() -> {
                Said books = Said.malbild("books", "--receipts=" + receipts.url());
                assertThat(books.exitCode())
                        .as(books.results() + books.messages())
                        .isZero();
                assertThat(books.results() + books.messages()).contains("Ännu inte lästa: 0.");
            });
        }
        SortedMap<String, Integer> byFault = new TreeMap<>();
        for (byte[] value : cluster.standing(Topic.REJECTED_EVENTS).values()) {
            // Where a record under another's key lies depends on that key.
            byFault.merge(cluster.reader.rejected(value).faults().get(0).code(), 1, Integer::sum);
        }
        return byFault;
    }

    static Said command(TestCluster on, String... args) {
        return Said.malbild(
                Stream.concat(Stream.of(args), on.options().stream()).toArray(String[]::new));
    }
}
