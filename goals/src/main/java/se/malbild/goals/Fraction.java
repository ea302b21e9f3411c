package se.malbild.goals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * An exact rational number. Derived numbers are computed with it so that no result depends on the order of its terms
 * and rounding happens once, in {@link #rounded()}.
 *
 * <p>Only a short fraction is held in lowest terms. To reduce a long one takes time in the square of its length and gains
 * little, since the attainments that make up a mean have hardly a factor in common.
 */
public final class Fraction implements Comparable<Fraction> {
    /** Decimals of every derived number that leaves the rules. */
    public static final int DECIMALS = 6;

    /** Bits of the longest denominator that is reduced: of two values with all ten decimals, so that sums of them stay short. */
    private static final int SHORT_BITS = BigInteger.TEN.pow(20).bitLength();

    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    public static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);
    public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    private final BigInteger numerator;
    private final BigInteger denominator; // positive

    private Fraction(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** Returns the exact value of {@code decimal}. */
    public static Fraction of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE)
                : of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** Returns {@code whole} as a fraction. */
    public static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /** Returns the sum of {@code terms}; 0 of none. Each half is added up on its own, so that few additions are long. */
    public static Fraction sum(List<Fraction> terms) {
        if (terms.isEmpty()) {
            return ZERO;
        }
        int middle = terms.size() / 2;
        return middle == 0
                ? terms.get(0)
                : sum(terms.subList(0, middle)).plus(sum(terms.subList(middle, terms.size())));
    }

    public Fraction plus(Fraction other) {
        return denominator.equals(other.denominator)
                ? of(numerator.add(other.numerator), denominator)
                : of(
                        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                        denominator.multiply(other.denominator));
    }

    public Fraction minus(Fraction other) {
        return plus(other.negated());
    }

    public Fraction times(Fraction other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * Returns this divided by {@code other}.
     *
     * @throws ArithmeticException when {@code other} is zero
     */
    public Fraction dividedBy(Fraction other) {
        if (other.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public Fraction negated() {
        return new Fraction(numerator.negate(), denominator);
    }

    public Fraction abs() {
        return signum() < 0 ? negated() : this;
    }

    public Fraction min(Fraction other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Fraction max(Fraction other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns this, or the nearer of 0 and 1 when it lies outside them. */
    public Fraction clamped() {
        return max(ZERO).min(ONE);
    }

    /** Returns -1, 0 or 1 as this is negative, zero or positive. */
    public int signum() {
        return numerator.signum();
    }

    /** Returns this rounded HALF_EVEN to {@value #DECIMALS} decimals, without trailing zeros. */
    public BigDecimal rounded() {
        return plain(new BigDecimal(numerator).divide(new BigDecimal(denominator), DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** Returns {@code number} without trailing zeros and without an exponent: 100, not 1E+2; 0, not 0.00. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Fraction of(BigInteger numerator, BigInteger denominator) {
        Fraction fraction = denominator.signum() < 0
                ? new Fraction(numerator.negate(), denominator.negate())
                : new Fraction(numerator, denominator);
        return denominator.bitLength() > SHORT_BITS ? fraction : fraction.inLowestTerms();
    }

    private Fraction inLowestTerms() {
        BigInteger divisor = numerator.gcd(denominator);
        return divisor.equals(BigInteger.ONE)
                ? this
                : new Fraction(numerator.divide(divisor), denominator.divide(divisor));
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Fraction other && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        return rounded().hashCode();
    }

    /** Returns numerator and denominator in lowest terms, with a slash between. */
    @Override
    public String toString() {
        Fraction lowest = inLowestTerms();
        return lowest.numerator + "/" + lowest.denominator;
    }
}
