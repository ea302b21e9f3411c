package se.malbild.goals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic as it is taught: every result in lowest terms. Slow, and what {@link Fraction} is measured against. */
public record ReducedFraction(BigInteger numerator, BigInteger denominator) implements Comparable<ReducedFraction> {
    public static final ReducedFraction ZERO = of(BigDecimal.ZERO);
    public static final ReducedFraction HALF = of(new BigDecimal("0.5"));
    public static final ReducedFraction ONE = of(BigDecimal.ONE);

    public ReducedFraction {
        BigInteger divisor = numerator.gcd(denominator).multiply(BigInteger.valueOf(denominator.signum()));
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    public static ReducedFraction of(BigDecimal decimal) {
        int scale = Math.max(0, decimal.scale());
        return new ReducedFraction(decimal.setScale(scale).unscaledValue(), BigInteger.TEN.pow(scale));
    }

    public ReducedFraction plus(ReducedFraction other) {
        return new ReducedFraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public ReducedFraction minus(ReducedFraction other) {
        return plus(new ReducedFraction(other.numerator.negate(), other.denominator));
    }

    public ReducedFraction times(ReducedFraction other) {
        return new ReducedFraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public ReducedFraction dividedBy(ReducedFraction other) {
        return new ReducedFraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public ReducedFraction abs() {
        return new ReducedFraction(numerator.abs(), denominator);
    }

    public ReducedFraction clamped() {
        ReducedFraction atLeastZero = compareTo(ZERO) < 0 ? ZERO : this;
        return atLeastZero.compareTo(ONE) > 0 ? ONE : atLeastZero;
    }

    public int signum() {
        return numerator.signum();
    }

    /** Returns this rounded HALF_EVEN to six decimals, without trailing zeros. */
    public String rounded() {
        BigDecimal rounded = new BigDecimal(numerator).divide(new BigDecimal(denominator), 6, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(ReducedFraction other) {
        return minus(other).signum();
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
