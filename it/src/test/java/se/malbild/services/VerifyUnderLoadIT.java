package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;

/**
 * {@code malbild verify} finds nothing while events arrive, versions are applied and the application is started again, and finds
 * what is wrong all the same.
 */
@Tag("proof")
class VerifyUnderLoadIT {
    private static final String SECONDS = "malbild.verify.seconds";
    private static final int LOAD_SECONDS = Integer.getInteger(SECONDS, 600);
    private static final int EVENTS_PER_SECOND = 500;
    private static final int TICKS_PER_SECOND = 50;
    private static final int MUNICIPALITIES = 12;

    @TempDir
    private Path data;

    private final Random random = new Random(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Vasteras> municipalities = new ArrayList<>();

    @Test
    void it_is_silent_under_load_and_over_a_restart_and_names_a_fault_under_load() throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (TestCluster cluster = TestCluster.start(data)) {
            StreamsApplication application = cluster.startApplication("malbild");
            for (int code = 1_401; code < 1_401 + MUNICIPALITIES; code++) {
                Vasteras municipality = new Vasteras(Integer.toString(code));
                municipalities.add(municipality);
                cluster.apply(municipality.framework());
                cluster.publish(municipality.observations());
            }
            cluster.awaitPictures();
            List<CompletableFuture<Void>> publishing = new ArrayList<>();
            long start = System.nanoTime();
            ScheduledFuture<?> load = clock.scheduleAtFixedRate(
                    () -> publishing.add(publish(cluster)), 0, 1_000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
            List<Double> took = new ArrayList<>();
            int version = 1;
            double seconds = 0;
            while (seconds < LOAD_SECONDS || took.size() < 3) {
                version++;
                cluster.apply(municipalities.get(version % MUNICIPALITIES).framework(version));
                if (took.size() == 2) {
                    application.close();
                    application = cluster.startApplication("malbild");
                }
                long began = System.nanoTime();
                Said verified = verify(cluster);
                took.add((System.nanoTime() - began) / 1e9);
                assertThat(verified.exitCode())
                        .as(
                                "after %.0f s, %d events%n%s%s",
                                seconds, sent.get(), verified.results(), verified.messages())
                        .isZero();
                seconds = (System.nanoTime() - start) / 1e9;
            }
            String surplus = Keys.part("1401", "vasteras-exempel-2017-2019", 2031, "N17461");
            cluster.send(
                    Topic.INDICATOR_ATTAINMENT,
                    Partitioning.of("1401", TestCluster.PARTITIONS),
                    surplus.getBytes(StandardCharsets.UTF_8),
                    cluster.standing(Topic.INDICATOR_ATTAINMENT)
                            .get(Keys.part("1401", "vasteras-exempel-2017-2019", 2018, "N17461")));
            Said faulty = verify(cluster, "--wait=5");
            int sentInAll = sent.get();
            seconds = (System.nanoTime() - start) / 1e9;
            load.cancel(false);
            clock.shutdown();
            assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            publishing.forEach(CompletableFuture::join);
            application.close();

            assertThat(faulty.exitCode()).isEqualTo(1);
            assertThat(faulty.results().lines())
                    .containsExactly("1401: 1 skillnad", "   indicator-attainment " + surplus + ": ska inte finnas");
            System.out.printf(
                    "%d verifications, none with a difference, while %d events were sent in %.0f s (%.0f/s) and %d versions"
                            + " applied; each took %.1f to %.1f s; a surplus output then named under load%n",
                    took.size(),
                    sentInAll,
                    seconds,
                    sentInAll / seconds,
                    version - 1,
                    took.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                    took.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
        } finally {
            clock.shutdownNow();
        }
    }

    /** Sends the events of one tick, each of which changes a value. */
    private CompletableFuture<Void> publish(TestCluster cluster) {
        return cluster.startPublishing(random.ints(EVENTS_PER_SECOND / TICKS_PER_SECOND, 0, MUNICIPALITIES)
                .mapToObj(i -> municipalities
                        .get(i)
                        .pupilsWithDiploma(
                                2017 + random.nextInt(3),
                                sent.incrementAndGet(),
                                Integer.toString(random.nextInt(101))))
                .toList());
    }

    private static Said verify(TestCluster cluster, String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(more));
        arguments.addAll(cluster.options());
        return Said.malbild(arguments.toArray(String[]::new));
    }
}
