package se.malbild.files;

import java.math.BigDecimal;

/**
 * A cell as it stands in the file.
 *
 * @param text what it holds, without spaces around it; a number with a decimal point, a date as ISO 8601
 * @param form what kind of cell it is
 */
record RawCell(String text, Form form) {
    static final RawCell BLANK = new RawCell("", Form.WORDS);

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
