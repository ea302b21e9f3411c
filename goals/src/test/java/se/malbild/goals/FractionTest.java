package se.malbild.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FractionTest {

    @ParameterizedTest(name = "{0}/{1} is shown as {2}")
    @CsvSource({
        "1, 3, 0.333333",
        "2, 3, 0.666667",
        "-2, 3, -0.666667",
        "2, -3, -0.666667",
        "-2, -3, 0.666667",
        "1, 2, 0.5",
        "100, 1, 100",
        "0, 7, 0",
        "1, 2000000, 0", // exactly between: to the even neighbour
        "3, 2000000, 0.000002",
        "5, 2000000, 0.000002",
        "-3, 2000000, -0.000002",
        "1, 10000000, 0",
        "1000000000000000001, 3, 333333333333333333.666667",
    })
    void roundsOnceHalfEvenToSixDecimals(long numerator, long denominator, String shown) {
        Fraction fraction = Fraction.of(numerator).dividedBy(Fraction.of(denominator));

        assertThat(fraction.rounded().toString()).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "1E+2, 100",
        "0E+5, 0",
        "0.00, 0",
        "12.500, 12.5",
        "-0.10, -0.1",
        "3.847e-05, 0.00003847",
        "1480, 1480",
    })
    void writesNumbersWithoutExponentAndTrailingZeros(BigDecimal number, String plain) {
        assertThat(Fraction.plain(number).toPlainString()).isEqualTo(plain);
        assertThat(Fraction.plain(number).scale()).isNotNegative();
    }

    @ParameterizedTest(name = "{0} and {1} are the same number")
    @CsvSource({"0.50, 0.5", "1E+3, 1000", "0E-9, 0", "-1.20, -1.2"})
    void equalNumbersAreEqualHoweverTheyAreWritten(BigDecimal one, BigDecimal other) {
        assertThat(Fraction.of(one)).isEqualTo(Fraction.of(other)).hasSameHashCodeAs(Fraction.of(other));
        assertThat(Fraction.of(one)).isEqualByComparingTo(Fraction.of(other));
    }

    @ParameterizedTest(name = "{0} and {1}: sum {2}, difference {3}, product {4}, ratio {5}")
    @CsvSource({
        "0.1, 0.2, 3/10, -1/10, 1/50, 1/2",
        "-1.5, 0.5, -1/1, -2/1, -3/4, -3/1",
        "7, 7, 14/1, 0/1, 49/1, 1/1",
        "0, 3, 3/1, -3/1, 0/1, 0/1",
    })
    void computesExactlyInLowestTerms(
            BigDecimal a, BigDecimal b, String sum, String difference, String product, String ratio) {
        Fraction left = Fraction.of(a);
        Fraction right = Fraction.of(b);

        assertThat(left.plus(right)).hasToString(sum);
        assertThat(left.minus(right)).hasToString(difference);
        assertThat(left.times(right)).hasToString(product);
        assertThat(left.dividedBy(right)).hasToString(ratio);
    }

    @ParameterizedTest(name = "{0} clamped is {1}, its distance from 0 is {2}")
    @CsvSource({
        "-0.000001, 0/1, 1/1000000",
        "0, 0/1, 0/1",
        "0.4, 2/5, 2/5",
        "1, 1/1, 1/1",
        "1.000001, 1/1, 1000001/1000000"
    })
    void clampsToBetweenZeroAndOne(BigDecimal number, String clamped, String distance) {
        assertThat(Fraction.of(number).clamped()).hasToString(clamped);
        assertThat(Fraction.of(number).abs()).hasToString(distance);
    }

    @Test
    void refusesToDivideByZero() {
        assertThatThrownBy(() -> Fraction.ONE.dividedBy(Fraction.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aSumDoesNotDependOnTheOrderOfItsTerms() {
        List<Fraction> terms = new ArrayList<>(LongStream.rangeClosed(1, 60)
                .mapToObj(n -> Fraction.of(n % 2 == 0 ? n : -n).dividedBy(Fraction.of(n * n + 1)))
                .toList());
        Fraction inOrder = terms.stream().reduce(Fraction.ZERO, Fraction::plus);

        for (long seed = 0; seed < 50; seed++) {
            Collections.shuffle(terms, new Random(seed));

            assertThat(terms.stream().reduce(Fraction.ZERO, Fraction::plus))
                    .as("seed %d", seed)
                    .isEqualTo(inOrder);
        }
    }

    @Test
    void longOrShortANumberIsWhatReducedArithmeticGives() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Fraction> terms = new ArrayList<>();
            List<ReducedFraction> reduced = new ArrayList<>();
            for (int more = 1 + random.nextInt(20); more > 0; more--) {
                BigDecimal above = new BigDecimal(new BigInteger(random.nextInt(120), random), random.nextInt(11));
                BigDecimal below = new BigDecimal(new BigInteger(random.nextInt(120), random).add(BigInteger.ONE), 2);
                BigDecimal signed = random.nextBoolean() ? below : below.negate();
                terms.add(Fraction.of(above).dividedBy(Fraction.of(signed)));
                reduced.add(ReducedFraction.of(above).dividedBy(ReducedFraction.of(signed)));
            }
            Fraction sum = Fraction.sum(terms);
            Fraction inRow = terms.stream().reduce(Fraction.ZERO, Fraction::plus);
            ReducedFraction expected = reduced.stream().reduce(ReducedFraction.ZERO, ReducedFraction::plus);
            Fraction first = terms.get(0);
            ReducedFraction firstReduced = reduced.get(0);

            assertThat(sum).as("seed %d", seed).hasToString(expected.toString());
            assertThat(sum.rounded().toPlainString()).as("seed %d", seed).isEqualTo(expected.rounded());
            assertThat(sum).as("seed %d", seed).isEqualTo(inRow).hasSameHashCodeAs(inRow);
            assertThat(sum.equals(first)).as("seed %d", seed).isEqualTo(expected.equals(firstReduced));
            assertThat(sum.compareTo(first)).as("seed %d", seed).isEqualTo(expected.compareTo(firstReduced));
            assertThat(sum.minus(first))
                    .as("seed %d", seed)
                    .hasToString(expected.minus(firstReduced).toString());
            assertThat(sum.times(first))
                    .as("seed %d", seed)
                    .hasToString(expected.times(firstReduced).toString());
        }
    }

    @Test
    void theSumOfNothingIsZero() {
        assertThat(Fraction.sum(List.of())).isEqualTo(Fraction.ZERO);
    }

    @Test
    void ordersNumbersBySize() {
        Fraction third = Fraction.ONE.dividedBy(Fraction.of(3));

        assertThat(third).isLessThan(Fraction.HALF).isGreaterThan(Fraction.of(new BigDecimal("0.333333")));
        assertThat(third.min(Fraction.HALF)).isEqualTo(third);
        assertThat(third.max(Fraction.HALF)).isEqualTo(Fraction.HALF);
        assertThat(third.negated()).isLessThan(Fraction.ZERO);
    }
}
