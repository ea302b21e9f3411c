package se.malbild.goals.picture;

import java.util.Locale;

/** How a year stands against the year before. */
public enum Trend {
    IMPROVED,
    UNCHANGED,
    WORSENED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
