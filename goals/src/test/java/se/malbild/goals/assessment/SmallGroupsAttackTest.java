package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Attacker;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.RandomCases;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.Suppressed;

/** Whether exact arithmetic finds a small group's value in the pictures of all times. */
class SmallGroupsAttackTest {
    private static final int FAMILIES = RandomCases.tried(100);
    private static final int PARTLY_COUNTED = RandomCases.tried(50);
    private static final long FIRST_PARTLY_COUNTED = 300_000;

    private record Result(int recovered, int small, int recoveredLeft, int smallLeft, int shown) {
        static final Result NONE = new Result(0, 0, 0, 0, 0);

        static Result of(Attacker attacker) {
            return new Result(
                    attacker.recovered(),
                    attacker.small(),
                    attacker.recoveredLeft(),
                    attacker.smallLeft(),
                    attacker.shown());
        }

        void print(String families) {
            System.out.printf(
                    "Small groups in the pictures of %s: %d numbers shown, %d of %d small values and %d of %d small"
                            + " remainders recovered%n",
                    families, shown, recovered, small, recoveredLeft, smallLeft);
        }

        Result plus(Result other) {
            return new Result(
                    recovered + other.recovered,
                    small + other.small,
                    recoveredLeft + other.recoveredLeft,
                    smallLeft + other.smallLeft,
                    shown + other.shown);
        }
    }

    @Test
    void nothingIsFoundInThePictures() {
        Result result = attack(families(), known -> known);

        result.print(FAMILIES + " families");
        assertThat(result.small()).isGreaterThan(4 * FAMILIES);
        assertThat(result.shown()).isGreaterThan(5 * FAMILIES);
        assertThat(result.smallLeft()).isGreaterThan(FAMILIES);
        assertThat(result.recovered()).isZero();
        assertThat(result.recoveredLeft()).isZero();
    }

    /** What was shown before the first count of a family came helps to find what is shown after it. */
    @Test
    void nothingIsFoundWhereSomeValuesHaveCountsAndSomeHaveNot() {
        Stream<CountedFamily> partlyCounted = LongStream.iterate(FIRST_PARTLY_COUNTED, seed -> seed + 1)
                .mapToObj(seed -> CountedFamily.of(seed, "1880"))
                .filter(family -> !family.isOfPersons() && hasValueWithoutCount(family))
                .limit(PARTLY_COUNTED);
        Result result = attack(partlyCounted.toList(), known -> known);

        result.print(PARTLY_COUNTED + " families with counts of some values");
        assertThat(result.small()).isGreaterThan(PARTLY_COUNTED);
        assertThat(result.shown()).isGreaterThan(PARTLY_COUNTED);
        assertThat(result.smallLeft()).isGreaterThan(PARTLY_COUNTED);
        assertThat(result.recovered()).isZero();
        assertThat(result.recoveredLeft()).isZero();
    }

    private static boolean hasValueWithoutCount(CountedFamily family) {
        return family.statements().stream()
                .anyMatch(statement -> statement.observation().count().isEmpty());
    }

    @Test
    void withoutMemoryOfWhatWasSaidBeforeTheSameAttackFinds() {
        Result result = attack(families(), SmallGroupsAttackTest::inForce);

        result.print(FAMILIES + " families, without memory");
        assertThat(result.recovered()).isPositive();
    }

    @ParameterizedTest(
            name =
                    "{0} inhabitants, {1}: at least {2} % of totals, {3} % of women and men, {4} % of districts are shown")
    @CsvSource({
        "150000, year or parts, 94, 94, 87",
        "10000, year or parts, 66, 61, 23",
        "150000, year and tertials, 91, 91, 87",
        "10000, year and tertials, 43, 43, 22"
    })
    void thePriceIsWhatWasDecidedOn(int inhabitants, String periods, int totals, int gender, int districts) {
        Map<Suppressed, Integer> suppressed = new EnumMap<>(Suppressed.class);
        int withDistricts = 0;
        for (long seed = 0; seed < FAMILIES; seed++) {
            CountedFamily family = CountedFamily.ofMunicipality(seed, inhabitants, periods.equals("year and tertials"));
            List<Observation> all = family.statements().stream()
                    .map(CountedFamily.Statement::observation)
                    .toList();
            assessed(versions(family).values(), all)
                    .picture()
                    .suppressed()
                    .forEach(field -> suppressed.merge(field, 1, Integer::sum));
            withDistricts += all.stream()
                            .anyMatch(observation ->
                                    !observation.cell().district().isEmpty())
                    ? 1
                    : 0;
        }
        double totalsShown = shown(suppressed, Suppressed.VALUE, FAMILIES);
        double genderShown = shown(suppressed, Suppressed.WOMEN, FAMILIES);
        double districtsShown = shown(suppressed, Suppressed.DISTRICTS, withDistricts);

        System.out.printf(
                Locale.ROOT,
                "Small groups, %d inhabitants, %s: %.1f %% of totals, %.1f %% of women and men, %.1f %% of districts are shown%n",
                inhabitants,
                periods,
                totalsShown,
                genderShown,
                districtsShown);
        assertThat(totalsShown).isGreaterThan(totals);
        assertThat(genderShown).isGreaterThan(gender);
        assertThat(districtsShown).isGreaterThan(districts);
    }

    private static double shown(Map<Suppressed, Integer> suppressed, Suppressed field, int of) {
        return 100.0 * (of - suppressed.getOrDefault(field, 0)) / of;
    }

    private static List<CountedFamily> families() {
        return LongStream.range(0, FAMILIES)
                .mapToObj(seed -> CountedFamily.of(seed, "1880"))
                .toList();
    }

    private static Result attack(List<CountedFamily> families, UnaryOperator<List<Observation>> remembered) {
        return families.parallelStream()
                .map(family -> attack(family, remembered))
                .reduce(Result.NONE, Result::plus);
    }

    private static Result attack(CountedFamily family, UnaryOperator<List<Observation>> remembered) {
        SortedMap<Integer, FrameworkVersion> versions = versions(family);
        List<Observation> known = new ArrayList<>();
        Attacker attacker = new Attacker(family);
        for (int i = 0; i < family.statements().size(); i++) {
            known.add(family.statements().get(i).observation());
            attacker.learns(family.statements().get(i));
            look(attacker, assessed(versions.headMap(i + 1).values(), remembered.apply(known)));
            if (family.frameworks().containsKey(i + 1)) {
                look(attacker, assessed(versions.headMap(i + 2).values(), remembered.apply(known)));
            }
        }
        return Result.of(attacker);
    }

    private static void look(Attacker attacker, IndicatorAssessment assessed) {
        attacker.sees(assessed.picture());
        assessed.observations().stream()
                .map(Winner::observation)
                .filter(observation -> assessed.outcomes().shows(observation.cell()))
                .forEach(attacker::sees);
    }

    private static SortedMap<Integer, FrameworkVersion> versions(CountedFamily family) {
        SortedMap<Integer, FrameworkVersion> versions = new TreeMap<>();
        family.frameworks().forEach((before, document) -> versions.put(before, read(document)));
        return versions;
    }

    /** As {@link Pictures} does it for one indicator. */
    private static IndicatorAssessment assessed(Collection<FrameworkVersion> versions, List<Observation> observations) {
        GoalFramework inForce = versions.stream()
                .reduce(FrameworkVersion::inForce)
                .orElseThrow()
                .framework();
        SmallGroupRules rules = versions.stream()
                .map(version -> SmallGroupRules.of(version.framework()))
                .reduce(SmallGroupRules::merge)
                .orElseThrow();
        ObservationSet observed = new ObservationSet();
        observations.forEach(observed::add);
        return new Assessment(inForce, new SmallGroups(rules))
                .indicator(inForce.indicators().get(0), CountedFamily.YEAR, observed);
    }

    private static List<Observation> inForce(List<Observation> observations) {
        Map<Cell, Observation> inForce = new HashMap<>();
        observations.forEach(
                observation -> inForce.merge(observation.cell(), observation, (a, b) -> a.compareRank(b) >= 0 ? a : b));
        return List.copyOf(inForce.values());
    }

    private static FrameworkVersion read(String document) {
        try {
            return FrameworkVersion.read(document);
        } catch (InvalidFrameworkException e) {
            throw new IllegalStateException(document, e);
        }
    }
}
