package se.malbild.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.local.LocalCluster;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

@Command(
        name = "replay",
        description = {
            "Events per second from the topic through the whole topology, exactly once, to committed outputs,",
            "against a plain consumer that only decodes the same topic with Avro's generic reader into a hash map."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    @Option(names = "--events", paramLabel = "N", defaultValue = "1000000", description = "(${DEFAULT-VALUE})")
    private int events;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "2147483647",
            description =
                    "Cells that the events are about; all after the first of each correct it. (one for each event)")
    private int cells;

    @Option(
            names = "--frameworks",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "Municipalities with Örebro's framework applied; the others' events are parked. (${DEFAULT-VALUE})")
    private int frameworks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Counted rounds, after one that warms up. (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Milliseconds. (${DEFAULT-VALUE})")
    private int commitIntervalMillis;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Stream threads. (${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--streams-config",
            paramLabel = "KEY=VALUE",
            description = "A setting of Kafka Streams in the place of the product's own; can be repeated.")
    private Map<String, String> streamsConfig = Map.of();

    /** One run of the topology. */
    private record Replay(Cost cost, double appendedPerEvent) {}

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("malbild-bench");
        try (LocalCluster local = LocalCluster.start(data, 0, 0, TopicPrefix.NONE)) {
            local.applyTopics();
            Cluster cluster = local.cluster();
            fill(cluster);
            System.out.printf(
                    Locale.ROOT,
                    "%,d events about %,d cells of %d municipalities, %d of them with a framework of 15 goal areas; "
                            + "%d processors; commit interval %d ms, %d stream threads%n",
                    events,
                    Math.min(cells, events),
                    MadeUpEvents.ORGANISATIONS,
                    frameworks,
                    Runtime.getRuntime().availableProcessors(),
                    commitIntervalMillis,
                    threads);
            List<Double> ratios = new ArrayList<>();
            List<Double> processorRatios = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                Cost plain = PlainConsumer.run(cluster, events);
                Replay ours = replay(cluster, data, round);
                double ratio =
                        (double) plain.time().toNanos() / ours.cost().time().toNanos();
                double processorRatio = (double) plain.processorTime().toNanos()
                        / ours.cost().processorTime().toNanos();
                System.out.printf(
                        Locale.ROOT,
                        "%s plain %s   ours %s   ours/plain %.2f, of processor time %.2f   appended per event %.2f%n",
                        round == 0 ? "warm-up:" : "round " + round + ":",
                        told(plain),
                        told(ours.cost()),
                        ratio,
                        processorRatio,
                        ours.appendedPerEvent());
                if (round > 0) {
                    ratios.add(ratio);
                    processorRatios.add(processorRatio);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "median ours/plain %.2f, of processor time %.2f%n",
                    Scratch.median(ratios),
                    Scratch.median(processorRatios));
        } finally {
            Scratch.delete(data);
        }
        return 0;
    }

    private String told(Cost cost) {
        return String.format(
                Locale.ROOT,
                "%,d events/s (each %.1f µs of processor time, %,d B allocated)",
                cost.perSecond(events),
                cost.processorMicrosPer(events),
                cost.allocatedBytesPer(events));
    }

    private void fill(Cluster cluster) throws Exception {
        String document = ShippedFrameworks.documents().get(0);
        GoalFramework framework = FrameworkReader.read(document);
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordWriter writer = new RecordWriter(registry, Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
            for (int number = 0; number < frameworks; number++) {
                String organisation = MadeUpEvents.organisation(number);
                String own = document.replace("\"" + framework.organisation() + "\"", "\"" + organisation + "\"");
                send(
                        producer,
                        Topic.GOAL_FRAMEWORKS,
                        organisation,
                        Keys.framework(organisation, framework.id()),
                        writer.framework(own, MadeUpEvents.JUSTIFICATION));
            }
            Consumer<Observation> sender = observation -> {
                String organisation = observation.cell().organisation();
                send(producer, Topic.INDICATOR_EVENTS, organisation, organisation, writer.event(observation));
            };
            if (cells < events) {
                MadeUpEvents.generateCorrections(framework, cells, events, sender);
            } else {
                MadeUpEvents.generate(framework, events, sender);
            }
            producer.flush();
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, Topic topic, String organisation, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(
                topic.topicName(),
                Partitioning.of(organisation, Topic.DEFAULT_PARTITIONS),
                key.getBytes(StandardCharsets.UTF_8),
                value));
    }

    private Replay replay(Cluster cluster, Path data, int round) throws Exception {
        String applicationId = "bench-" + round;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            long before = appended(admin);
            StreamsSettings settings = new StreamsSettings(
                    cluster,
                    applicationId,
                    data.resolve(applicationId),
                    Duration.ofMillis(commitIntervalMillis),
                    1,
                    threads,
                    streamsConfig);
            Cost cost;
            try (StreamsApplication streams = new StreamsApplication(settings)) {
                streams.start();
                await(() -> streams.counts().events() > 0);
                Cost start = Cost.now();
                await(() -> streams.counts().events() >= events
                        && committed(admin, applicationId) >= events
                        && streams.counts().waiting() == 0
                        && isAllCommitted(admin));
                cost = Cost.now().since(start);
            }
            double appendedPerEvent = (double) (appended(admin) - before) / events;
            admin.deleteTopics(admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(applicationId))
                            .toList())
                    .all()
                    .get();
            return new Replay(cost, appendedPerEvent);
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException, ExecutionException;
    }

    private static void await(Condition condition) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not done within " + GIVE_UP_AFTER.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private static long committed(Admin admin, String group) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(Topic.INDICATOR_EVENTS.topicName()))
                .filter(entry -> entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** Returns whether no output lies in a transaction that is still open. */
    private static boolean isAllCommitted(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> outputs = new HashMap<>();
        for (Topic topic : List.of(
                Topic.PICTURES, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_ATTAINMENT, Topic.INDICATOR_OBSERVATIONS)) {
            for (int partition = 0; partition < Topic.DEFAULT_PARTITIONS; partition++) {
                outputs.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
            }
        }
        return ends(admin, outputs, IsolationLevel.READ_COMMITTED)
                .equals(ends(admin, outputs, IsolationLevel.READ_UNCOMMITTED));
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Map<TopicPartition, OffsetSpec> partitions, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(partitions, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Returns how many records, transaction markers included, lie on all topics but the inputs and Kafka's own. */
    private static long appended(Admin admin) throws InterruptedException, ExecutionException {
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(name -> !name.equals(Topic.INDICATOR_EVENTS.topicName())
                        && !name.equals(Topic.GOAL_FRAMEWORKS.topicName())
                        && !name.startsWith("kafkasql")
                        && !name.startsWith("registry"))
                .toList();
        Map<TopicPartition, OffsetSpec> ends = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
