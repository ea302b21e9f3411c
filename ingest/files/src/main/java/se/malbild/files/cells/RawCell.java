package se.malbild.files.cells;

/**
 * A cell as it stands in the file.
 *
 * @param text what it holds, without spaces around it; a number with a decimal point, a date as ISO 8601
 * @param form what kind of cell it is
 * @param shown what a person sees
 * @param held the number that a spreadsheet's cell holds, otherwise {@code text}
 * @param merged whether a merged cell covers it
 */
public record RawCell(String text, Form form, String shown, String held, Merged merged) {
    public static final RawCell BLANK = new RawCell("", Form.WORDS);
    public static final RawCell MERGED_ACROSS = new RawCell("", Form.WORDS, "", "", Merged.ACROSS);

    private static final int LONGEST_EXCERPT = 40;

    public enum Form {
        /** Text, as everything in CSV is. */
        WORDS,
        /** A number of a spreadsheet, which has no leading zeros. */
        NUMBER,
        /** A number that the spreadsheet shows times a hundred. */
        PERCENT,
        /** A number of which the spreadsheet shows something else: thousands, a unit, a fraction. */
        FORMATTED,
        /** A number that the spreadsheet shows as a date, or a date and time of day. */
        MOMENT,
        /** A formula that has gone wrong or was never computed. */
        BROKEN
    }

    public enum Merged {
        /** It is no part of a merged cell, or the first, which holds the content. */
        NO,
        /** It is below the first: {@code text} is that of the whole. */
        DOWN,
        /** It is in another column than the first, so that it does not say what it holds. */
        ACROSS
    }

    /** A cell that shows what it holds. */
    public RawCell(String text, Form form) {
        this(text, form, text, text, Merged.NO);
    }

    /** Returns the cell as a merged cell repeats it in the rows below. */
    RawCell repeated() {
        return new RawCell(text, form, shown, held, Merged.DOWN);
    }

    public RawCell withText(String other) {
        return new RawCell(other, form, shown, held, merged);
    }

    /** Returns whether the number that a person sees is another one than the cell holds, or none. */
    public boolean showsAnother() {
        return form == Form.PERCENT || form == Form.FORMATTED || form == Form.MOMENT;
    }

    /** Returns the figure for a list of faults; where it is not what the cell shows it is no number there. */
    public String listed() {
        return form == Form.PERCENT || form == Form.FORMATTED ? shown + " (" + held + ")" : shown;
    }

    /** Returns the beginning of {@code text}, for a message. */
    public static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }

    /** Returns {@code text} without white space around it, of which a no-break space is one. */
    public static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    public boolean isBlank() {
        return text.isEmpty();
    }
}
