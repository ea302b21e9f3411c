package se.malbild.goals.observation;

/** What the texts of an event may hold. Plain loops: every event on the topic goes through them. */
final class Characters {
    private static final int ORGANISATION_DIGITS = 4;
    private static final int LONGEST_EXCERPT = 40;
    private static final char NO_BREAK_SPACE = '\u00a0';

    private Characters() {}

    static boolean isMunicipalityCode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == ORGANISATION_DIGITS;
    }

    static boolean isBlank(String text) {
        return text.replace(NO_BREAK_SPACE, ' ').isBlank();
    }

    static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Two texts with different ones have the same bytes, so the order of observations would not be total. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }

    /** Returns the beginning of {@code text}, for a message about it. */
    static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }
}
