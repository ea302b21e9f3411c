package se.malbild.goals;

import java.util.Objects;

/**
 * One thing said in Swedish and in English.
 *
 * @param sv the Swedish wording, which is the one that counts
 * @param en the English wording
 */
public record Text(String sv, String en) {
    public Text {
        Objects.requireNonNull(sv, "sv");
        Objects.requireNonNull(en, "en");
    }

    /** Returns {@code number} followed by what is counted: in the singular for one, otherwise in the plural. */
    public static Text count(long number, String svOne, String svMany, String enOne, String enMany) {
        return new Text(number + " " + (number == 1 ? svOne : svMany), number + " " + (number == 1 ? enOne : enMany));
    }

    /** Returns the wording in {@code language}. */
    public String in(Language language) {
        return language == Language.SV ? sv : en;
    }
}
