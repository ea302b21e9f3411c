package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/** An application that finds neither broker nor registry. */
class StreamsRuntimeTest {
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    private Path data;

    private StreamsRuntime runtime;

    @BeforeEach
    void assemble() {
        runtime = new StreamsRuntime(
                new Cluster(NOBODY, "http://" + NOBODY),
                data,
                List.of(Topic.INDICATOR_EVENTS),
                List.of(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    @Timeout(20)
    void a_close_ends_a_start_that_waits() throws Exception {
        FutureTask<Void> start = new FutureTask<>(() -> {
            runtime.start(context -> null);
            return null;
        });
        Thread starter = new Thread(start);
        starter.start();
        await().until(() ->
                Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(starter.getState()));
        assertThat(runtime.condition()).isEqualTo(Condition.STARTING);

        runtime.close();

        assertThatThrownBy(() -> start.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(runtime.condition()).isEqualTo(Condition.STOPPED);
        assertThat(runtime.awaitEnd()).isTrue();
    }

    @Test
    void what_is_closed_does_not_start() {
        runtime.close();

        assertThatThrownBy(() -> runtime.start(context -> null)).isInstanceOf(InterruptedException.class);
        assertThat(runtime.condition()).isEqualTo(Condition.STOPPED);
    }

    @Test
    void only_what_has_ended_calls_for_a_restart_and_only_what_runs_is_ready() {
        for (Condition condition : Condition.values()) {
            boolean hasEnded = condition == Condition.FAILED || condition == Condition.STOPPED;
            assertThat(condition.health(7).live()).as("%s", condition).isEqualTo(!hasEnded);
            assertThat(condition.health(7).ready()).as("%s", condition).isEqualTo(condition == Condition.RUNNING);
        }
        assertThat(Condition.RESTORING.health(7).text().en()).isEqualTo("Reading the state back: 7 records left.");
        assertThat(List.of(Condition.values()))
                .extracting(condition -> condition.health(0).code())
                .containsExactly("starting", "rebalancing", "restoring", "catching-up", "running", "failed", "stopped");
    }
}
