package se.malbild.goals.observation;

import java.text.Normalizer;

/**
 * The one form of a text that can be written in several ways, so that what looks the same is the same: composed as Unicode's
 * NFC has it and, in an id, without spaces around it and with U+0020 for every kind of space within. Letter case is kept. The
 * form of a form is itself.
 */
public final class NormalForm {
    /** Below this, no character has another form. */
    private static final char FIRST_COMBINING = '\u0300';

    /** The no-break space: below it, U+0020 is the only space. */
    private static final char FIRST_OTHER_SPACE = '\u00a0';

    private NormalForm() {}

    /** Returns {@code id} in its normal form, or as it is when it is longer than any id may be. */
    public static String ofId(String id) {
        return id.length() > ObservationDraft.LONGEST_ID ? id : composed(spaced(trimmed(id)));
    }

    /** Returns {@code text} in its normal form, or as it is when it is longer than any text may be. */
    public static String ofText(String text) {
        return text.length() > ObservationDraft.LONGEST_TEXT ? text : composed(text);
    }

    private static String composed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    private static String trimmed(String id) {
        int from = 0;
        int to = id.length();
        while (from < to && isSpace(id.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(id.charAt(to - 1))) {
            to--;
        }
        return id.substring(from, to);
    }

    /** A no-break space, which text from a web page or a word processor often has, looks like any other. */
    private static String spaced(String id) {
        for (int i = 0; i < id.length(); i++) {
            char character = id.charAt(i);
            if (character >= FIRST_OTHER_SPACE && isSpace(character)) {
                return spaced(id.replace(character, ' '));
            }
        }
        return id;
    }

    private static boolean isSpace(char character) {
        return Character.getType(character) == Character.SPACE_SEPARATOR;
    }
}
