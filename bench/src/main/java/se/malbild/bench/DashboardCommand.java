package se.malbild.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.publisher.ObservationPublisher;

@Command(
        name = "dashboard",
        description = {
            "The dashboard with thousands of readers of changes, while the picture is asked for at an even rate: latency,",
            "what was dropped, memory per reader; and requests per second against a static file of the same size from the",
            "same HTTP server. Everything shares the processors."
        },
        mixinStandardHelpOptions = true)
final class DashboardCommand implements Callable<Integer> {
    private static final String ORGANISATION = "1880";
    private static final String PICTURE = "/pictures/2018";
    private static final String GZIP = "Accept-Encoding: gzip\r\n";
    private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"(bench-\\d+)\"");
    /** What the broker, the registry's client and the program itself keep open beside the readers. */
    private static final int OTHER_FILES = 1_500;

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(5);

    @Option(names = "--readers", paramLabel = "N", defaultValue = "5000", description = "(${DEFAULT-VALUE})")
    private int readers;

    @Option(names = "--requests", paramLabel = "N", defaultValue = "2000", description = "A second. (${DEFAULT-VALUE})")
    private int requestsPerSecond;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long, after half as long that warms up. (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--changes-every",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Milliseconds from an event that changes the picture to the next. (${DEFAULT-VALUE})")
    private int changesEveryMillis;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Over which the picture is asked for. (${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds against the static file, after one that warms up. (${DEFAULT-VALUE})")
    private int rounds;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Integer call() throws Exception {
        requireFiles();
        Path data = Files.createTempDirectory("malbild-bench");
        try (RunningProduct product = new RunningProduct(data, List.of(ORGANISATION), 100, List.of())) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d readers, %,d requests/s over %d connections, a change every %,d ms; %d processors%n",
                    readers,
                    requestsPerSecond,
                    connections,
                    changesEveryMillis,
                    Runtime.getRuntime().availableProcessors());
            boolean whole = load(product);
            againstFile(product, Files.createDirectory(data.resolve("files")));
            return whole ? 0 : 1;
        } finally {
            Scratch.delete(data);
        }
    }

    private void requireFiles() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < readers + OTHER_FILES) {
            throw new IllegalStateException("This shell lets a process have " + system.getMaxFileDescriptorCount()
                    + " files open, and " + (readers + OTHER_FILES) + " are needed: ulimit -n "
                    + (readers + OTHER_FILES) + ", or fewer --readers.");
        }
    }

    /** Returns whether every reader got every change once, and every event was named in one. */
    private boolean load(RunningProduct product) throws Exception {
        Corrections corrections = product.corrections();
        requestPictures(product); // so that everything that it needs once is there
        long before = product.dashboard().liveHeapBytes();

        AtomicInteger started = new AtomicInteger();
        List<List<String>> told = new ArrayList<>(); // of each reader, the ids of the changes in their order
        Set<String> named = Collections.synchronizedSet(new LinkedHashSet<>());
        List<SseReaders.Reading> readings = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            List<String> ids = Collections.synchronizedList(new ArrayList<>());
            told.add(ids);
            boolean witness = i == 0;
            readings.add(new SseReaders.Reading(product.changes(ORGANISATION), new SseReader(witness, event -> {
                if (event.name().equals("start")) {
                    started.incrementAndGet();
                } else if (event.name().equals("change")) {
                    ids.add(event.id());
                    Matcher because = EVENT_ID.matcher(event.data());
                    while (because.find()) {
                        named.add(because.group(1));
                    }
                } else {
                    ids.add(event.name());
                }
            })));
        }
        long with;
        int published;
        Latencies latencies;
        long loaded;
        try (SseReaders clients = SseReaders.connect(readings)) {
            RunningProduct.await(
                    "readers",
                    () -> started.get() == readers || clients.failure().isPresent());
            with = product.dashboard().liveHeapBytes();
            try (Requests requests = new Requests(product.address(ORGANISATION, PICTURE), connections, GZIP)) {
                Publishing publishing = new Publishing(product.publisher(), corrections);
                requests.openLoop(requestsPerSecond, Duration.ofSeconds(Math.max(1, seconds / 2)));
                latencies = requests.openLoop(requestsPerSecond, Duration.ofSeconds(seconds));
                published = publishing.stop();
            }
            awaitSettled(named, published, told, clients);
            loaded = product.dashboard().liveHeapBytes();
            clients.failure().ifPresent(failure -> {
                throw new IllegalStateException("A reader's stream ended", failure);
            });
        }
        RunningProduct.await("readers gone", () -> product.measured("malbild_dashboard_event_streams") == 0);
        long after = product.dashboard().liveHeapBytes();

        int changes = told.get(0).size();
        boolean once = Set.copyOf(told.get(0)).size() == changes;
        long whole = once ? told.stream().filter(told.get(0)::equals).count() : 0;
        System.out.printf(
                Locale.ROOT,
                "changes: %d events published, %d of them named in %d changes; %,d of %,d readers were told each of them, "
                        + "once and in order; %.0f dropped%n",
                published,
                named.size(),
                changes,
                whole,
                readers,
                product.measured("malbild_dashboard_event_streams_dropped_total"));
        System.out.printf(
                Locale.ROOT,
                "picture: %,d requests, each answered with 200; from when each was to be sent: %s%n",
                latencies.count(),
                latencies);
        System.out.printf(
                Locale.ROOT,
                "heap in use: %.1f MB before, %.1f MB with the readers, %.1f MB after the load, %.1f MB when they had left; "
                        + "%.1f kB a reader at first, %.1f kB after the load%n",
                megabytes(before),
                megabytes(with),
                megabytes(loaded),
                megabytes(after),
                (with - before) / 1e3 / readers,
                (loaded - after) / 1e3 / readers);
        return named.size() == published && whole == readers;
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }

    /** Waits until everything has been received, or no more comes. */
    private static void awaitSettled(Set<String> named, int published, List<List<String>> told, SseReaders clients)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        RunningProduct.await(
                "changes",
                () -> System.nanoTime() > deadline
                        || clients.failure().isPresent()
                        || (named.size() == published && told.stream().allMatch(told.get(0)::equals)));
    }

    /** Publishes events at an even rate until it is stopped. */
    private final class Publishing {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final AtomicInteger published = new AtomicInteger();
        private final ScheduledFuture<?> task;

        Publishing(ObservationPublisher publisher, Corrections corrections) {
            task = clock.scheduleAtFixedRate(
                    () -> {
                        publisher.publish(corrections.next()).join();
                        published.incrementAndGet();
                    },
                    0,
                    changesEveryMillis,
                    TimeUnit.MILLISECONDS);
        }

        int stop() throws InterruptedException {
            clock.shutdown();
            clock.awaitTermination(1, TimeUnit.MINUTES);
            if (!task.isCancelled()) {
                throw new IllegalStateException("an event could not be published");
            }
            return published.get();
        }
    }

    private void requestPictures(RunningProduct product) throws IOException {
        try (Requests requests = new Requests(product.address(ORGANISATION, PICTURE), connections, GZIP)) {
            requests.closedLoop(Duration.ofSeconds(2));
        }
    }

    /** The picture as it is and compressed, each against a file of the same bytes. */
    private void againstFile(RunningProduct product, Path files) throws Exception {
        URI picture = product.address(ORGANISATION, PICTURE);
        try (Child server =
                Child.start(StaticFile.class, files.resolveSibling("static.log"), List.of(files.toString()))) {
            compare("compressed", product.dashboard(), picture, GZIP, server, files.resolve("picture.gz"));
            compare("as it is", product.dashboard(), picture, "", server, files.resolve("picture.json"));
        }
    }

    private record Speed(double perSecond, double processorMicros) {}

    private void compare(String form, Child dashboard, URI picture, String headers, Child server, Path file)
            throws Exception {
        Files.write(file, body(picture, headers));
        URI peer = URI.create(server.address() + "/" + file.getFileName());
        List<Double> rates = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Speed still = speed(server, peer, "");
            Speed ours = speed(dashboard, picture, headers);
            double rate = ours.perSecond() / still.perSecond();
            double time = ours.processorMicros() / still.processorMicros();
            System.out.printf(
                    Locale.ROOT,
                    "%s %s, %,d bytes: picture %,.0f requests/s (%.0f µs of processor each)   static file %,.0f (%.0f µs)   "
                            + "picture/static %.2f (%.2f)%n",
                    round == 0 ? "warm-up:" : "round " + round + ":",
                    form,
                    Files.size(file),
                    ours.perSecond(),
                    ours.processorMicros(),
                    still.perSecond(),
                    still.processorMicros(),
                    rate,
                    time);
            if (round > 0) {
                rates.add(rate);
                times.add(time);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median %s: picture/static %.2f requests per second, %.2f processor time per request%n",
                form,
                Scratch.median(rates),
                Scratch.median(times));
    }

    private byte[] body(URI address, String headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        headers.lines().forEach(line -> request.header(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private Speed speed(Child server, URI address, String headers) throws IOException {
        try (Requests requests = new Requests(address, connections, headers)) {
            Duration before = server.processorTime();
            long start = System.nanoTime();
            long answers = requests.closedLoop(Duration.ofSeconds(Math.max(1, seconds / 6)));
            double taken = (System.nanoTime() - start) / 1e9;
            double micros = server.processorTime().minus(before).toNanos() / 1e3;
            return new Speed(answers / taken, micros / answers);
        }
    }
}
