package se.malbild.service;

import java.util.List;
import java.util.Locale;
import se.malbild.goals.Language;

/** The language that a request asks for in {@code Accept-Language}; Swedish unless it prefers English. */
public final class AcceptedLanguage {
    private AcceptedLanguage() {}

    /**
     * Returns the language to answer in.
     *
     * @param header the header's value, or {@code null} when there is none
     */
    public static Language of(String header) {
        if (header == null) {
            return Language.SV;
        }
        try {
            Locale best = Locale.lookup(
                    Locale.LanguageRange.parse(header), List.of(Locale.forLanguageTag("sv"), Locale.ENGLISH));
            return Locale.ENGLISH.equals(best) ? Language.EN : Language.SV;
        } catch (IllegalArgumentException malformed) {
            return Language.SV;
        }
    }
}
