package se.malbild.goals.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinnerTest {
    private static final Cell CELL = new Cell(
            "1880", "N00914", "kommunstyrelsen", Period.of(2018), Gender.TOTAL, Cell.WHOLE_MUNICIPALITY, Kind.OUTCOME);
    private static final Instant MARCH = Instant.parse("2019-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2019-04-01T00:00:00Z");

    @ParameterizedTest(name = "revision {3} of {4} with id {5} wins over revision {0} of {1} with id {2}")
    @CsvSource({
        "0, 2019-03-01T00:00:00Z, h1, 1, 2019-03-01T00:00:00Z, h1",
        "0, 2019-04-01T00:00:00Z, h9, 1, 2019-03-01T00:00:00Z, h1", // the revision counts before the time
        "0, 2019-03-01T00:00:00Z, h9, 0, 2019-03-01T00:00:00.000001Z, h1", // the time counts before the id
        "0, 2019-03-01T00:00:00Z, h1, 0, 2019-03-01T00:00:00Z, h2",
        "0, 2019-03-01T00:00:00Z, h10, 0, 2019-03-01T00:00:00Z, h9", // ids are compared as text
        "0, 2019-03-01T00:00:00Z, Z, 0, 2019-03-01T00:00:00Z, a",
        "0, 2019-03-01T00:00:00Z, z, 0, 2019-03-01T00:00:00Z, å",
        // U+FF5E is less than U+1F600 as UTF-8, but not as Java compares text
        "0, 2019-03-01T00:00:00Z, \uFF5E, 0, 2019-03-01T00:00:00Z, \uD83D\uDE00",
    })
    void theGreatestByRevisionThenTimeThenIdWins(
            int lowRevision, Instant lowTime, String lowId, int highRevision, Instant highTime, String highId) {
        Winner low = Winner.of(value(lowId, lowRevision, lowTime, "78.3"));
        Winner high = Winner.of(value(highId, highRevision, highTime, "78.1"));

        assertThat(low.merge(high).observation()).isEqualTo(high.observation());
        assertThat(high.merge(low)).isEqualTo(low.merge(high));
    }

    @Test
    void theSameEventAgainChangesNothing() {
        Winner once = Winner.of(value("h1", 0, MARCH, "78.3"));

        assertThat(once.merge(Winner.of(value("h1", 0, MARCH, "78.3")))).isSameAs(once);
        assertThat(once.contested()).isFalse();
    }

    @Test
    void anEventIdThatComesAgainWithOtherContentIsContested() {
        Winner first = Winner.of(value("h1", 0, MARCH, "78.3"));
        Winner second = Winner.of(value("h1", 0, MARCH, "78.4"));

        Winner merged = first.merge(second);

        assertThat(merged.contested()).isTrue();
        assertThat(merged).isEqualTo(second.merge(first));
        assertThat(merged.observation().content()).isEqualTo(new Content.Value(new BigDecimal("78.4")));
    }

    @Test
    void aLaterRevisionSettlesWhatWasContested() {
        Winner contested = Winner.of(value("h1", 0, MARCH, "78.3")).merge(Winner.of(value("h1", 0, MARCH, "78.4")));
        Winner revision = Winner.of(value("h2", 1, MARCH, "78.5"));

        assertThat(contested.merge(revision).observation()).isEqualTo(revision.observation());
        assertThat(contested.merge(revision).contested()).isFalse();
        assertThat(revision.merge(contested)).isEqualTo(contested.merge(revision));
    }

    @Test
    void aRetractionThatWinsTakesTheValueAway() {
        Winner value = Winner.of(value("h1", 0, MARCH, "78.3"));
        Winner retraction = Winner.of(observation("h2", 1, APRIL, new Content.Retracted(), "", "fel underlag"));

        assertThat(value.merge(retraction).observation().content()).isEqualTo(new Content.Retracted());
        assertThat(value.merge(retraction).observation().comment()).isEqualTo("fel underlag");
    }

    @Test
    void aRetractionOfAnEarlierRevisionDoesNotTakeALaterValueAway() {
        Winner value = Winner.of(value("h2", 2, MARCH, "78.3"));
        Winner retraction = Winner.of(observation("h1", 1, APRIL, new Content.Retracted(), "", ""));

        assertThat(retraction.merge(value).observation()).isEqualTo(value.observation());
    }

    @ParameterizedTest(name = "{0}: counts {1} to {2}, a value without a count {3}, revised {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "78.3 - | - | - | true | false",
                "DROPOUT - | - | - | false | false",
                "78.3 0 | - | 0 | false | false",
                "78.3 2; 78.3 2 | 2 | 2 | false | false",
                "78.3 200; 78.3 2 | 2 | 200 | false | true",
                "78.3 200; 78.4 200 | 200 | 200 | false | true",
                "78.3 200; DROPOUT 0; 78.3 7 | 7 | 200 | false | true",
                "78.3 200; 78.3 - | 200 | 200 | true | true",
            })
    void aCellRemembersWhatItsEventsSaidAlsoThoseThatLost(
            String events, Long least, Long greatest, boolean valueWithoutCount, boolean revised) {
        List<Winner> winners = new ArrayList<>();
        for (String event : events.split("; ", -1)) {
            String[] said = event.split(" ", -1);
            winners.add(Winner.of(new Observation(
                    "h" + winners.size(),
                    CELL,
                    said[0].equals("DROPOUT")
                            ? new Content.Missing(MissingReason.DROPOUT)
                            : new Content.Value(new BigDecimal(said[0])),
                    said[1].equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(said[1])),
                    0,
                    MARCH,
                    "",
                    "")));
        }
        CellMemory expected = new CellMemory(count(least), count(greatest), valueWithoutCount, revised);

        assertThat(winners.stream().reduce(Winner::merge).orElseThrow().memory())
                .isEqualTo(expected);
        Collections.reverse(winners);
        assertThat(winners.stream().reduce(Winner::merge).orElseThrow().memory())
                .isEqualTo(expected);
    }

    private static OptionalLong count(Long count) {
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    @Test
    void mergingIsCommutativeAssociativeAndIdempotent() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Winner a = anyWinner(random);
            Winner b = anyWinner(random);
            Winner c = anyWinner(random);

            assertThat(a.merge(b)).as("commutative, seed %d", seed).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(c)).as("associative, seed %d", seed).isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(a)).as("idempotent, seed %d", seed).isEqualTo(a);
            assertThat(a.merge(b).merge(b)).as("absorbing, seed %d", seed).isEqualTo(a.merge(b));
        }
    }

    @Test
    void canonicalBytesAreEqualExactlyWhenTheObservationsAre() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Observation a = anyObservation(random);
            Observation b = anyObservation(random);

            assertThat(a.compareBytes(b) == 0).as("seed %d", seed).isEqualTo(a.equals(b));
        }
    }

    @Test
    void textMayNotMoveFromOneFieldToTheNextWithoutTheBytesChanging() {
        Observation one = observation("h1", 0, MARCH, new Content.Retracted(), "12:", "a");
        Observation other = observation("h1", 0, MARCH, new Content.Retracted(), "1", "2:a");

        assertThat(one.compareBytes(other)).isNotZero();
    }

    private static Winner anyWinner(Random random) {
        Winner winner = Winner.of(anyObservation(random));
        for (int more = random.nextInt(3); more > 0; more--) {
            winner = winner.merge(Winner.of(anyObservation(random)));
        }
        return winner;
    }

    /** So few choices of each field that ties are common. */
    private static Observation anyObservation(Random random) {
        Content content = switch (random.nextInt(4)) {
            case 0 ->
                new Content.Missing(
                        List.of(MissingReason.DROPOUT, MissingReason.SECRECY).get(random.nextInt(2)));
            case 1 -> new Content.Retracted();
            default -> new Content.Value(BigDecimal.valueOf(random.nextInt(3)));
        };
        return new Observation(
                "h" + random.nextInt(2),
                CELL,
                content,
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(2)),
                random.nextInt(2),
                random.nextBoolean() ? MARCH : APRIL,
                List.of("", "Källa: Kolada").get(random.nextInt(2)),
                List.of("", "rättad").get(random.nextInt(2)));
    }

    private static Observation value(String eventId, int revision, Instant observedAt, String number) {
        return observation(eventId, revision, observedAt, new Content.Value(new BigDecimal(number)), "", "");
    }

    private static Observation observation(
            String eventId, int revision, Instant observedAt, Content content, String source, String comment) {
        return new Observation(eventId, CELL, content, OptionalLong.empty(), revision, observedAt, source, comment);
    }
}
