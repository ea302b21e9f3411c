package se.malbild.goals;

import java.util.Locale;

/** How documents and outputs write a constant: {@code WEIGHTED_MEAN} is {@code weighted-mean}. */
public final class Word {
    private Word() {}

    /** Returns the name of {@code constant} in lower case, with hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
