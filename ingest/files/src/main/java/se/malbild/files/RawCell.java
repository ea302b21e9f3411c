package se.malbild.files;

import java.math.BigDecimal;

/**
 * A cell as it stands in the file.
 *
 * @param text what it holds, without spaces around it; a number with a decimal point, a date as ISO 8601
 * @param form what kind of cell it is
 * @param merged whether a merged cell covers it
 */
record RawCell(String text, Form form, Merged merged) {
    static final RawCell BLANK = new RawCell("", Form.WORDS);
    static final RawCell MERGED_ACROSS = new RawCell("", Form.WORDS, Merged.ACROSS);

    private static final int LONGEST_EXCERPT = 40;

    enum Form {
        /** Text, as everything in CSV is. */
        WORDS,
        /** A number of a spreadsheet, which has no leading zeros. */
        NUMBER,
        /** A number that the spreadsheet shows times a hundred. */
        PERCENT,
        /** A date, or a date and time of day. */
        MOMENT,
        /** A formula that has gone wrong or was never computed. */
        BROKEN
    }

    enum Merged {
        /** It is no part of a merged cell, or the first, which holds the content. */
        NO,
        /** It is below the first: {@code text} is that of the whole. */
        DOWN,
        /** It is in another column than the first, so that it does not say what it holds. */
        ACROSS
    }

    /** A cell that no merged cell covers. */
    RawCell(String text, Form form) {
        this(text, form, Merged.NO);
    }

    /** Returns the cell as a merged cell repeats it in the rows below. */
    RawCell repeated() {
        return new RawCell(text, form, Merged.DOWN);
    }

    RawCell withText(String other) {
        return new RawCell(other, form, merged);
    }

    /** Returns what a person sees. A percentage is then no number, wherever it is copied to. */
    String shown() {
        return form == Form.PERCENT
                ? new BigDecimal(text).movePointRight(2).stripTrailingZeros().toPlainString() + " %"
                : text;
    }

    /** Returns the beginning of {@code text}, for a message. */
    static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }

    boolean isBlank() {
        return text.isEmpty();
    }
}
