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

    /** Returns the wording in {@code language}. */
    public String in(Language language) {
        return language == Language.SV ? sv : en;
    }
}
