package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int WAITING = 3;
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final List<Future<Long>> ends = new ArrayList<>();

    /** For work that ends when it is let go, and gives when it ended. */
    private void takeEveryTurn(Turns turns) throws Exception {
        CountDownLatch taken = new CountDownLatch(Turns.AT_ONCE);
        for (int i = 0; i < Turns.AT_ONCE; i++) {
            ends.add(threads.submit(() -> turns.take(pace -> {
                taken.countDown();
                letGo.await();
                work();
                return System.nanoTime();
            })));
        }
        taken.await();
    }

    @AfterEach
    void end() {
        letGo.countDown();
        threads.shutdown();
    }

    @Test
    void given_no_turn_within_the_longest_wait_then_it_is_busy() throws Exception {
        Turns turns = new Turns(Duration.ofMillis(1));
        takeEveryTurn(turns);

        assertThatThrownBy(() -> turns.take(pace -> "done")).isInstanceOf(BusyException.class);
    }

    @Test
    void given_three_who_had_to_wait_then_each_rests_three_times_as_long_as_the_work_before_it() throws Exception {
        Turns turns = new Turns(Duration.ofMinutes(1));
        takeEveryTurn(turns);
        List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
        List<Future<Long>> starts = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            starts.add(threads.submit(() -> {
                waiting.add(Thread.currentThread());
                return turns.take(pace -> System.nanoTime());
            }));
        }
        while (waiting.size() < WAITING
                || waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        letGo.countDown();

        long firstEnd = Long.MAX_VALUE;
        for (Future<Long> end : ends) {
            firstEnd = Math.min(firstEnd, end.get());
        }
        for (Future<Long> start : starts) {
            assertThat(start.get() - firstEnd).isGreaterThan(WAITING * WORK_NANOS);
        }
    }

    @Test
    void given_many_who_were_sent_away_a_moment_ago_then_work_rests_as_long_as_it_may_although_nobody_waits()
            throws Exception {
        Turns turns = new Turns(Duration.ofMillis(1));
        takeEveryTurn(turns);
        for (int i = 0; i <= Turns.LONGEST_REST; i++) {
            assertThatThrownBy(() -> turns.take(pace -> "done")).isInstanceOf(BusyException.class);
        }
        letGo.countDown();
        for (Future<Long> end : ends) {
            end.get();
        }

        assertThat(turns.take(TurnsTest::workAndStep)).isGreaterThan((1 + Turns.LONGEST_REST) * WORK_NANOS);
    }

    /** Returns how long it took. */
    private static long workAndStep(Pace pace) {
        long start = System.nanoTime();
        work();
        pace.step();
        return System.nanoTime() - start;
    }

    /** Takes {@link #WORK_NANOS} of a processor. */
    private static void work() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - start < WORK_NANOS) {
            Thread.onSpinWait();
        }
    }

    @Test
    void given_work_that_others_wait_for_then_it_rests_after_each_small_part() throws Exception {
        Turns turns = new Turns(Duration.ofMinutes(1));
        CountDownLatch hasTurn = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        Future<Long> worked = threads.submit(() -> turns.take(pace -> {
            hasTurn.countDown();
            othersWait.await();
            return workAndStep(pace);
        }));
        hasTurn.await();
        List<Thread> others = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < Turns.AT_ONCE; i++) {
            ends.add(threads.submit(() -> {
                others.add(Thread.currentThread());
                return turns.take(pace -> {
                    letGo.await();
                    return 0L;
                });
            }));
        }
        while (others.stream().noneMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
        othersWait.countDown();

        assertThat(worked.get()).isGreaterThan(2 * WORK_NANOS);
    }
}
