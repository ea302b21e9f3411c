package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import se.malbild.report.words.IndicatorNumbers;

/** One number less another. */
record Difference(BigDecimal from, BigDecimal less) {
    private static final int MOST_MORE = 2;
    /** All that a value can have. */
    private static final int MOST_DECIMALS = 10;

    /** Returns the greater of the two less the other. */
    static Difference between(BigDecimal one, BigDecimal other) {
        return new Difference(one.max(other), one.min(other));
    }

    BigDecimal result() {
        return from.subtract(less);
    }

    /**
     * Returns the decimals that a sum is written with: {@code least} or, for it to come out right, up to two more. What it
     * leads to must in any case be seen from it.
     */
    static int decimals(int least, IntPredicate showsWhatFollows, IntPredicate comesOutRight) {
        return IntStream.rangeClosed(least, least + MOST_MORE)
                .filter(showsWhatFollows.and(comesOutRight))
                .findFirst()
                .orElseGet(() -> IntStream.range(least, MOST_DECIMALS)
                        .filter(showsWhatFollows)
                        .findFirst()
                        .orElse(MOST_DECIMALS));
    }

    /** Tells whether the numbers give the result when all of them are rounded to {@code decimals}. */
    boolean isRightWith(int decimals) {
        return rounded(decimals).result().compareTo(rounded(result(), decimals)) == 0;
    }

    /** Tells whether the result, rounded to {@code decimals}, is as much beside {@code tolerance} as it is exactly. */
    boolean keepsItsSideOf(BigDecimal tolerance, int decimals) {
        return rounded(result(), decimals).abs().compareTo(tolerance)
                == result().abs().compareTo(tolerance);
    }

    /** Returns the difference between the numbers as they are written with {@code decimals}. */
    Difference rounded(int decimals) {
        return new Difference(rounded(from, decimals), rounded(less, decimals));
    }

    private static BigDecimal rounded(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_UP);
    }

    /** Returns it written out, the result with its unit and with a sign also where it is more than 0. */
    String signed(IndicatorNumbers numbers) {
        return written(numbers) + " = " + numbers.change(result()).shown() + " " + numbers.unitOfChange(result());
    }

    /** Returns it written out, the result with its unit. */
    String unsigned(IndicatorNumbers numbers) {
        return written(numbers) + " = " + numbers.difference(result());
    }

    /** Returns it written out between brackets, without the result. */
    String bracketed(IndicatorNumbers numbers) {
        return "(" + written(numbers) + ")";
    }

    private String written(IndicatorNumbers numbers) {
        String subtracted = numbers.value(less).shown();
        return numbers.value(from).shown() + " \u2212 " + (less.signum() < 0 ? "(" + subtracted + ")" : subtracted);
    }
}
