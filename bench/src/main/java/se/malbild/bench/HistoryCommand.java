package se.malbild.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
import se.malbild.history.History;
import se.malbild.history.Known;
import se.malbild.history.KnownPlaces;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLog;
import se.malbild.history.OrganisationLogs;
import se.malbild.local.LocalCluster;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "history",
        description = {
            "What was known earlier of one municipality among 312: the first answer against a plain scan of its partition that",
            "judges everything once; memory; later answers; and what many who ask at once cost those who ask for now."
        },
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    private static final int ASKED = 20;
    private static final int ASKERS = 50;
    private static final int MOMENTS = 300;
    private static final int WARM_UP_MOMENTS = 100;
    private static final int COLLECTIONS = 3;
    /** More than the logs of those that are asked for take, so that each is read once. */
    private static final long HISTORY_BYTES = 128L * 1024 * 1024;

    @Option(names = "--events", paramLabel = "N", defaultValue = "9500000", description = "(${DEFAULT-VALUE})")
    private int events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Counted rounds, after one that warms up. (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "100",
            description = "For now, a second. (${DEFAULT-VALUE})")
    private int requestsPerSecond;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long for now is asked in each round. (${DEFAULT-VALUE})")
    private int seconds;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("malbild-bench");
        try (LocalCluster local = LocalCluster.start(data, 0, 0, TopicPrefix.NONE)) {
            local.applyTopics();
            Cluster cluster = local.cluster();
            MadeUpLog log = new MadeUpLog(cluster, events);
            try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
                registry.preload(Topic.INDICATOR_EVENTS);
                registry.preload(Topic.GOAL_FRAMEWORKS);
                long start = System.nanoTime();
                log.load(registry, ASKED);
                System.out.printf(
                        Locale.ROOT,
                        "%,d events of %d municipalities, loaded in one transaction in %.0f s; %d processors%n",
                        events,
                        MadeUpEvents.ORGANISATIONS,
                        (System.nanoTime() - start) / 1e9,
                        Runtime.getRuntime().availableProcessors());
                againstScan(cluster, registry, log);
                memory(cluster, registry, log);
            }
            try (Child dashboard = Child.start(
                    Child.OfMalbild.class,
                    RunningProduct.SHORT_PAUSES,
                    data.resolve("dashboard.log"),
                    List.of(
                            "serve",
                            "dashboard",
                            "--port=0",
                            "--history-bytes=" + HISTORY_BYTES,
                            "--bootstrap-servers=" + cluster.bootstrapServers(),
                            "--registry=" + cluster.registryUrl()))) {
                URI now = address(dashboard, 0, log, "");
                for (int number = 0; number < ASKED; number++) {
                    URI picture = address(dashboard, number, log, "");
                    RunningProduct.await("the picture", () -> get(picture).statusCode() == 200);
                }
                later(dashboard, log);
                crowd(dashboard, log, now);
            }
        } finally {
            Scratch.delete(data);
        }
        return 0;
    }

    private void againstScan(Cluster cluster, SchemaRegistry registry, MadeUpLog log) throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            FrameworkVersion framework = log.framework(MadeUpEvents.organisation(round % ASKED));
            long start = System.nanoTime();
            SortedMap<Pictures.Key, Picture> scanned = BareScan.run(cluster, registry, framework);
            long between = System.nanoTime();
            OrganisationLogs logs = new OrganisationLogs(new LogReader(cluster), Long.MAX_VALUE);
            OrganisationLog own = logs.log(framework.framework().organisation(), MadeUpLog.lastMoment());
            Known known = new KnownPlaces(new History(registry), Long.MAX_VALUE).at(own, own.end());
            long end = System.nanoTime();
            if (!known.pictures().equals(scanned)) {
                throw new IllegalStateException("not the same pictures");
            }
            double ratio = (double) (end - between) / (between - start);
            System.out.printf(
                    Locale.ROOT,
                    "%s %,d own events: scan %.2f s   first answer %.2f s   first answer/scan %.2f%n",
                    name(round),
                    own.end().events(),
                    (between - start) / 1e9,
                    (end - between) / 1e9,
                    ratio);
            if (round > 0) {
                ratios.add(ratio);
            }
        }
        System.out.printf(Locale.ROOT, "median first answer/scan %.2f%n", Scratch.median(ratios));
    }

    private static String name(int round) {
        return round == 0 ? "warm-up:" : "round " + round + ":";
    }

    /** Of logs, and of what was known at their ends; publishes the pictures of those. */
    private static void memory(Cluster cluster, SchemaRegistry registry, MadeUpLog log) throws Exception {
        LogReader reader = new LogReader(cluster);
        List<OrganisationLog> logs = new ArrayList<>();
        long before = usedHeap();
        for (int number = 0; number < ASKED; number++) {
            logs.add(reader.read(MadeUpEvents.organisation(number)));
        }
        long withLogs = usedHeap();
        History history = new History(registry);
        List<Known> places = new ArrayList<>();
        for (OrganisationLog own : logs) {
            places.add(history.at(own, own.end()));
        }
        long withPlaces = usedHeap();
        long own = logs.stream().mapToLong(OrganisationLog::size).sum();
        long reckonedLogs = logs.stream().mapToLong(OrganisationLog::bytes).sum();
        long reckonedPlaces = places.stream().mapToLong(Known::bytes).sum();
        System.out.printf(
                Locale.ROOT,
                "heap of the logs of %d municipalities with %,d records: %.0f bytes a record, reckoned as %.0f; of what was known "
                        + "at the end of each: %.1f MB, reckoned as %.1f MB%n",
                ASKED,
                own,
                (double) (withLogs - before) / own,
                (double) reckonedLogs / own,
                (withPlaces - withLogs) / 1e6 / ASKED,
                reckonedPlaces / 1e6 / ASKED);
        log.publish(
                registry,
                places.stream()
                        .flatMap(known -> known.pictures().values().stream())
                        .toList());
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Answers after the first. */
    private void later(Child dashboard, MadeUpLog log) throws IOException, InterruptedException {
        Random random = new Random(ASKED);
        Latencies others = new Latencies();
        Latencies same = new Latencies();
        for (int i = -WARM_UP_MOMENTS; i < MOMENTS; i++) {
            Instant moment = MadeUpLog.moment(random);
            long another = nanos(address(dashboard, 0, log, "?asOf=" + moment));
            long again = nanos(address(dashboard, 0, log, "?asOf=" + moment));
            if (i >= 0) {
                others.add(another);
                same.add(again);
            }
        }
        System.out.printf(Locale.ROOT, "another moment: %s%nthe same moment again: %s%n", others, same);
    }

    /**
     * How long those wait who ask for now, without and with the many who ask for what was known earlier. Comes after {@link #later}: while
     * the code of history is new, the compiler takes more of the processors than the many may.
     */
    private void crowd(Child dashboard, MadeUpLog log, URI now) throws Exception {
        List<Double> ratios = new ArrayList<>();
        try (Requests requests = new Requests(now, ASKERS, "")) {
            Duration time = Duration.ofSeconds(seconds);
            requests.openLoop(requestsPerSecond, time); // warms up
            for (int round = 0; round <= rounds; round++) {
                double alone = requests.openLoop(requestsPerSecond, time).percentileMillis(99);
                try (Askers askers = new Askers(
                        ASKERS,
                        round,
                        random ->
                                address(dashboard, random.nextInt(ASKED), log, "?asOf=" + MadeUpLog.moment(random)))) {
                    double crowded = requests.openLoop(requestsPerSecond, time).percentileMillis(99);
                    Map<Integer, Integer> answers = askers.end();
                    System.out.printf(
                            Locale.ROOT,
                            "%s p99 for now %.2f ms alone, %.2f ms beside %d who ask for what was known of %d "
                                    + "municipalities, ratio %.2f; their answers by status %s%n",
                            name(round),
                            alone,
                            crowded,
                            ASKERS,
                            ASKED,
                            crowded / alone,
                            answers);
                    if (round > 0) {
                        ratios.add(crowded / alone);
                    }
                    if (answers.keySet().stream().anyMatch(status -> status != 200 && status != 503)) {
                        throw new IllegalStateException("neither 200 nor 503");
                    }
                }
            }
        }
        System.out.printf(Locale.ROOT, "median p99 for now, beside them/alone %.2f%n", Scratch.median(ratios));
    }

    private long nanos(URI address) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = get(address);
        long nanos = System.nanoTime() - start;
        if (answer.statusCode() != 200) {
            throw new IOException(address + ": " + answer.statusCode());
        }
        return nanos;
    }

    private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI address(Child dashboard, int number, MadeUpLog log, String query) {
        return URI.create(dashboard.address() + "/v1/organisations/" + MadeUpEvents.organisation(number) + "/pictures/"
                + log.year() + query);
    }
}
