package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationLogTest {
    private static final long MINUTE = 60_000;

    @ParameterizedTest
    @CsvSource({
        "999, 0, 0",
        "1000, 1, 0", // at that very millisecond
        "1001, 1, 0",
        "5000, 2, 1", // both topics
        "5999, 3, 1", // three events at 5 s or a bit later
        "9000, 4, 2"
    })
    void given_a_moment_then_what_was_appended_by_then_lies_before_the_cut(long moment, int events, int frameworks) {
        OrganisationLog log = Logs.of(List.of(1_000L, 5_000L, 5_500L, 9_000L), List.of(5_000L, 9_000L));

        assertThat(at(log, moment).cut()).isEqualTo(new Cut(events, frameworks));
        assertThat(at(log, moment).isUncertain()).isFalse();
    }

    @Test
    void given_no_records_then_there_is_no_beginning() {
        assertThat(Logs.of(List.of(), List.of()).beginning()).isEmpty();
        assertThat(Logs.of(List.of(7_000L), List.of(3_000L)).beginning()).contains(Instant.ofEpochMilli(3_000));
    }

    @ParameterizedTest
    @CsvSource({
        "5000, 1, false", // before anything ran back
        "19999, 1, false",
        "20000, 1, true", // the next one was stamped ahead, and this may have been known
        "79999, 1, true",
        "90000, 4, false", // when times have caught up
    })
    void given_a_record_stamped_ahead_then_those_behind_it_are_hidden_with_a_warning(
            long moment, int events, boolean isUncertain) {
        OrganisationLog log = Logs.of(List.of(5_000L, 80_000L, 20_000L, 90_000L), List.of());

        assertThat(at(log, moment).cut().events()).isEqualTo(events);
        assertThat(at(log, moment).isUncertain()).isEqualTo(isUncertain);
    }

    @Test
    void given_a_clock_that_stays_behind_then_every_later_moment_is_uncertain() {
        OrganisationLog log = Logs.of(List.of(80_000L, 20_000L, 30_000L), List.of());

        assertThat(at(log, 100_000)).isEqualTo(new Moment(new Cut(3, 0), true, true));
        assertThat(log.end()).isEqualTo(new Cut(3, 0));
    }

    @Test
    void given_times_that_run_back_by_a_second_then_nothing_is_uncertain() {
        OrganisationLog log = Logs.of(List.of(80_000L, 79_000L), List.of());

        assertThat(at(log, 79_500)).isEqualTo(new Moment(Cut.BEGINNING, true, false));
        assertThat(at(log, 80_000)).isEqualTo(new Moment(new Cut(2, 0), true, false));
    }

    @Test
    void given_a_moment_within_the_last_minute_of_the_log_then_it_is_preliminary() {
        OrganisationLog log = Logs.of(List.of(MINUTE, 10 * MINUTE), List.of(2 * MINUTE));

        assertThat(at(log, 9 * MINUTE).isPreliminary()).isFalse();
        assertThat(at(log, 9 * MINUTE + 1).isPreliminary()).isTrue();
        assertThat(at(log, 20 * MINUTE).isPreliminary()).isTrue();
    }

    @Test
    void given_neighbours_that_go_on_then_time_has_gone_by_for_a_quiet_organisation_too() {
        TopicLog quiet = new TopicLog(Logs.topic(List.of(MINUTE)).records(), 100, 50 * MINUTE, false);
        OrganisationLog log = new OrganisationLog("1880", quiet, TopicLog.UNREAD);

        assertThat(at(log, 49 * MINUTE)).isEqualTo(new Moment(new Cut(1, 0), false, false));
    }

    @Test
    void given_an_open_transaction_then_what_it_holds_back_may_be_as_old_as_what_comes_before_it() {
        TopicLog open = new TopicLog(Logs.topic(List.of(MINUTE)).records(), 1, MINUTE, true);
        OrganisationLog log = new OrganisationLog("1880", Logs.topic(List.of(10 * MINUTE)), open);

        assertThat(at(log, 5 * MINUTE).isPreliminary()).isTrue();
        assertThat(at(log, 0).isPreliminary()).isFalse();
    }

    private static Moment at(OrganisationLog log, long millis) {
        return log.at(Instant.ofEpochMilli(millis));
    }
}
