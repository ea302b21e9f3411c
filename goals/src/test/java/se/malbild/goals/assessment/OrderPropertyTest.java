package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

/**
 * The one principle: a picture is a function of two sets. Each case is a set of frameworks and a set of observations; the
 * seed of a case that fails is in the message, and {@code RandomCases.of(seed)} makes it again.
 */
class OrderPropertyTest {
    private static final int CASES = RandomCases.tried(2_000);
    private static final Map<String, FrameworkVersion> READ = RandomCases.frameworks().stream()
            .distinct()
            .collect(Collectors.toMap(Function.identity(), OrderPropertyTest::read));

    private static final Comparator<Observation> SORTED = Comparator.comparing(Observation::cell)
            .thenComparing(Observation::compareRank)
            .thenComparing(Observation::compareBytes);

    /** The pictures of one case, computed in three ways. */
    private record Computed(
            long seed,
            SortedMap<Pictures.Key, String> sorted,
            SortedMap<Pictures.Key, String> shuffled,
            SortedMap<Pictures.Key, String> levelByLevel) {

        static Computed of(long seed) {
            RandomCases.Case given = RandomCases.of(seed);
            RandomCases.Case shuffled = given.shuffled(new Random(~seed));
            return new Computed(
                    seed,
                    json(Pictures.of(
                            versions(given.frameworks()).stream()
                                    .sorted()
                                    .distinct()
                                    .toList(),
                            given.observations().stream()
                                    .sorted(SORTED)
                                    .distinct()
                                    .toList())),
                    json(Pictures.of(versions(shuffled.frameworks()), shuffled.observations())),
                    json(composed(versions(shuffled.frameworks()), shuffled.observations())));
        }

        boolean differ() {
            return !sorted.equals(shuffled) || !sorted.equals(levelByLevel);
        }
    }

    @Test
    void orderDuplicatesAndTheWayOfComputingDoNotChangeAPicture() {
        LongStream.range(0, CASES)
                .parallel()
                .mapToObj(Computed::of)
                .filter(Computed::differ)
                .findFirst()
                .ifPresent(computed -> {
                    assertThat(computed.shuffled())
                            .as("in another order, seed %d", computed.seed())
                            .isEqualTo(computed.sorted());
                    assertThat(computed.levelByLevel())
                            .as("level by level, seed %d", computed.seed())
                            .isEqualTo(computed.sorted());
                });
    }

    @Test
    void whatIsForeignToAFrameworkDoesNotChangeItsPictures() {
        for (long seed = 0; seed < CASES / 2; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            List<FrameworkVersion> frameworks = versions(given.frameworks());
            List<Observation> fewer = given.observations().stream()
                    .filter(observation -> !observation.cell().indicator().equals("ex-okand"))
                    .filter(observation -> frameworks.stream()
                            .anyMatch(applied -> applied.framework()
                                            .organisation()
                                            .equals(observation.cell().organisation())
                                    && applied.framework()
                                            .covers(observation.cell().year())))
                    .toList();

            assertThat(json(Pictures.of(frameworks, fewer)))
                    .as("seed %d", seed)
                    .isEqualTo(json(Pictures.of(frameworks, given.observations())));
        }
    }

    @Test
    void theCasesAreWorthTheirTime() {
        Map<String, Integer> levels = new TreeMap<>();
        AtomicInteger suppressed = new AtomicInteger();
        for (long seed = 0; seed < CASES / 2; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            Pictures.of(versions(given.frameworks()), given.observations()).values().stream()
                    .flatMap(picture -> picture.strategicAreas().stream())
                    .flatMap(area -> area.goalAreas().stream())
                    .flatMap(area -> area.indicators().stream())
                    .forEach(part -> {
                        levels.merge(part.indicator().level(), 1, Integer::sum);
                        suppressed.addAndGet(part.indicator().suppressed().size());
                    });
        }

        assertThat(levels)
                .containsOnlyKeys(
                        "uppnatt",
                        "delvis",
                        "ej",
                        "fortsatt-sa",
                        "mer-behovs",
                        "not-due",
                        "not-measured",
                        "not-assessed")
                .allSatisfy((level, count) -> assertThat(count).isGreaterThan(20));
        assertThat(suppressed).hasValueGreaterThan(100);
    }

    @Test
    void theSampleEventsInAnyOrderGiveTheSamePictures() throws InvalidFrameworkException {
        List<FrameworkVersion> frameworks = List.of(
                FrameworkVersion.read(SampleEvents.framework("orebro-2017-2019")),
                FrameworkVersion.read(SampleEvents.framework("vasteras-exempel-2017-2019")));
        List<Observation> observations = new ArrayList<>(SampleEvents.of("1880"));
        observations.addAll(SampleEvents.of("1980"));
        SortedMap<Pictures.Key, String> expected = json(Pictures.of(frameworks, observations));

        for (long seed = 0; seed < 5; seed++) {
            RandomCases.Case shuffled = new RandomCases.Case(seed, List.of(), observations).shuffled(new Random(seed));

            assertThat(json(Pictures.of(frameworks, shuffled.observations())))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    /** As a caller does it that keeps the lower levels. */
    private static SortedMap<Pictures.Key, Picture> composed(
            List<FrameworkVersion> frameworks, List<Observation> observations) {
        Map<String, FrameworkVersion> inForce = new TreeMap<>();
        for (FrameworkVersion applied : frameworks) {
            String id = applied.framework().organisation() + "/"
                    + applied.framework().id();
            FrameworkVersion known = inForce.get(id);
            if (known == null || known.compareTo(applied) < 0) {
                inForce.put(id, applied);
            }
        }
        SortedMap<Pictures.Key, Picture> pictures = new TreeMap<>();
        for (FrameworkVersion applied : inForce.values()) {
            GoalFramework framework = applied.framework();
            if (!framework.withdrawn()) {
                SmallGroups smallGroups = smallGroups(framework.organisation(), frameworks);
                pictures.putAll(composed(framework, smallGroups, observations));
            }
        }
        return pictures;
    }

    private static SmallGroups smallGroups(String organisation, List<FrameworkVersion> frameworks) {
        SmallGroupRules rules = null;
        for (FrameworkVersion applied : frameworks) {
            if (applied.framework().organisation().equals(organisation)) {
                SmallGroupRules said = SmallGroupRules.of(applied.framework());
                rules = rules == null ? said : said.merge(rules);
            }
        }
        return new SmallGroups(rules);
    }

    private static Map<Pictures.Key, Picture> composed(
            GoalFramework framework, SmallGroups smallGroups, List<Observation> observations) {
        ObservationSet observed = new ObservationSet();
        observations.stream()
                .filter(observation -> observation.cell().organisation().equals(framework.organisation()))
                .forEach(observed::add);
        Assessment assessment = new Assessment(framework, smallGroups);
        Map<Pictures.Key, Picture> pictures = new HashMap<>();
        Map<String, IndicatorAssessment> before = Map.of();
        for (int year = framework.from(); year <= framework.to(); year++) {
            Map<String, IndicatorAssessment> now = new HashMap<>();
            for (Indicator indicator : framework.indicators()) {
                now.put(indicator.id(), assessment.indicator(indicator, year, onlyBehind(indicator, year, observed)));
            }
            Map<String, IndicatorAssessment> earlier = before;
            List<GoalAreaAssessment> goalAreas = framework.goalAreas().stream()
                    .map(area -> assessment.goalArea(area, now, earlier))
                    .toList();
            pictures.put(
                    new Pictures.Key(framework.organisation(), framework.id(), year),
                    assessment.picture(year, goalAreas));
            before = now;
        }
        return pictures;
    }

    /** Answers for the years the indicator says it rests on, and fails for others. */
    private static Observed onlyBehind(Indicator indicator, int year, ObservationSet observed) {
        return (series, of) -> {
            if (!series.equals(indicator.series())
                    || !indicator.yearsBehind(year).contains(of)) {
                throw new AssertionError(series + " " + of + " is not behind " + indicator.id() + " " + year);
            }
            return observed.cells(series, of);
        };
    }

    private static SortedMap<Pictures.Key, String> json(SortedMap<Pictures.Key, Picture> pictures) {
        SortedMap<Pictures.Key, String> json = new TreeMap<>();
        pictures.forEach((key, picture) -> json.put(key, PictureJson.compact(picture)));
        return json;
    }

    private static List<FrameworkVersion> versions(Collection<String> documents) {
        return documents.stream().map(READ::get).toList();
    }

    private static FrameworkVersion read(String document) {
        try {
            return FrameworkVersion.read(document);
        } catch (InvalidFrameworkException e) {
            throw new IllegalStateException(document, e);
        }
    }
}
