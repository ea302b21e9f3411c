package se.malbild.publisher.spool;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What can be measured of a spool, with the tag {@code spool}, its directory. */
final class SpoolMetrics implements AutoCloseable {
    private final MeterRegistry meters;
    private final DistributionSummary forced;
    private final List<Meter> all;

    SpoolMetrics(MeterRegistry meters, Spool spool, Drain drain) {
        this.meters = meters;
        Tags tags = Tags.of("spool", spool.directory().toString());
        forced = DistributionSummary.builder("malbild.spool.forced")
                .description("Events put on disk with one forced write")
                .tags(tags)
                .register(meters);
        all = List.of(
                forced,
                Gauge.builder("malbild.spool.size", spool, Spool::bytes)
                        .description("Bytes of the events that wait and of the dead file")
                        .baseUnit("bytes")
                        .tags(tags)
                        .register(meters),
                Gauge.builder("malbild.spool.waiting", spool, Spool::events)
                        .description("Events that the broker does not have yet")
                        .tags(tags)
                        .register(meters),
                TimeGauge.builder("malbild.spool.oldest", drain, TimeUnit.MILLISECONDS, SpoolMetrics::ageMillis)
                        .description("How long the oldest event has waited; 0 when none waits")
                        .tags(tags)
                        .register(meters),
                Gauge.builder("malbild.spool.dead", spool.dead(), DeadFile::events)
                        .description("Events in the dead file")
                        .tags(tags)
                        .register(meters));
    }

    private static double ageMillis(Drain drain) {
        return drain.oldest()
                .map(oldest -> Duration.between(oldest, Instant.now()).toMillis())
                .map(millis -> Math.max(0, millis))
                .orElse(0L);
    }

    void forced(int events) {
        forced.record(events);
    }

    @Override
    public void close() {
        all.forEach(meters::remove);
    }
}
