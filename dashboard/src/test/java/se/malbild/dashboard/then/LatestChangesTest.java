package se.malbild.dashboard.then;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Because;
import se.malbild.history.Change;
import se.malbild.history.Cut;
import se.malbild.history.Part;

/** The latest changes on the first page. */
final class LatestChangesTest {
    private static final OrganisationView VASTERAS =
            new SampleView().now().organisation("1980").orElseThrow();
    private static final OrganisationView LATER = new SampleView(
                    SampleEvents.framework("vasteras-exempel-2017-2019"), List.of())
            .now()
            .organisation("1980")
            .orElseThrow();

    @Test
    void they_are_the_first_of_the_feed() {
        Revisions feed = revisions(5);
        LatestChanges latest = new LatestChanges(organisation -> feed);

        List<LatestChanges.Entry> entries = latest.of(VASTERAS).orElseThrow();

        assertThat(entries).hasSize(3);
        Revision newest = feed.revisions().get(0);
        LatestChanges.Entry first = entries.get(0);
        assertThat(first.revision()).isEqualTo(newest);
        assertThat(first.changes())
                .containsExactlyElementsOf(newest.changes().stream().limit(2).toList());
        assertThat(first.more()).isEqualTo(newest.changes().size() - 2).isPositive();
    }

    /** What a feed tells is what was shown then; the first page is of now. */
    @Test
    void values_are_told_only_under_an_observation_that_may_be_told() {
        Revision whole = revisions(1).revisions().get(0);
        List<Change> ofIndicators = whole.changes().stream()
                .filter(change -> change.part().kind() == Part.Kind.INDICATOR)
                .toList();
        Observation told = SampleEvents.of("1980").get(0);
        List<Revision> revisions = List.of(
                new Revision("1", whole.at(), Optional.empty(), Optional.empty(), whole.version(), ofIndicators),
                new Revision("2", whole.at(), Optional.of("N1"), Optional.empty(), Optional.empty(), ofIndicators),
                new Revision("3", whole.at(), Optional.of("N1"), Optional.of(told), Optional.empty(), ofIndicators));
        LatestChanges latest =
                new LatestChanges(organisation -> new Revisions("1980", 3, whole.at(), revisions, OptionalInt.empty()));

        List<LatestChanges.Entry> entries = latest.of(VASTERAS).orElseThrow();

        assertThat(entries).extracting(entry -> entry.changes().size()).containsExactly(0, 0, 2);
        assertThat(entries.get(0).more()).isEqualTo(ofIndicators.size()).isPositive();
    }

    @Test
    void they_are_worked_out_once_for_every_state() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        LatestChanges latest = new LatestChanges(organisation -> {
            asked.add(organisation);
            return revisions(asked.size());
        });

        assertThat(latest.of(VASTERAS).orElseThrow()).hasSize(1);
        assertThat(latest.of(VASTERAS).orElseThrow()).hasSize(1);
        assertThat(latest.of(LATER).orElseThrow()).hasSize(2);

        assertThat(asked).containsExactly("1980", "1980");
    }

    @Test
    void until_they_are_known_the_page_has_those_of_before_and_then_the_new_ones() {
        CountDownLatch away = new CountDownLatch(1);
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        LatestChanges latest = new LatestChanges(organisation -> {
            asked.add(organisation);
            if (asked.size() == 2) {
                awaitUninterruptibly(away);
            }
            return revisions(asked.size());
        });
        assertThat(latest.of(VASTERAS).orElseThrow()).hasSize(1);

        assertThat(latest.of(LATER).orElseThrow()).hasSize(1);
        away.countDown();

        List<LatestChanges.Entry> entries;
        do {
            entries = latest.of(LATER).orElseThrow(); // waits for them
        } while (entries.size() != 2);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void when_the_log_cannot_be_read_the_page_does_without_and_who_asks_next_asks_anew() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        LatestChanges latest = new LatestChanges(organisation -> {
            asked.add(organisation);
            if (asked.size() == 1) {
                throw Past.notShown();
            }
            return revisions(1);
        });

        assertThat(latest.of(VASTERAS)).isEmpty();
        assertThat(latest.of(VASTERAS).orElseThrow()).hasSize(1);
    }

    /** Returns {@code number} versions of a framework, each of which made everything different between two years. */
    private static Revisions revisions(int number) {
        Picture before =
                VASTERAS.frameworks().get(0).picture(2017).orElseThrow().value();
        Picture now = VASTERAS.frameworks().get(0).picture(2018).orElseThrow().value();
        List<Part> parts = Part.between(Optional.of(before), Optional.of(now));
        Instant at = Instant.parse("2019-03-01T00:00:00Z");
        FrameworkVersion version =
                VASTERAS.frameworks().get(0).applied().get(0).value().version();
        Revision.Version applied = new Revision.Version(
                version, VASTERAS.frameworks().get(0).applied().get(0).value().justification());
        return new Revisions(
                "1980",
                number,
                at,
                IntStream.range(0, number)
                        .mapToObj(i -> new Revision(
                                "goal-frameworks-" + (number - i),
                                at.minusSeconds(i),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(applied),
                                parts.stream()
                                        .map(part -> new Change(
                                                Cut.BEGINNING,
                                                at,
                                                new Because.Applied(version, applied.justification()),
                                                now,
                                                part))
                                        .toList()))
                        .toList(),
                OptionalInt.empty());
    }
}
