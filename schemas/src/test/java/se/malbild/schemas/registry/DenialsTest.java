package se.malbild.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.malbild.schemas.registry.SchemaRegistry.Lookup;

class DenialsTest {
    private static final int ID = 4711;
    private static final long SECOND = 1_000_000_000;
    /** When the questions begin, in milliseconds since 1970. */
    private static final long BEGUN = 1_577_836_800_000L;

    private final Denials denials = new Denials();

    @Test
    void a_no_to_a_new_record_counts_once_it_has_been_said_for_five_seconds() {
        denyAt(0);
        denyAt(4);
        assertThat(counts(4, BEGUN)).isFalse();
        denyAt(5);

        assertThat(counts(5, BEGUN)).isTrue();
        assertThat(denials.isCertain(ID, 5 * SECOND)).isTrue();
        assertThat(denials.isCertain(ID + 1, 5 * SECOND)).isFalse();
    }

    @Test
    void a_no_counts_for_no_record_that_came_after_it() {
        denyAt(0);
        denyAt(5);

        assertThat(counts(6, BEGUN + 5_000)).isTrue();
        assertThat(counts(6, BEGUN + 5_001)).isFalse();
    }

    @Test
    void a_clock_that_was_set_back_lets_no_record_wait_until_it_is_right_again() {
        denyAt(0);
        denyAt(5);

        assertThat(counts(6, BEGUN + 3_600_000)).isTrue();
    }

    @Test
    void a_no_to_an_old_record_counts_at_once_if_the_registry_has_answered_for_five_seconds() {
        for (int second = 0; second <= 5; second++) {
            denials.hasOurs(second * SECOND);
        }
        denyAt(5);

        assertThat(counts(5, BEGUN - 55_000)).isTrue();
        assertThat(counts(5, BEGUN - 54_999)).isFalse();
    }

    @Test
    void a_registry_that_may_have_been_started_again_must_say_no_anew() {
        denyAt(0);
        denyAt(5);
        denials.unanswered(6 * SECOND, new Lookup.Unreachable("503"));
        assertThat(counts(6, BEGUN)).isFalse();
        denyAt(7);
        assertThat(counts(7, BEGUN)).isFalse();

        denyAt(18); // nothing was heard of it for longer than ten seconds
        assertThat(counts(18, BEGUN)).isFalse();
        denyAt(23);
        assertThat(counts(23, BEGUN)).isTrue();
    }

    @Test
    void a_no_is_remembered_for_a_minute() {
        denyAt(0);
        denyAt(5);

        assertThat(counts(65, BEGUN)).isTrue();
        assertThat(counts(66, BEGUN)).isFalse();
    }

    @Test
    void what_was_denied_is_asked_for_again_soon_and_then_when_the_no_may_count() {
        denyAt(0);
        assertThat(denials.hasJustDenied(ID, SECOND - 1)).isTrue();
        assertThat(denials.hasJustDenied(ID, SECOND)).isFalse();
        denyAt(1);
        assertThat(denials.hasJustDenied(ID, 5 * SECOND - 1)).isTrue();
        assertThat(denials.hasJustDenied(ID, 5 * SECOND)).isFalse();
    }

    private void denyAt(long second) {
        denials.hasOurs(second * SECOND);
        denials.add(ID, second * SECOND, BEGUN + second * 1_000);
    }

    private boolean counts(long second, long appendedAt) {
        return denials.isCertain(ID, second * SECOND, appendedAt);
    }
}
