package se.malbild.goals.picture;

import java.util.Locale;
import se.malbild.goals.Fraction;

/** How a year stands against an earlier one. */
public enum Trend {
    IMPROVED,
    UNCHANGED,
    WORSENED;

    /** Returns the trend of {@code gain}, which is unchanged when it is not more than {@code tolerance} either way. */
    public static Trend of(Fraction gain, Fraction tolerance) {
        if (gain.abs().compareTo(tolerance) <= 0) {
            return UNCHANGED;
        }
        return gain.signum() > 0 ? IMPROVED : WORSENED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
