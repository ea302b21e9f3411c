package se.malbild.goals.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact number: a whole number over another that is greater than 0, not reduced. */
record Rational(BigInteger over, BigInteger under) implements Comparable<Rational> {
    static final Rational ZERO = of(0);
    static final Rational HALF = new Rational(BigInteger.ONE, BigInteger.TWO);
    static final Rational ONE = of(1);

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    static Rational of(long number) {
        return new Rational(BigInteger.valueOf(number), BigInteger.ONE);
    }

    static Rational of(BigDecimal number) {
        return number.scale() <= 0
                ? new Rational(number.toBigIntegerExact(), BigInteger.ONE)
                : new Rational(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
    }

    Rational plus(Rational other) {
        return new Rational(over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    Rational minus(Rational other) {
        return plus(new Rational(other.over.negate(), other.under));
    }

    Rational times(Rational other) {
        return new Rational(over.multiply(other.over), under.multiply(other.under));
    }

    Rational dividedBy(Rational other) {
        if (other.over.signum() == 0) {
            throw new ArithmeticException("division by 0");
        }
        Rational quotient = new Rational(over.multiply(other.under), under.multiply(other.over));
        return quotient.under.signum() > 0 ? quotient : new Rational(quotient.over.negate(), quotient.under.negate());
    }

    Rational abs() {
        return new Rational(over.abs(), under);
    }

    Rational atLeast(Rational least) {
        return compareTo(least) < 0 ? least : this;
    }

    Rational atMost(Rational most) {
        return compareTo(most) > 0 ? most : this;
    }

    boolean isZero() {
        return over.signum() == 0;
    }

    /** Returns the number rounded HALF_EVEN to six decimals. */
    Rational rounded() {
        BigInteger[] parts = over.abs().multiply(MILLION).divideAndRemainder(under);
        int half = parts[1].shiftLeft(1).compareTo(under);
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        BigInteger millionths = up ? parts[0].add(BigInteger.ONE) : parts[0];
        return new Rational(over.signum() < 0 ? millionths.negate() : millionths, MILLION);
    }

    /** Returns the number as a picture shows it: rounded, in plain digits without trailing zeros. */
    String shown() {
        BigDecimal shown = new BigDecimal(rounded().over, 6);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    /** Returns all digits of a number that has an end, without trailing zeros. */
    String plain() {
        BigDecimal plain = new BigDecimal(over).divide(new BigDecimal(under));
        return plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(Rational other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }

    /** Equal numbers are equal, however they are written. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Rational number && compareTo(number) == 0;
    }

    @Override
    public int hashCode() {
        return shown().hashCode();
    }
}
