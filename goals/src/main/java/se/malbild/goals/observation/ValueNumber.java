package se.malbild.goals.observation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import se.malbild.goals.Fraction;

/** An event's number: how it is read, how large it may be, and how it is rounded. */
final class ValueNumber {
    /** Digits that a value may have before the decimal point. */
    static final int INTEGER_DIGITS = Observation.VALUE_DIGITS - Observation.VALUE_DECIMALS;

    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(INTEGER_DIGITS);
    private static final int LONGEST = 400;

    private ValueNumber() {}

    /** Reads text such as {@code 78.369539} or {@code 3.847e-05}; empty when it is no number. */
    static Optional<BigDecimal> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Tells whether {@code number} has too many digits before the decimal point, once it is rounded. */
    static boolean isTooLarge(BigDecimal number) {
        // The exponent is looked at first: rounding a number with a huge one would fill the memory.
        return number.signum() != 0
                && ((long) number.precision() - number.scale() > Observation.VALUE_DIGITS || isTooLargeRounded(number));
    }

    /** Rounding can only carry a number over the limit when there is something to round. */
    private static boolean isTooLargeRounded(BigDecimal number) {
        return (number.scale() > Observation.VALUE_DECIMALS || number.precision() - number.scale() > INTEGER_DIGITS)
                && rounded(number).abs().compareTo(LIMIT) >= 0;
    }

    /** Returns {@code number} rounded HALF_EVEN to the decimals that a value may have, without trailing zeros. */
    static BigDecimal rounded(BigDecimal number) {
        // Too small to leave a trace; asking setScale would first build a power of ten as long as the exponent.
        if ((long) number.precision() - number.scale() < -Observation.VALUE_DECIMALS) {
            return BigDecimal.ZERO;
        }
        return Fraction.plain(number.setScale(
                Math.min(Math.max(number.scale(), 0), Observation.VALUE_DECIMALS), RoundingMode.HALF_EVEN));
    }
}
