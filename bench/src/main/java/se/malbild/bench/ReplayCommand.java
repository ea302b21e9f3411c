package se.malbild.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import se.malbild.local.LocalCluster;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.TopicPrefix;

@Command(
        name = "replay",
        description = {
            "Events per second from the topic through the whole topology, exactly once, to committed outputs (ours),",
            "against others on the same broker, topic, partitions and commit interval. Each is a process of its own with the",
            "same heap and garbage collector, and they take turns. A time counts only when the result is right: for each",
            "goal area and year, how many values count and their sum."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    /** With fewer, starting up and compiling decide. */
    private static final int FEWEST_EVENTS = 2_000_000;

    private static final String HEADING = """
                                                              processor, µs                    bytes             appended
            round    workload            events/s       s       own   broker    gc    jit  allocated   kept   records       B
            """;

    @Option(names = "--events", paramLabel = "N", defaultValue = "" + FEWEST_EVENTS, description = "(${DEFAULT-VALUE})")
    private int events;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "spread",
            description = {
                "spread: all municipalities, each event a cell of its own; few: as spread, about a sixteenth as many cells;",
                "hot: one municipality, each cell revised a hundred times; poison: as spread, every hundredth record cannot",
                "be accepted; targets: as spread, every indicator has a target to reach. Several, with commas between, take",
                "turns and are compared with the first. (${DEFAULT-VALUE})"
            })
    private List<MadeUpWorkload.Kind> workloads;

    @Option(
            names = "--input",
            paramLabel = "FILE.csv.gz",
            description = {
                "In the place of made-up events: values of Kolada with the columns kpi, municipality, period, gender, value.",
                "Twelve of the municipalities get frameworks of at most 150 indicators, with history from 1994."
            })
    private Path input;

    @Option(
            names = "--against",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "plain",
            description = {
                "plain: a consumer that decodes the topic with Avro's generic reader into a hash map; loop: a bare",
                "transactional loop, one record per event; dsl: the DSL of Kafka Streams as it comes; flink: Apache Flink.",
                "Several with commas between. (${DEFAULT-VALUE})"
            })
    private List<ContenderProcess.Kind> against;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "2147483647",
            description =
                    "Cells that the events of spread, poison and targets are about; all after the first of each correct it. (one for each event)")
    private int cells;

    @Option(
            names = "--frameworks",
            paramLabel = "N",
            defaultValue = "12",
            description = "Municipalities with a framework; the others' events are parked. (${DEFAULT-VALUE})")
    private int frameworks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Counted rounds. (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            defaultValue = "8",
            description = {
                "Rounds before those that are counted. The column jit says for how much of the time the compilers of a",
                "contender's virtual machine still worked. (${DEFAULT-VALUE})"
            })
    private int warmUps;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = {
                "Of all that commit, in milliseconds. Ours commits once a second while it is behind, if that is longer.",
                "(${DEFAULT-VALUE})"
            })
    private int commitIntervalMillis;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of ours, dsl and flink. (${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--java-options",
            paramLabel = "OPTION",
            split = " ",
            defaultValue = "-Xms3g -Xmx3g -XX:+UseParallelGC",
            description = "Heap and garbage collector of every contender. (${DEFAULT-VALUE})")
    private List<String> javaOptions;

    @Option(
            names = "--streams-config",
            paramLabel = "KEY=VALUE",
            description = "A setting of Kafka Streams in the place of the product's own; can be repeated.")
    private Map<String, String> streamsConfig = Map.of();

    @Spec
    private CommandSpec spec;

    /** What is compared: a contender with a workload. */
    private record Entry(ContenderProcess.Kind contender, String workload) {}

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("malbild-bench");
        List<ContenderProcess> contenders = new ArrayList<>();
        try (LocalCluster local = LocalCluster.start(data, 0, 0, TopicPrefix.NONE)) {
            List<Dataset> datasets = fill(local.cluster(), data);
            System.out.printf(
                    Locale.ROOT,
                    "%d processors; commit interval %d ms, threads: %d; every contender with %s%n",
                    Runtime.getRuntime().availableProcessors(),
                    commitIntervalMillis,
                    threads,
                    String.join(" ", javaOptions));
            Set<ContenderProcess.Kind> kinds = EnumSet.of(ContenderProcess.Kind.OURS);
            kinds.addAll(against);
            if (kinds.contains(ContenderProcess.Kind.FLINK)
                    && ContenderProcess.flinkHome().isEmpty()) {
                System.out.println("flink is skipped: " + ContenderProcess.FLINK_HOME_PROPERTY
                        + " does not name the directory with its jars, as it does in ./malbild bench.");
                kinds.remove(ContenderProcess.Kind.FLINK);
            }
            for (ContenderProcess.Kind kind : kinds) {
                contenders.add(ContenderProcess.start(
                        kind, javaOptions, settings(local.cluster()), data.resolve(kind + ".log")));
            }
            System.out.print(HEADING);
            Map<Entry, List<ContenderProcess.Timing>> timings = new HashMap<>();
            for (int round = 1 - warmUps; round <= rounds; round++) {
                for (Dataset dataset : datasets) {
                    for (ContenderProcess contender : contenders) {
                        ContenderProcess.Timing timing = replay(contender, dataset, data, round);
                        if (round > 0) {
                            timings.computeIfAbsent(
                                            new Entry(contender.kind(), dataset.name()), entry -> new ArrayList<>())
                                    .add(timing);
                        }
                    }
                }
            }
            kinds.remove(ContenderProcess.Kind.OURS);
            compare(datasets, kinds, timings);
        } finally {
            for (ContenderProcess contender : contenders) {
                contender.close();
            }
            Scratch.delete(data);
        }
        return 0;
    }

    private List<Dataset> fill(Cluster broker, Path data) throws Exception {
        List<Dataset> datasets = new ArrayList<>();
        for (Workload workload : workloads()) {
            Dataset dataset = Dataset.fill(workload, broker, data);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d events of %.1f B, %d frameworks; %,d cells count, in %,d goal areas and years%n",
                    dataset.name(),
                    dataset.events(),
                    (double) dataset.eventBytes() / dataset.events(),
                    dataset.frameworks(),
                    dataset.cellsThatCount(),
                    dataset.expected().byKey().size());
            if (dataset.events() < FEWEST_EVENTS) {
                System.out.printf(
                        Locale.ROOT,
                        "These are fewer than %,d events: starting up and compiling weigh more than they should.%n",
                        FEWEST_EVENTS);
            }
            datasets.add(dataset);
        }
        return datasets;
    }

    private List<Workload> workloads() throws IOException {
        if (input == null) {
            return new LinkedHashSet<>(workloads)
                    .stream()
                            .<Workload>map(kind -> new MadeUpWorkload(kind, events, cells, frameworks))
                            .toList();
        }
        try {
            return List.of(KoladaFile.read(input));
        } catch (KoladaFile.FaultyFileException faulty) {
            throw new ParameterException(spec.commandLine(), faulty.getMessage(), faulty);
        }
    }

    private List<String> settings(Cluster cluster) {
        List<String> settings = new ArrayList<>(
                List.of(cluster.bootstrapServers(), cluster.registryUrl(), "" + commitIntervalMillis, "" + threads));
        streamsConfig.forEach((key, value) -> settings.add(key + "=" + value));
        return settings;
    }

    private ContenderProcess.Timing replay(ContenderProcess contender, Dataset dataset, Path data, int round)
            throws IOException, InterruptedException, ExecutionException {
        String name = "bench-" + contender.kind() + "-" + dataset.name() + "-" + round;
        Path directory = data.resolve(name);
        Appended before = Appended.now();
        ContenderProcess.Timing timing = contender.replay(dataset, name, directory);
        Appended appended = Appended.now().since(before);
        long events = dataset.events();
        Cost own = timing.own();
        System.out.printf(
                Locale.ROOT,
                "%-8s %-8s %-6s %,11d %7.1f %9.2f %8.2f %3.0f %% %4.0f %% %10s %6d %9.3f %7.1f%n",
                round > 0 ? "round " + round : "warm-up",
                dataset.name(),
                contender.kind(),
                Math.round(events / seconds(own.time())),
                seconds(own.time()),
                seconds(own.processorTime()) * 1e6 / events,
                seconds(timing.brokerProcessorTime()) * 1e6 / events,
                100 * seconds(own.collectionTime()) / seconds(own.time()),
                100 * seconds(own.compilationTime()) / seconds(own.time()),
                // The threads of Flink end with its job, so what they allocated is not known.
                contender.kind() == ContenderProcess.Kind.FLINK ? "-" : "%,d".formatted(own.allocatedBytes() / events),
                timing.keptBytes() / events,
                (double) appended.records() / events,
                (double) appended.bytes() / events);
        if (round == rounds && contender.kind() == ContenderProcess.Kind.OURS) {
            appended.byTopic()
                    .forEach((topic, amount) -> System.out.printf(
                            Locale.ROOT,
                            "    appended to %s: %,d records, %,d B%n",
                            topic,
                            amount.records(),
                            amount.bytes()));
        }
        Scratch.delete(directory);
        deleteTopics(dataset.cluster(), name);
        return timing;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Deletes the topics that a replay made for itself alone. */
    private static void deleteTopics(Cluster cluster, String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(cluster.kafkaConfig())) {
            String prefixed = cluster.prefix().group(name) + "-";
            admin.deleteTopics(admin.listTopics().names().get().stream()
                            .filter(topic -> topic.startsWith(prefixed) || topic.startsWith(name + "-"))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static void compare(
            List<Dataset> datasets,
            Set<ContenderProcess.Kind> others,
            Map<Entry, List<ContenderProcess.Timing>> timings) {
        String first = datasets.get(0).name();
        for (Dataset dataset : datasets) {
            Entry ours = new Entry(ContenderProcess.Kind.OURS, dataset.name());
            for (ContenderProcess.Kind kind : others) {
                print(
                        dataset.name() + ": ours/" + kind,
                        timings.get(ours),
                        timings.get(new Entry(kind, dataset.name())));
            }
            if (!dataset.name().equals(first)) {
                print(
                        "ours: " + dataset.name() + "/" + first,
                        timings.get(ours),
                        timings.get(new Entry(ContenderProcess.Kind.OURS, first)));
            }
        }
    }

    /** Prints how many times as many events {@code timings} have for the same time as {@code others}, and for the same processor time. */
    private static void print(
            String what, List<ContenderProcess.Timing> timings, List<ContenderProcess.Timing> others) {
        System.out.printf(
                Locale.ROOT,
                "median %s: %.2f of events per second, %.2f of events per processor time%n",
                what,
                ratio(timings, others, timing -> seconds(timing.own().time())),
                ratio(
                        timings,
                        others,
                        timing -> seconds(timing.own().processorTime()) + seconds(timing.brokerProcessorTime())));
    }

    private static double ratio(
            List<ContenderProcess.Timing> timings,
            List<ContenderProcess.Timing> others,
            ToDoubleFunction<ContenderProcess.Timing> cost) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < timings.size(); round++) {
            ratios.add(cost.applyAsDouble(others.get(round)) / cost.applyAsDouble(timings.get(round)));
        }
        return Scratch.median(ratios);
    }
}
