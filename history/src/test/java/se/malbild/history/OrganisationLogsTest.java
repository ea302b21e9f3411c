package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganisationLogsTest {
    private static final long BYTES = Logs.of(List.of(1L, 2L, 3L), List.of()).bytes();

    private final List<String> readings = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OrganisationLogs logs = new OrganisationLogs(this::readOn, 2 * BYTES, Duration.ofMillis(1));

    @AfterEach
    void stop() {
        held.values().forEach(CountDownLatch::countDown);
        threads.shutdown();
    }

    @Test
    void given_a_log_in_memory_then_only_what_has_come_since_is_read() throws Exception {
        OrganisationLog first = logs.log("1880");
        OrganisationLog second = logs.log("1880");

        assertThat(readings).containsExactly("1880 from 0", "1880 from 3");
        assertThat(second.end()).isEqualTo(first.end());
    }

    @Test
    void given_more_logs_than_fit_then_the_one_asked_for_longest_ago_is_read_again() throws Exception {
        logs.log("1880");
        logs.log("1980");
        logs.log("1880");
        logs.log("1281");
        readings.clear();

        logs.log("1880");
        logs.log("1980");

        assertThat(readings).containsExactly("1880 from 3", "1980 from 0");
    }

    @Test
    void given_a_log_that_is_being_read_then_who_asks_for_it_gets_what_that_reading_finds() throws Exception {
        hold("1880");
        Future<OrganisationLog> first = threads.submit(() -> logs.log("1880"));
        awaitReadings(1);
        FutureTask<OrganisationLog> second = new FutureTask<>(() -> logs.log("1880"));
        Thread asking = new Thread(second);
        asking.start();
        awaitWaiting(asking);
        held.get("1880").countDown();

        assertThat(second.get()).isSameAs(first.get());
        assertThat(readings).containsExactly("1880 from 0");
    }

    @Test
    void given_as_many_logs_being_read_as_may_be_then_another_has_to_be_asked_for_later() throws Exception {
        List<Future<OrganisationLog>> readings = new ArrayList<>();
        for (int i = 0; i < Turns.AT_ONCE; i++) {
            String organisation = Integer.toString(1880 + i);
            hold(organisation);
            readings.add(threads.submit(() -> logs.log(organisation)));
        }
        awaitReadings(Turns.AT_ONCE);

        assertThatThrownBy(() -> logs.log("1281")).isInstanceOf(BusyException.class);

        held.values().forEach(CountDownLatch::countDown);
        for (Future<OrganisationLog> reading : readings) {
            reading.get();
        }
        assertThat(logs.log("1281").end()).isEqualTo(new Cut(3, 0));
    }

    @Test
    void given_a_reading_that_fails_then_the_next_one_begins_anew() throws Exception {
        OrganisationLogs failing = new OrganisationLogs(
                (log, pace) -> {
                    readings.add(log.organisation());
                    if (readings.size() <= 3) {
                        throw new TimeoutException("away");
                    }
                    return log;
                },
                BYTES,
                Duration.ofMillis(1));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> failing.log("1880")).isInstanceOf(TimeoutException.class);
        }

        assertThat(failing.log("1880").end()).isEqualTo(Cut.BEGINNING);
    }

    @Test
    void given_a_log_that_is_too_large_then_it_is_not_read_again() throws Exception {
        OrganisationLogs small = new OrganisationLogs(
                (log, pace) -> {
                    readings.add(log.organisation());
                    throw new TooLargeException(log.organisation(), BYTES);
                },
                BYTES,
                Duration.ofMillis(1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> small.log("1880"))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessage("the log of 1880 takes more than " + BYTES + " bytes");
        }

        assertThat(readings).containsExactly("1880");
    }

    /** Finds three events, once it is let go. */
    private OrganisationLog readOn(OrganisationLog log, Pace pace) {
        readings.add(log.organisation() + " from " + log.end().events());
        try {
            held.getOrDefault(log.organisation(), new CountDownLatch(0)).await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        return new OrganisationLog(log.organisation(), Logs.topic(List.of(1L, 2L, 3L)), TopicLog.UNREAD);
    }

    private void hold(String organisation) {
        held.put(organisation, new CountDownLatch(1));
    }

    private void awaitReadings(int count) {
        while (readings.size() < count) {
            Thread.onSpinWait();
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
