package se.malbild.goals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.stream.IntStream;

/** How a share of 1 is written in percent: whole and rounded half up, or with the decimals that tell it from a threshold. */
public final class Percentage {
    /** Decimals of a percentage with every digit that an attainment or a coverage has. */
    private static final int MOST_DECIMALS = Fraction.DECIMALS - 2;

    private Percentage() {}

    /**
     * Returns {@code share} in percent, with as many decimals as it takes not to seem to pass any of the thresholds.
     *
     * @param thresholds shares of 1
     */
    public static BigDecimal of(BigDecimal share, Collection<BigDecimal> thresholds) {
        return share.movePointRight(2).setScale(decimals(share, thresholds), RoundingMode.HALF_UP);
    }

    /** Returns the decimals of {@link #of}. */
    public static int decimals(BigDecimal share, Collection<BigDecimal> thresholds) {
        return IntStream.range(0, MOST_DECIMALS)
                .filter(decimals -> thresholds.stream()
                        .allMatch(threshold -> isEnough(share, threshold)
                                == isEnough(share.setScale(2 + decimals, RoundingMode.HALF_UP), threshold)))
                .findFirst()
                .orElse(MOST_DECIMALS);
    }

    private static boolean isEnough(BigDecimal share, BigDecimal threshold) {
        return share.compareTo(threshold) >= 0;
    }
}
