package se.malbild.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.goals.observation.Observation;

@Command(
        name = "live",
        description = {
            "How long it takes from an event being published to the dashboard telling the change that it made, at an even",
            "rate, as multiples of the streams application's commit interval. Everything shares the processors."
        },
        mixinStandardHelpOptions = true)
final class LiveCommand implements Callable<Integer> {
    private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"(bench-\\d+)\"");
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

    @Option(names = "--events", paramLabel = "N", defaultValue = "500", description = "A second. (${DEFAULT-VALUE})")
    private int eventsPerSecond;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long, after half as long that warms up. (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--organisations",
            paramLabel = "N",
            defaultValue = "8",
            description = "Municipalities that the events are about. (${DEFAULT-VALUE})")
    private int organisations;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Milliseconds. (${DEFAULT-VALUE})")
    private int commitIntervalMillis;

    @Override
    public Integer call() throws Exception {
        List<String> codes = IntStream.range(0, organisations)
                .mapToObj(MadeUpEvents::organisation)
                .toList();
        Path data = Files.createTempDirectory("malbild-bench");
        try (RunningProduct product = new RunningProduct(data, codes, commitIntervalMillis)) {
            return measure(product, codes) ? 0 : 1;
        } finally {
            Scratch.delete(data);
        }
    }

    /** Returns whether every event was reported. */
    private boolean measure(RunningProduct product, List<String> codes) throws Exception {
        Corrections corrections = product.corrections();
        System.out.printf(
                Locale.ROOT,
                "%,d events/s about %,d cells of %d municipalities, commit interval %d ms; %d processors%n",
                eventsPerSecond,
                corrections.cells(),
                organisations,
                commitIntervalMillis,
                Runtime.getRuntime().availableProcessors());
        Map<String, Long> told = new ConcurrentHashMap<>();
        AtomicInteger started = new AtomicInteger();
        List<SseReaders.Reading> readings = new ArrayList<>();
        for (String code : codes) {
            readings.add(new SseReaders.Reading(
                    product.changes(code), new SseReader(true, event -> hear(event, told, started))));
        }
        int warmUp = eventsPerSecond * Math.max(1, seconds / 2);
        int total = warmUp + eventsPerSecond * seconds;
        List<Long> intended = new ArrayList<>();
        try (SseReaders readers = SseReaders.connect(readings)) {
            RunningProduct.await("readers", () -> started.get() == organisations);
            publish(product, corrections, total, intended);
            long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
            RunningProduct.await("changes", () -> told.size() == total || System.nanoTime() > deadline);
            readers.failure().ifPresent(failure -> {
                throw new IllegalStateException("A stream ended", failure);
            });
        }
        Latencies latencies = new Latencies();
        for (int i = warmUp; i < total; i++) {
            Long when = told.get("bench-" + (i + 1));
            if (when != null) {
                latencies.add(when - intended.get(i));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d events published, %,d of them told; of the last %,d, from when each was to be published: %s%n",
                total,
                told.size(),
                latencies.count(),
                latencies);
        System.out.printf(
                Locale.ROOT,
                "p50 %.1f, p99 %.1f, max %.1f commit intervals%n",
                latencies.percentileMillis(50) / commitIntervalMillis,
                latencies.percentileMillis(99) / commitIntervalMillis,
                latencies.percentileMillis(100) / commitIntervalMillis);
        return told.size() == total;
    }

    private static void hear(SseReader.Event event, Map<String, Long> told, AtomicInteger started) {
        if (event.name().equals("start")) {
            started.incrementAndGet();
        }
        Matcher because = EVENT_ID.matcher(event.data());
        while (because.find()) {
            told.putIfAbsent(because.group(1), event.nanos());
        }
    }

    private void publish(RunningProduct product, Corrections corrections, int total, List<Long> intended)
            throws IOException, InterruptedException {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
            Observation next = corrections.next();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
            intended.add(due);
            sent.add(product.publisher().publish(next));
        }
        sent.forEach(CompletableFuture::join);
    }
}
