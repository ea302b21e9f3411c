package se.malbild.goals.picture;

import java.util.Locale;

/** A field of an indicator that is empty because a group is, or may be, too small to be shown. */
public enum Suppressed {
    VALUE,
    /** The trend with it. */
    CHANGE,
    /** The forecast's value. */
    FORECAST,
    WOMEN,
    MEN,
    /** At least one district. */
    DISTRICTS;

    /** Returns the name of the field. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
