package se.malbild.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;
import se.malbild.local.LocalCluster;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;

@Command(
        name = "restart",
        description = {
            "How long after a kill -9 the streams application, and the receipts, have committed an output that rests on an event",
            "sent since, less the same with an empty log, as a multiple of a plain scan of the same cells."
        },
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {
    private static final int FRAMEWORKS = 12;

    @Option(names = "--cells", paramLabel = "N", defaultValue = "1000000", description = "(${DEFAULT-VALUE})")
    private int cells;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Counted rounds, after one that warms up. (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--of",
            paramLabel = "APPLICATION",
            split = ",",
            defaultValue = "streams,receipts",
            description = "What is killed: streams, receipts, or both. (${DEFAULT-VALUE})")
    private List<Restarted.Application> applications;

    /** Every event a cell of its own. */
    private record Cells(String name, int count) implements Workload {
        @Override
        public List<String> frameworks() {
            return IntStream.range(0, FRAMEWORKS)
                    .mapToObj(MadeUpEvents::organisation)
                    .map(ReplayFramework::improving)
                    .toList();
        }

        @Override
        public void generate(Sink sink) {
            MadeUpEvents.generate(framework(), count, sink::event);
        }
    }

    private static GoalFramework framework() {
        try {
            return FrameworkReader.read(ReplayFramework.improving(MadeUpEvents.organisation(0)));
        } catch (InvalidFrameworkException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("malbild-bench");
        try (LocalCluster local = LocalCluster.start(data, 0, 0, TopicPrefix.NONE)) {
            Cluster full = Dataset.fill(new Cells("full", cells), local.cluster(), data)
                    .cluster();
            Cluster empty =
                    Dataset.fill(new Cells("empty", 0), local.cluster(), data).cluster();
            measure(full, empty, data);
        } finally {
            Scratch.delete(data);
        }
        return 0;
    }

    private void measure(Cluster full, Cluster empty, Path data) throws Exception {
        List<Observation> corrected = corrected();
        int slices = slices(full, new Corrections(corrected), data);
        System.out.printf(
                Locale.ROOT,
                "%,d cells in %,d slices, %d frameworks; %d processors%n",
                cells,
                slices,
                FRAMEWORKS,
                Runtime.getRuntime().availableProcessors());
        Corrections ofFull = new Corrections(corrected);
        Corrections ofEmpty = new Corrections(corrected);
        for (Restarted.Application application : applications) {
            List<Double> ratios = new ArrayList<>();
            try (Restarted overFull = new Restarted(application, full, ofFull, data);
                    Restarted overEmpty = new Restarted(application, empty, ofEmpty, data)) {
                overFull.awaitQuiet();
                overEmpty.awaitQuiet();
                for (int round = 0; round <= rounds; round++) {
                    String name = (round == 0 ? "warm-up: " : "round " + round + ": ") + application;
                    List<Duration> scan = PlainScan.inNewProcess(full, slices);
                    overEmpty.awaitIdle();
                    Duration withCells = print(name, overFull.restart());
                    overFull.awaitIdle();
                    Duration without = print(name + " with an empty log", overEmpty.restart());
                    double ratio = seconds(withCells.minus(without)) / seconds(scan.get(0));
                    System.out.printf(
                            Locale.ROOT,
                            "%s: %.2f s more with the cells; plain scan %.2f s (once more in the same process %.2f s); ratio %.2f%n",
                            name,
                            seconds(withCells.minus(without)),
                            seconds(scan.get(0)),
                            seconds(scan.get(1)),
                            ratio);
                    if (round > 0) {
                        ratios.add(ratio);
                    }
                }
            }
            System.out.printf(Locale.ROOT, "median of %s %.2f%n", application, Scratch.median(ratios));
        }
    }

    private static Duration print(String what, Restarted.Times times) {
        System.out.printf(
                Locale.ROOT,
                "%s: listens after %.2f s, begins to join its group after %.2f s, runs after %.2f s, a new event is in a "
                        + "committed output after %.2f s%n",
                what,
                seconds(times.listens()),
                seconds(times.joins()),
                seconds(times.runs()),
                seconds(times.reflects()));
        return times.reflects();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Returns the observations of the first indicator that count. */
    private static List<Observation> corrected() {
        GoalFramework framework = framework();
        List<Observation> counted = new ArrayList<>();
        MadeUpEvents.generate(framework, MadeUpEvents.PER_SERIES, observation -> {
            if (MadeUpEvents.number(observation.cell().organisation()) < FRAMEWORKS
                    && observation.cell().gender() == Gender.TOTAL
                    && framework
                            .years()
                            .anyMatch(year -> year == observation.cell().year())) {
                counted.add(observation);
            }
        });
        return counted;
    }

    /** Puts the slices of the streams application in a topic for {@link PlainScan}, and returns how many there are. */
    private static int slices(Cluster cluster, Corrections corrections, Path data) throws Exception {
        try (Admin admin = Admin.create(cluster.kafkaConfig())) {
            admin.createTopics(List.of(new NewTopic(PlainScan.TOPIC, Topic.DEFAULT_PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        try (Restarted streams = new Restarted(Restarted.Application.STREAMS, cluster, corrections, data)) {
            streams.awaitQuiet();
            return PlainScan.fill(cluster, streams.group() + "-cells-changelog");
        }
    }
}
