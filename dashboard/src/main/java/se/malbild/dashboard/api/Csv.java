package se.malbild.dashboard.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * A table as CSV, in the form that a spreadsheet of the language opens by itself: Swedish with semicolons and decimal
 * commas, English with commas and decimal points; UTF-8 with a byte order mark, without which Excel takes it for
 * something else.
 */
final class Csv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** What a spreadsheet takes for a formula, and what a formula looks like that has been made harmless. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+@\t\r\n-].+", Pattern.DOTALL);

    private final Language language;
    private final StringBuilder text = new StringBuilder().append(BYTE_ORDER_MARK);

    Csv(Language language, List<Text> header) {
        this.language = language;
        row(List.copyOf(header));
    }

    /**
     * Adds a row.
     *
     * @param cells numbers, texts, {@link Text}s in the table's language, or {@link Optional}s of these
     */
    void row(List<?> cells) {
        text.append(cells.stream().map(this::cell).collect(Collectors.joining(language == Language.SV ? ";" : ",")))
                .append("\r\n");
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String cell(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(this::cell).orElse("");
        }
        if (value instanceof BigDecimal number) {
            String plain = number.toPlainString();
            return language == Language.SV ? plain.replace('.', ',') : plain;
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        return quoted(value instanceof Text said ? said.in(language) : value.toString());
    }

    private static String quoted(String text) {
        // An apostrophe before it tells a spreadsheet that it is text, whatever it looks like.
        String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
        return harmless.chars().anyMatch(c -> "\";,\r\n'".indexOf(c) >= 0)
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
