package se.malbild.schemas.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import se.malbild.goals.Fraction;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;

/** Observations of every shape, the same for the same seed. */
final class RandomObservations {
    private static final List<String> TEXTS =
            List.of("", "Källa: Kolada", "rättelse efter granskning 🙂", "x".repeat(300));

    private final Random random;

    RandomObservations(long seed) {
        random = new Random(seed);
    }

    Observation next() {
        return new Observation(
                "händelse-" + random.nextLong(),
                new Cell(
                        String.format("%04d", random.nextInt(10_000)),
                        "N" + random.nextInt(100_000),
                        pick(List.of("kommunstyrelsen", "barn-och-utbildning", "vård-och-omsorg")),
                        period(),
                        pick(List.of(Gender.values())),
                        pick(List.of("", "stadsdel-5", "Öster")),
                        pick(List.of(Kind.values()))),
                content(),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong() >>> 1),
                random.nextBoolean() ? 0 : random.nextInt(Integer.MAX_VALUE),
                Instant.ofEpochSecond(
                        random.nextLong(-2_000_000_000L, 7_000_000_000L), random.nextInt(1_000_000) * 1_000L),
                pick(TEXTS),
                pick(TEXTS));
    }

    private Period period() {
        int year = random.nextInt(Period.FIRST_YEAR, Period.LAST_YEAR + 1);
        Period.Granularity granularity = pick(List.of(Period.Granularity.values()));
        return new Period(year, granularity, 1 + random.nextInt(12 / granularity.months()));
    }

    private Content content() {
        return switch (random.nextInt(5)) {
            case 0 -> new Content.Retracted();
            case 1 -> new Content.Missing(pick(List.of(MissingReason.values())));
            default -> new Content.Value(number());
        };
    }

    /** Of any length up to the longest, so that every number of bytes occurs. */
    private BigDecimal number() {
        BigInteger unscaled = new BigInteger(random.nextInt(93), random);
        int scale = random.nextInt(Observation.VALUE_DECIMALS + 1);
        BigDecimal number = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
        BigDecimal limit = BigDecimal.TEN.pow(Observation.VALUE_DIGITS - Observation.VALUE_DECIMALS);
        return Fraction.plain(number.remainder(limit));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
