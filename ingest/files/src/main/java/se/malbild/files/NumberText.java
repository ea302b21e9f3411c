package se.malbild.files;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number as people write it in Sweden: decimal comma or point, spaces between thousands (also no-break ones), a minus sign
 * or a hyphen. A comma never separates thousands, and one number never has both comma and point.
 */
final class NumberText {
    private static final int LONGEST = 400;
    private static final String SPACE = "[ \\u00a0\\u2009\\u202f]";
    private static final Pattern NUMBER = Pattern.compile("[-+\\u2212]?(?:\\d{1,3}(?:" + SPACE
            + "\\d{3})+(?:[.,]\\d+)?|(?:\\d+(?:[.,]\\d*)?|[.,]\\d+)(?:[eE][-+]?\\d{1,9})?)");
    private static final Pattern SPACES = Pattern.compile(SPACE);

    private NumberText() {}

    /** Returns the number exactly as written, or nothing when {@code text} is none. */
    static Optional<BigDecimal> parse(String text) {
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(
                SPACES.matcher(text).replaceAll("").replace(',', '.').replace('\u2212', '-')));
    }
}
