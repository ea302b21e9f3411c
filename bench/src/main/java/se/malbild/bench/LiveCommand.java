package se.malbild.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.schemas.Topic;

@Command(
        name = "live",
        description = {
            "How long it takes from an event being published to the dashboard telling the change that it made, at an even",
            "rate, as multiples of the streams application's commit interval. Everything shares the processors."
        },
        mixinStandardHelpOptions = true)
final class LiveCommand implements Callable<Integer> {
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(30);
    private static final int SLOWEST_SHARE = 100;
    private static final int AT_ONCE = 500_000;

    @Option(names = "--events", paramLabel = "N", defaultValue = "500", description = "A second. (${DEFAULT-VALUE})")
    private int eventsPerSecond;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "How long. (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "For how long as many events are published before, which do not count. (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--half-load",
            description = {
                "First, also publish half as many a second as are told when they are published as fast as Kafka takes them,",
                "which is measured before."
            })
    private boolean halfLoad;

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
        try (RunningProduct product =
                new RunningProduct(data, codes, commitIntervalMillis, RunningProduct.SHORT_PAUSES)) {
            return measure(product, codes) ? 0 : 1;
        } finally {
            Scratch.delete(data);
        }
    }

    /** Returns whether every event was seen in both ways. */
    private boolean measure(RunningProduct product, List<String> codes) throws Exception {
        CommittedPictures pictures = new CommittedPictures();
        ToldPictures told = new ToldPictures();
        Corrections corrections = product.corrections();
        IntFunction<LiveEvents> next = count -> new LiveEvents(product, corrections, count, pictures, told);
        AtomicInteger started = new AtomicInteger();
        List<SseReaders.Reading> readings = new ArrayList<>();
        for (String code : codes) {
            readings.add(new SseReaders.Reading(
                    product.changes(code), new SseReader(true, event -> hear(event, told, started))));
        }
        try (CommittedReader committed = CommittedReader.follow(product.cluster(), Topic.PICTURES, pictures);
                SseReaders readers = SseReaders.connect(readings)) {
            RunningProduct.await("readers", () -> started.get() == organisations);
            boolean allSeen = true;
            if (halfLoad) {
                sustained(next); // warms up
                allSeen = measure(sustained(next) / 2, corrections.cells(), next);
            }
            allSeen &= measure(eventsPerSecond, corrections.cells(), next);
            readers.failure().or(committed::failure).ifPresent(failure -> {
                throw new IllegalStateException("A reader ended", failure);
            });
            return allSeen;
        }
    }

    private boolean measure(int rate, int cells, IntFunction<LiveEvents> next) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%,d events/s about %,d cells of %d municipalities, commit interval %d ms; %d processors%n",
                rate,
                cells,
                organisations,
                commitIntervalMillis,
                Runtime.getRuntime().availableProcessors());
        publish(next.apply(rate * warmUp), rate);
        LiveEvents events = next.apply(rate * seconds);
        publish(events, rate);
        return print(events);
    }

    /** Returns how many events a second are told when they are published as fast as Kafka takes them. */
    private static int sustained(IntFunction<LiveEvents> next) throws Exception {
        LiveEvents events = next.apply(AT_ONCE);
        long start = System.nanoTime();
        publish(events, Integer.MAX_VALUE);
        if (!events.areTold()) {
            throw new IllegalStateException("not all events were told");
        }
        int perSecond = (int) (events.count() / ((System.nanoTime() - start) / 1e9));
        System.out.printf(Locale.ROOT, "%,d events at once: %,d events/s%n", events.count(), perSecond);
        return perSecond;
    }

    /** Publishes {@code events}, and waits until they are told. */
    private static void publish(LiveEvents events, int perSecond) throws Exception {
        events.publish(perSecond);
        long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        RunningProduct.await("changes", () -> events.areTold() || System.nanoTime() > deadline);
    }

    /** Returns whether every event was seen in both ways. */
    private boolean print(LiveEvents events) {
        Latencies committed = new Latencies();
        Latencies told = new Latencies();
        List<LiveEvents.Way> ways = IntStream.range(0, events.count())
                .mapToObj(events::way)
                .flatMap(Optional::stream)
                .toList();
        ways.forEach(way -> {
            committed.add(way.committed());
            told.add(way.told());
        });
        System.out.printf(
                Locale.ROOT,
                "%,d events published, %,d told; from when each was to be published%n",
                events.count(),
                ways.size());
        if (ways.isEmpty()) {
            return false;
        }
        print("to a committed picture", committed);
        print("to a told change", told);
        List<LiveEvents.Way> slowest = ways.stream()
                .sorted(Comparator.comparingLong(LiveEvents.Way::told).reversed())
                .limit(Math.max(1, ways.size() / SLOWEST_SHARE))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "the slowest 1 %%, on average: in Kafka after %.1f ms, drawn after %.1f ms, committed after %.1f ms, told after %.1f ms%n",
                averageMillis(slowest, LiveEvents.Way::published),
                averageMillis(slowest, LiveEvents.Way::drawn),
                averageMillis(slowest, LiveEvents.Way::committed),
                averageMillis(slowest, LiveEvents.Way::told));
        return ways.size() == events.count();
    }

    private static double averageMillis(List<LiveEvents.Way> ways, ToLongFunction<LiveEvents.Way> when) {
        return ways.stream().mapToLong(when).average().orElse(Double.NaN) / 1e6;
    }

    private void print(String what, Latencies latencies) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d; %s; p50 %.2f, p99 %.2f, max %.2f commit intervals%n",
                what,
                latencies.count(),
                latencies,
                latencies.percentileMillis(50) / commitIntervalMillis,
                latencies.percentileMillis(99) / commitIntervalMillis,
                latencies.percentileMillis(100) / commitIntervalMillis);
    }

    private static void hear(SseReader.Event event, ToldPictures told, AtomicInteger started) {
        if (event.name().equals("start")) {
            started.incrementAndGet();
        } else if (event.name().equals("change")) {
            told.hear(event);
        }
    }
}
