package se.malbild.goals.observation;

import java.util.OptionalInt;

/** What the texts of an event may hold. Plain loops: every event on the topic goes through them. */
final class Characters {
    private static final int ORGANISATION_DIGITS = 4;
    private static final int LONGEST_EXCERPT = 40;
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';
    private static final char REPLACEMENT = '\ufffd';
    private static final char FIRST_NOT_LATIN_1 = '\u0100';
    private static final char SOFT_HYPHEN = '\u00ad';

    private Characters() {}

    static boolean isMunicipalityCode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == ORGANISATION_DIGITS;
    }

    /** Tells whether {@code text} has nothing but visible ASCII, and some of it: then no other character needs to be looked for. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isBlank(String text) {
        return text.replace(NO_BREAK_SPACE, ' ').isBlank();
    }

    static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isISOControl(character) || character == LINE_SEPARATOR || character == PARAGRAPH_SEPARATOR) {
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

    /** Tells whether {@code text} holds U+FFFD, which stands for what somebody could not read. */
    static boolean hasReplacement(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /** Returns the first character that nobody sees but that makes the text another: zero-width, bidi marks and their like. */
    static OptionalInt firstFormatCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= FIRST_NOT_LATIN_1 || character == SOFT_HYPHEN) {
                return text.codePoints().filter(Characters::isFormat).findFirst();
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isFormat(int point) {
        return Character.getType(point) == Character.FORMAT
                || point == 0x034f // combining grapheme joiner
                || point == 0x115f // Hangul fillers, from here to ...
                || point == 0x1160
                || point == 0x3164
                || point == 0xffa0 // ... here
                || (point >= 0x180b && point <= 0x180f) // Mongolian selectors
                || (point >= 0xfe00 && point <= 0xfe0f) // variation selectors
                || (point >= 0xe0100 && point <= 0xe01ef);
    }

    /** Returns the beginning of {@code text}, for a message about it. */
    static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }
}
