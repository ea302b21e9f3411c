package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.applications.Condition;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.streams.StreamsApplication;

/** What the streams application says of itself over a real broker. */
class StreamsMetricsIT {
    @Test
    void an_event_is_in_the_latency_once_its_picture_can_be_read(@TempDir Path data) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (TestCluster cluster = TestCluster.start(data)) {
            Vasteras vasteras = new Vasteras("1980");
            long published = System.nanoTime();
            cluster.apply(vasteras.framework());
            StreamsApplication application = new StreamsApplication(cluster.settings("malbild"), meters);
            try (application) {
                application.start();
                await().until(application::isRunning);
                assertThat(application.condition()).isEqualTo(Condition.RUNNING);

                cluster.publish(vasteras.observations());
                cluster.awaitPicturesOf("1980");

                // The commit makes the pictures readable a moment before the application hears of it.
                Timer latency = meters.get("malbild.picture.latency").timer();
                await().until(() -> latency.count() > 0);
                assertThat(latency.max(TimeUnit.NANOSECONDS)).isPositive().isLessThanOrEqualTo((double)
                        (System.nanoTime() - published));
                await().untilAsserted(() -> assertThat(
                                meters.get("malbild.picture.age").timeGauge().value())
                        .isZero());
                assertThat(meters.get("malbild.events.received")
                                .functionCounter()
                                .count())
                        .isEqualTo(vasteras.observations().size());
                assertThat(meters.find("kafka.stream.thread.commit.total").functionCounters())
                        .isNotEmpty();
                assertThat(meters.find("kafka.consumer.fetch.manager.records.consumed.total")
                                .functionCounters())
                        .isNotEmpty();
            }
            assertThat(application.condition()).isEqualTo(Condition.STOPPED);

            SimpleMeterRegistry again = new SimpleMeterRegistry();
            try (StreamsApplication restarted = new StreamsApplication(cluster.settings("malbild"), again)) {
                restarted.start();
                await().until(restarted::isRunning);
                assertThat(again.get("malbild.restore.records")
                                .functionCounter()
                                .count())
                        .isPositive();
                assertThat(restarted.leftToRestore()).isZero();
            }
        }
    }
}
