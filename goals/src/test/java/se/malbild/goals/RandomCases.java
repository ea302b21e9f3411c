package se.malbild.goals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/**
 * Random frameworks and observations of the organisations 1880 and 1980, made from a seed: the same seed gives the same
 * case. They hold what a year of reporting can hold: revisions, retractions, duplicates, event ids used again with other
 * content, forecasts, parts of years, several departments, genders and districts, reorganisations, values outside the
 * range, indicators and years that no framework knows, several frameworks in several versions, and withdrawn ones.
 */
public final class RandomCases {
    private static final int DOCUMENTS = 80;
    /** Few, so that reading them costs little beside assessing; each is the same in every case. */
    private static final List<String> FRAMEWORKS = LongStream.range(0, DOCUMENTS)
            .mapToObj(seed -> new RandomFramework(new Random(seed)).document())
            .toList();

    /** The one of the series whose observations have counts: a family with counts is seldom shown at random. */
    private static final String COUNTED = RandomFramework.SERIES.get(2);

    private static final List<String> DEPARTMENTS =
            List.of("norr", "soder", "samlad", "norr", "soder", "samlad", "teknik");
    private static final List<String> PARTS = List.of(
            "", "", "", "", "", "", "", "", "-T1", "-T2", "-T3", "-Q1", "-Q2", "-Q3", "-Q4", "-01", "-04", "-08",
            "-12");
    private static final List<String> DISTRICTS = List.of("vivalla", "norrby", "baronbackarna");
    private static final Instant OBSERVED_AT = Instant.parse("2019-03-01T00:00:00Z");
    private static final int FIRST_YEAR = 2015;
    private static final int LAST_YEAR = 2018;

    /** The property that says how many times as many cases are tried as in every build. */
    private static final String TIMES = "malbild.cases.times";

    private RandomCases() {}

    /** Returns how many cases a test tries of which every build tries {@code everyBuild}. */
    public static int tried(int everyBuild) {
        return everyBuild * Integer.getInteger(TIMES, 1);
    }

    /**
     * Two sets in some order.
     *
     * @param seed what the case was made from
     * @param frameworks YAML documents, all without faults
     * @param observations of both organisations, some of them more than once
     */
    public record Case(long seed, List<String> frameworks, List<Observation> observations) {
        public Case {
            frameworks = List.copyOf(frameworks);
            observations = List.copyOf(observations);
        }

        /** Returns the same sets in another order, with some members given again. */
        public Case shuffled(Random random) {
            return new Case(seed, shuffled(frameworks, random), shuffled(observations, random));
        }

        private static <T> List<T> shuffled(List<T> set, Random random) {
            List<T> shuffled = new ArrayList<>(set);
            set.stream().filter(member -> random.nextInt(4) == 0).forEach(shuffled::add);
            Collections.shuffle(shuffled, random);
            return shuffled;
        }
    }

    /** Returns every document that a case can hold. */
    public static List<String> frameworks() {
        return FRAMEWORKS;
    }

    /** Returns the case of {@code seed}: some small frameworks, and some tens of observations. */
    public static Case of(long seed) {
        Random random = new Random(seed);
        List<String> frameworks = new ArrayList<>();
        for (int more = random.nextInt(3); more >= 0; more--) {
            frameworks.add(any(FRAMEWORKS, random));
        }
        String usual = any(RandomFramework.ORGANISATIONS, random);
        List<Observation> observations = new ArrayList<>();
        for (int more = 15 + random.nextInt(45); more > 0; more--) {
            Observation observation = observation(usual, random);
            observations.add(observation);
            if (random.nextInt(6) == 0) {
                observations.add(changed(observation, random));
            }
            if (random.nextInt(10) == 0) {
                observations.add(observation);
            }
        }
        return new Case(seed, frameworks, observations);
    }

    /** About {@code usual} more often than the other organisation, so that cells are met more than once. */
    private static Observation observation(String usual, Random random) {
        int year = FIRST_YEAR + random.nextInt(LAST_YEAR - FIRST_YEAR + 1);
        String part = any(PARTS, random);
        ObservationDraft draft = new ObservationDraft()
                .organisation(random.nextInt(4) > 0 ? usual : any(RandomFramework.ORGANISATIONS, random))
                .indicator(random.nextInt(20) > 0 ? any(RandomFramework.SERIES, random) : "ex-okand")
                .department(random.nextInt(20) > 0 ? any(DEPARTMENTS, random) : "okand")
                .year(year)
                .period(part.isEmpty() ? "" : year + part)
                .kind(random.nextInt(8) == 0 ? Kind.FORECAST : Kind.OUTCOME);
        switch (random.nextInt(8)) {
            case 0 -> draft.gender(Gender.WOMEN);
            case 1 -> draft.gender(Gender.MEN);
            case 2 -> draft.district(any(DISTRICTS, random));
            default -> draft.gender(Gender.TOTAL);
        }
        return said(draft, random);
    }

    /** Another event about the same cell: a revision, a retraction, or the same id with other content. */
    private static Observation changed(Observation observation, Random random) {
        ObservationDraft draft = new ObservationDraft()
                .organisation(observation.cell().organisation())
                .indicator(observation.cell().indicator())
                .department(observation.cell().department())
                .year(observation.cell().year())
                .period(observation.cell().period().toString())
                .gender(observation.cell().gender())
                .district(
                        observation.cell().district().isEmpty()
                                ? null
                                : observation.cell().district())
                .kind(observation.cell().kind());
        if (random.nextBoolean()) {
            return said(draft, random);
        }
        return built(content(draft, random)
                .eventId(observation.eventId())
                .revision(observation.revision())
                .observedAt(observation.observedAt()));
    }

    private static Observation said(ObservationDraft draft, Random random) {
        return built(content(draft, random)
                .eventId("h-" + random.nextInt(200))
                .revision(random.nextInt(3))
                .observedAt(OBSERVED_AT.plusNanos(1000L * random.nextInt(3))));
    }

    private static ObservationDraft content(ObservationDraft draft, Random random) {
        if (draft.indicator().equals(COUNTED) && random.nextInt(3) > 0) {
            draft.count((long) random.nextInt(40));
        }
        return switch (random.nextInt(12)) {
            case 0 -> draft.retracted(true).comment(random.nextBoolean() ? "" : "fel underlag");
            case 1 -> draft.missing(any(List.of(MissingReason.DROPOUT, MissingReason.SECRECY), random));
            case 2 -> draft.value(BigDecimal.valueOf(random.nextLong(), 10 + random.nextInt(4)));
            default -> draft.value(BigDecimal.valueOf(random.nextInt(220) - 10, random.nextInt(3)));
        };
    }

    private static Observation built(ObservationDraft draft) {
        try {
            return draft.build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
