package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownOrderTest {
    @Test
    void given_any_log_then_the_order_passes_every_place_that_a_moment_finds() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            OrganisationLog log = Logs.of(times(random), times(random));
            KnownOrder order = new KnownOrder(log, Cut.BEGINNING, log.end());
            Set<Cut> passed = new HashSet<>(Set.of(order.cut()));

            while (!order.isEmpty()) {
                order.poll();
                passed.add(order.cut());
            }

            assertThat(order.cut()).as("seed %d", seed).isEqualTo(log.end());
            for (long moment = 0; moment < 30_000; moment += 500) {
                assertThat(passed)
                        .as("seed %d", seed)
                        .contains(log.at(Instant.ofEpochMilli(moment)).cut());
            }
        }
    }

    @Test
    void given_the_same_time_then_the_framework_comes_first() {
        OrganisationLog log = Logs.of(List.of(1_000L, 2_000L), List.of(2_000L));
        KnownOrder order = new KnownOrder(log, new Cut(1, 0), log.end());

        assertThat(order.isFrameworkNext()).isTrue();
        order.poll();
        assertThat(order.cut()).isEqualTo(new Cut(1, 1));
        assertThat(order.isFrameworkNext()).isFalse();
    }

    /** Mostly later ones, some at the same time, and some that run back. */
    private static List<Long> times(Random random) {
        List<Long> times = new ArrayList<>();
        long clock = 0;
        for (int more = random.nextInt(12); more > 0; more--) {
            clock = Math.max(0, clock + (random.nextInt(6) - 1) * 1_000L);
            times.add(clock);
        }
        return times;
    }
}
