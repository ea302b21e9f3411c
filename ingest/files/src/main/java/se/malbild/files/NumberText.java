package se.malbild.files;

import java.math.BigDecimal;
import java.util.List;
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
    private static final List<String> SPACES = List.of(" ", "\u00a0", "\u2009", "\u202f");

    private NumberText() {}

    /** Returns the number exactly as written, or nothing when {@code text} is none. */
    static Optional<BigDecimal> parse(String text) {
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text;
        for (String space : SPACES) {
            digits = digits.replace(space, "");
        }
        return Optional.of(new BigDecimal(digits.replace(',', '.').replace('\u2212', '-')));
    }
}
