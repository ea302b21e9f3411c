package se.malbild.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleDecisions;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.PictureChange;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Justification;

/** A picture and the indicators in it, read in different orders. */
class FoldTest {
    private static final int YEAR = 2018;
    private static final String INDICATOR = "N17461";
    private static final Instant FIRST = Instant.parse("2020-03-01T12:00:00Z");
    private static final Instant LATER = Instant.parse("2020-03-01T12:00:01Z");

    private final Fold fold = new Fold();
    private final List<PictureChange> changes = new ArrayList<>();
    private ObservationSet observed = new ObservationSet();
    private GoalFramework framework;
    private Picture before;
    private long nowNanos;
    private long offset;

    @BeforeEach
    void aPictureIsShown() throws Exception {
        FrameworkVersion version = FrameworkVersion.read(SampleEvents.framework("vasteras-exempel-2017-2019"));
        framework = version.framework();
        fold.framework(new Published<>(
                new AppliedVersion(version, new Justification("Sara Lind", "Nya mål", Optional.empty())),
                position("goal-frameworks"),
                FIRST));
        SampleEvents.of("1980").forEach(observed::add);
        framework.indicators().forEach(indicator -> read(indicator, FIRST));
        before = read(FIRST);
        settle();
        assertThat(shown()).isEqualTo(before);
        changes.clear();
        fold.forgetReasons();

        observed.add(correction("correction", 1, "10"));
    }

    @Test
    void a_picture_that_is_taken_away_before_it_was_shown_is_no_change() {
        fold.picture(
                new Fold.Key("1980", framework.id(), YEAR + 1, ""),
                Optional.empty(),
                position("pictures"),
                FIRST,
                nowNanos);

        settle();

        assertThat(changes).isEmpty();
        assertThat(shown()).isEqualTo(before);
    }

    /** A record may have to wait for its schema, and comes after those behind it. */
    @Test
    void decisions_count_where_they_lie_in_whatever_order_they_are_read() {
        SampleDecisions decisions = new SampleDecisions(new DecisionYear("1980", framework.id(), YEAR))
                .closed(before)
                .reopened("Ett värde kom för sent.")
                .judged("hallbar-stad-1", "uppnatt", "uppnatt", "");
        List<DecisionRecord> records = decisions.records();

        for (int place : new int[] {2, 0, 1}) {
            fold.decision(decisions.year(), records.get(place), new LogPosition("year-decisions", 0, place), FIRST);
        }

        FrameworkView view = fold.settle(nowNanos, change -> {})
                .organisation("1980")
                .orElseThrow()
                .latest();
        assertThat(view.decided(YEAR).decisions().voids()).isEmpty();
        assertThat(view.decided(YEAR).decisions().isClosed()).isFalse();
        assertThat(view.decided(YEAR).closing()).isEmpty();
    }

    @Test
    void a_closed_picture_leads_where_it_is_asked_for_and_the_present_one_is_kept_beside_it() {
        SampleDecisions decisions = new SampleDecisions(new DecisionYear("1980", framework.id(), YEAR)).closed(before);
        fold.decision(decisions.year(), decisions.records().get(0), position("year-decisions"), LATER);

        Snapshot snapshot = fold.settle(nowNanos, change -> {});

        FrameworkView leading =
                snapshot.withClosedPictures().organisation("1980").orElseThrow().latest();
        assertThat(leading.picture(YEAR).orElseThrow().at()).isEqualTo(LATER);
        assertThat(leading.live().orElseThrow().picture(YEAR).orElseThrow().at())
                .isEqualTo(FIRST);
        assertThat(snapshot.organisation("1980").orElseThrow().latest().live()).isEmpty();
    }

    private static Observation correction(String eventId, int revision, String value) throws Exception {
        return draft(eventId, revision, value).build();
    }

    private static ObservationDraft draft(String eventId, int revision, String value) {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation("1980")
                .indicator(INDICATOR)
                .department("barn-och-utbildning")
                .year(YEAR)
                .value(value)
                .revision(revision)
                .observedAt(FIRST);
    }

    private LogPosition position(String topic) {
        return new LogPosition(topic, 0, offset++);
    }

    private void read(Indicator indicator, Instant at) {
        IndicatorAssessment assessed = new Assessment(framework).indicator(indicator, YEAR, observed);
        fold.indicator(
                new Fold.Key("1980", framework.id(), YEAR, indicator.id()),
                Optional.of(IndicatorObservations.of(framework, YEAR, assessed)),
                position("indicator-observations"),
                at);
    }

    private void readIndicator(Instant at) {
        read(framework.indicatorsById().get(INDICATOR), at);
    }

    private Picture read(Instant at) {
        Picture picture = new Assessment(framework).picture(YEAR, observed);
        fold.picture(
                new Fold.Key("1980", framework.id(), YEAR, ""),
                Optional.of(picture),
                position("pictures"),
                at,
                nowNanos);
        return picture;
    }

    private void settle() {
        fold.settle(nowNanos, changes::add);
    }

    private Picture shown() {
        return fold.settle(nowNanos, changes::add)
                .organisation("1980")
                .orElseThrow()
                .latest()
                .picture(YEAR)
                .orElseThrow()
                .value();
    }

    private void assertTold(Picture now) {
        assertThat(changes).hasSize(1);
        PictureChange change = changes.get(0);
        assertThat(change.before()).contains(before);
        assertThat(change.now()).contains(now);
        assertThat(change.because()).containsOnlyKeys(INDICATOR);
        assertThat(change.because().get(INDICATOR))
                .extracting(replacement -> replacement.now().eventId())
                .containsExactly("correction");
    }

    @Test
    void a_picture_that_is_read_first_waits_for_what_it_rests_on() {
        Picture now = read(LATER);
        settle();
        assertThat(shown()).isEqualTo(before);
        assertThat(changes).isEmpty();

        readIndicator(LATER);
        assertThat(shown()).isEqualTo(now);
        assertTold(now);
    }

    @Test
    void what_an_indicator_rests_on_is_remembered_until_its_picture_has_been_read() {
        readIndicator(LATER);
        settle();
        settle();
        assertThat(changes).isEmpty();

        Picture now = read(LATER);
        settle();
        assertTold(now);
    }

    @Test
    void a_picture_whose_indicator_was_overtaken_does_not_wait() throws Exception {
        Picture now = read(LATER);
        observed.add(correction("second-correction", 2, "20"));
        readIndicator(LATER.plusSeconds(1));

        assertThat(shown()).isEqualTo(now);
    }

    @Test
    void a_picture_that_has_all_it_rests_on_does_not_wait_for_the_next_one() throws Exception {
        Picture now = read(LATER);
        Observation second = correction("second-correction", 2, "20");
        observed.add(second);
        read(LATER.plusSeconds(1));
        settle();
        assertThat(changes).isEmpty();

        observed = new ObservationSet();
        SampleEvents.of("1980").forEach(observed::add);
        observed.add(correction("correction", 1, "10"));
        readIndicator(LATER);
        assertThat(shown()).isEqualTo(now);
        assertTold(now);

        observed.add(second);
        readIndicator(LATER.plusSeconds(1));
        settle();
        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).because().get(INDICATOR))
                .extracting(replacement -> replacement.now().eventId())
                .containsExactly("second-correction");
    }

    @Test
    void what_won_after_a_picture_was_drawn_is_the_reason_of_the_next_one() throws Exception {
        Picture now = read(LATER);
        readIndicator(LATER);
        observed.add(correction("second-correction", 2, "20"));
        readIndicator(LATER.plusSeconds(1));
        settle();
        assertTold(now);

        read(LATER.plusSeconds(1));
        settle();
        assertThat(changes.get(1).because().get(INDICATOR))
                .extracting(replacement -> replacement.now().eventId())
                .containsExactly("second-correction");
    }

    @Test
    void which_event_won_before_there_were_counts_is_not_told_any_more_when_there_are() throws Exception {
        readIndicator(LATER);
        observed.add(draft("count", 2, "10").count(100L).build());
        readIndicator(LATER.plusSeconds(1));
        read(LATER.plusSeconds(1));
        settle();

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).because()).isEmpty();
    }

    @Test
    void what_a_document_calls_persons_stays_so_when_another_of_the_same_version_takes_its_place() throws Exception {
        String document = SampleEvents.framework("vasteras-exempel-2017-2019");
        FrameworkVersion persons =
                FrameworkVersion.read(document.replaceFirst("- id: " + INDICATOR + "\n", "$0    persons: true\n"));
        FrameworkVersion replacing = persons;
        for (String next = document; replacing.compareTo(persons) <= 0; next += "#\n") {
            replacing = FrameworkVersion.read(next);
        }
        for (FrameworkVersion version : List.of(persons, replacing)) {
            fold.framework(new Published<>(
                    new AppliedVersion(version, new Justification("Sara Lind", "Nya mål", Optional.empty())),
                    position("goal-frameworks"),
                    LATER));
        }

        assertThat(fold.settle(nowNanos, changes::add)
                        .organisation("1980")
                        .orElseThrow()
                        .persons())
                .containsExactly(INDICATOR);
    }

    @Test
    void a_picture_does_not_wait_for_ever() {
        Picture now = read(LATER);
        nowNanos += Duration.ofSeconds(1).toNanos();
        assertThat(shown()).isEqualTo(before);
        read(LATER);
        nowNanos += Duration.ofSeconds(2).toNanos();

        assertThat(shown()).isEqualTo(now);
    }

    @Test
    void a_picture_that_is_taken_away_is_shown_no_longer() {
        fold.picture(
                new Fold.Key("1980", framework.id(), YEAR, ""),
                Optional.empty(),
                position("pictures"),
                LATER,
                nowNanos);

        assertThat(fold.settle(nowNanos, changes::add).organisation("1980")).isEmpty();
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).now()).isEmpty();
    }
}
