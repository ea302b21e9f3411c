package se.malbild.goals.observation;

import java.text.Normalizer;

/**
 * The one form of a text that can be written in several ways, so that what looks the same is the same: composed as Unicode's
 * NFC has it and, in an id, without spaces around it. Letter case is kept. The form of a form is itself.
 */
public final class NormalForm {
    /** Below this, no character has another form. */
    private static final char FIRST_COMBINING = '\u0300';

    private NormalForm() {}

    /** Returns {@code id} in its normal form, or as it is when it is longer than any id may be. */
    public static String ofId(String id) {
        return id.length() > ObservationDraft.LONGEST_ID ? id : composed(trimmed(id));
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

    private static boolean isSpace(char character) {
        return Character.getType(character) == Character.SPACE_SEPARATOR;
    }
}
