package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Attacker;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;

/** Whether exact arithmetic finds a small group's value in the pictures of all times. */
class SmallGroupsAttackTest {
    private static final int FAMILIES = 1_000;

    private record Result(int recovered, int small, int shown) {
        void print(String how) {
            System.out.printf(
                    "Small groups in the pictures of %d families%s: %d numbers shown, %d of %d small values recovered%n",
                    FAMILIES, how, shown, recovered, small);
        }

        Result plus(Result other) {
            return new Result(recovered + other.recovered, small + other.small, shown + other.shown);
        }
    }

    @Test
    void nothingIsFoundInThePictures() {
        Result result = attack(known -> known);

        result.print("");
        assertThat(result.small()).isGreaterThan(4 * FAMILIES);
        assertThat(result.shown()).isGreaterThan(5 * FAMILIES);
        assertThat(result.recovered()).isZero();
    }

    @Test
    void withoutMemoryOfWhatWasSaidBeforeTheSameAttackFinds() {
        Result result = attack(SmallGroupsAttackTest::inForce);

        result.print(", without memory");
        assertThat(result.recovered()).isPositive();
    }

    @ParameterizedTest(
            name = "{0} inhabitants: at least {1} % of totals, {2} % of women and men, {3} % of districts are shown")
    @CsvSource({"150000, 94, 94, 87", "10000, 66, 61, 23"})
    void thePriceIsWhatWasDecidedOn(int inhabitants, int totals, int gender, int districts) {
        Map<Suppressed, Integer> suppressed = new EnumMap<>(Suppressed.class);
        int withDistricts = 0;
        for (long seed = 0; seed < FAMILIES; seed++) {
            CountedFamily family = CountedFamily.ofMunicipality(seed, inhabitants);
            List<Observation> all = family.statements().stream()
                    .map(CountedFamily.Statement::observation)
                    .toList();
            indicator(List.of(read(family.framework())), all)
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
                "Small groups, %d inhabitants: %.1f %% of totals, %.1f %% of women and men, %.1f %% of districts are shown%n",
                inhabitants,
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

    private static Result attack(UnaryOperator<List<Observation>> remembered) {
        return LongStream.range(0, FAMILIES)
                .parallel()
                .mapToObj(seed -> attack(CountedFamily.of(seed, "1880"), remembered))
                .reduce(new Result(0, 0, 0), Result::plus);
    }

    private static Result attack(CountedFamily family, UnaryOperator<List<Observation>> remembered) {
        List<FrameworkVersion> frameworks = List.of(read(family.framework()));
        List<Observation> known = new ArrayList<>();
        Attacker attacker = new Attacker();
        for (CountedFamily.Statement statement : family.statements()) {
            known.add(statement.observation());
            attacker.learns(statement);
            attacker.sees(indicator(frameworks, remembered.apply(known)));
        }
        return new Result(attacker.recovered(), attacker.small(), attacker.shown());
    }

    private static IndicatorPicture indicator(List<FrameworkVersion> frameworks, List<Observation> observations) {
        return Pictures.of(frameworks, observations)
                .get(new Pictures.Key("1880", "personer", CountedFamily.YEAR))
                .strategicAreas()
                .get(0)
                .goalAreas()
                .get(0)
                .indicators()
                .get(0)
                .indicator();
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
