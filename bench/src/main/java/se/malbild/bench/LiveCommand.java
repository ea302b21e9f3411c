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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"bench-(\\d+)\"");
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
        try (RunningProduct product = new RunningProduct(data, codes, commitIntervalMillis)) {
            return measure(product, codes) ? 0 : 1;
        } finally {
            Scratch.delete(data);
        }
    }

    /** Returns whether every event was seen in both ways. */
    private boolean measure(RunningProduct product, List<String> codes) throws Exception {
        Corrections corrections = product.corrections();
        AtomicReference<LiveEvents> now = new AtomicReference<>(new LiveEvents(product, corrections, 0));
        AtomicInteger started = new AtomicInteger();
        List<SseReaders.Reading> readings = new ArrayList<>();
        for (String code : codes) {
            readings.add(new SseReaders.Reading(
                    product.changes(code), new SseReader(true, event -> hear(event, now.get(), started))));
        }
        CommittedPictures pictures = new CommittedPictures();
        try (CommittedReader committed = CommittedReader.follow(product.cluster(), Topic.PICTURES, pictures);
                SseReaders readers = SseReaders.connect(readings)) {
            RunningProduct.await("readers", () -> started.get() == organisations);
            boolean allSeen = true;
            if (halfLoad) {
                sustained(product, corrections, now); // warms up
                allSeen = measure(sustained(product, corrections, now) / 2, product, corrections, now, pictures);
            }
            allSeen &= measure(eventsPerSecond, product, corrections, now, pictures);
            readers.failure().or(committed::failure).ifPresent(failure -> {
                throw new IllegalStateException("A reader ended", failure);
            });
            return allSeen;
        }
    }

    private boolean measure(
            int rate,
            RunningProduct product,
            Corrections corrections,
            AtomicReference<LiveEvents> now,
            CommittedPictures pictures)
            throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%,d events/s about %,d cells of %d municipalities, commit interval %d ms; %d processors%n",
                rate,
                corrections.cells(),
                organisations,
                commitIntervalMillis,
                Runtime.getRuntime().availableProcessors());
        publish(new LiveEvents(product, corrections, rate * warmUp), rate, now);
        LiveEvents events = new LiveEvents(product, corrections, rate * seconds);
        publish(events, rate, now);
        return print(events, pictures);
    }

    /** Returns how many events a second are told when they are published as fast as Kafka takes them. */
    private static int sustained(RunningProduct product, Corrections corrections, AtomicReference<LiveEvents> now)
            throws Exception {
        LiveEvents events = new LiveEvents(product, corrections, AT_ONCE);
        long start = System.nanoTime();
        publish(events, Integer.MAX_VALUE, now);
        if (events.untold() > 0) {
            throw new IllegalStateException(events.untold() + " events were not told");
        }
        int perSecond = (int) (events.count() / ((System.nanoTime() - start) / 1e9));
        System.out.printf(Locale.ROOT, "%,d events at once: %,d events/s%n", events.count(), perSecond);
        return perSecond;
    }

    /** Publishes {@code events}, and waits until they are told. */
    private static void publish(LiveEvents events, int perSecond, AtomicReference<LiveEvents> now) throws Exception {
        now.set(events);
        events.publish(perSecond);
        long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
        RunningProduct.await("changes", () -> events.untold() == 0 || System.nanoTime() > deadline);
    }

    /** Returns whether every event was seen in both ways. */
    private boolean print(LiveEvents events, CommittedPictures pictures) {
        Latencies committed = new Latencies();
        Latencies told = new Latencies();
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < events.count(); i++) {
            long intended = events.intended(i);
            long heard = events.told(i);
            Optional<CommittedPictures.Arrival> arrival = events.committed(i, pictures);
            arrival.ifPresent(picture -> committed.add(picture.nanos() - intended));
            if (heard > 0) {
                told.add(heard - intended);
            }
            if (heard > 0 && arrival.isPresent()) {
                CommittedPictures.Arrival picture = arrival.get();
                ways.add(new Way(
                        events.published(i) - intended,
                        picture.drawn() - intended,
                        picture.nanos() - intended,
                        heard - intended));
            }
        }
        System.out.printf(Locale.ROOT, "%,d events published; from when each was to be%n", events.count());
        print("to a committed picture", committed);
        print("to a told change", told);
        List<Way> slowest = ways.stream()
                .sorted(Comparator.comparingLong(Way::told).reversed())
                .limit(Math.max(1, ways.size() / SLOWEST_SHARE))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "the slowest 1 %%, on average: in Kafka after %.1f ms, drawn after %.1f ms, committed after %.1f ms, told after %.1f ms%n",
                averageMillis(slowest, Way::published),
                averageMillis(slowest, Way::drawn),
                averageMillis(slowest, Way::committed),
                averageMillis(slowest, Way::told));
        return ways.size() == events.count();
    }

    /** When what happened to an event, in nanoseconds from when it was to be published. */
    private record Way(long published, long drawn, long committed, long told) {}

    private static double averageMillis(List<Way> ways, ToLongFunction<Way> when) {
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

    private static void hear(SseReader.Event event, LiveEvents events, AtomicInteger started) {
        if (event.name().equals("start")) {
            started.incrementAndGet();
        }
        Matcher because = EVENT_ID.matcher(event.data());
        while (because.find()) {
            events.hear(Integer.parseInt(because.group(1)), event.nanos());
        }
    }
}
