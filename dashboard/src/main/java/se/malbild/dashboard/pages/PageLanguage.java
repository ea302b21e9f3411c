package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Trend;

/**
 * One language of the pages: which of two texts is shown, and how numbers and times are written. The texts themselves are
 * where they are used, most of them in the templates.
 */
public final class PageLanguage {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal TEN = BigDecimal.TEN;

    private final Language language;

    /**
     * A number as it is shown.
     *
     * @param exact every digit, with a decimal point: as data files have it
     * @param shown rounded for the eye, as the language writes it
     */
    public record Shown(String exact, String shown) {}

    public PageLanguage(Language language) {
        this.language = language;
    }

    public Language language() {
        return language;
    }

    /** Returns the language's code, {@code sv} or {@code en}. */
    public String code() {
        return language.name().toLowerCase(Locale.ROOT);
    }

    public String say(Text text) {
        return text.in(language);
    }

    public String say(String sv, String en) {
        return language == Language.SV ? sv : en;
    }

    /** Returns {@code number} with three digits or so, and at least its whole part. */
    public Shown number(BigDecimal number) {
        BigDecimal size = number.abs();
        int decimals = size.compareTo(THOUSAND) >= 0
                ? 0
                : size.compareTo(TEN) >= 0
                        ? 1
                        : size.compareTo(BigDecimal.ONE) >= 0 || size.signum() == 0
                                ? 2
                                : 2 + size.scale() - size.precision() + 1;
        int shown = Math.min(decimals, Math.max(0, number.scale()));
        return new Shown(number.toPlainString(), written(number.setScale(shown, RoundingMode.HALF_EVEN)));
    }

    /** Returns {@code number} with every digit. */
    public Shown exact(BigDecimal number) {
        return new Shown(number.toPlainString(), written(number));
    }

    /** Returns a share of 1 in whole percent. */
    public Shown percent(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN);
        return new Shown(share.toPlainString(), written(percent) + say("\u00a0%", "%"));
    }

    /** Returns {@code number} with a sign before it, also when it is positive. */
    public Shown change(BigDecimal number) {
        Shown plain = number(number);
        return number.signum() > 0 ? new Shown(plain.exact(), "+" + plain.shown()) : plain;
    }

    private String written(BigDecimal number) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(language == Language.SV ? ',' : '.');
        symbols.setGroupingSeparator(language == Language.SV ? '\u00a0' : ',');
        symbols.setMinusSign('\u2212');
        DecimalFormat format = new DecimalFormat("#,##0.##########", symbols);
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        return format.format(number.signum() == 0 ? BigDecimal.ZERO : number);
    }

    /** Returns the day in Sweden. */
    public String day(Instant time) {
        return DateTimeFormatter.ofPattern(
                        "d MMMM uuuu", language == Language.SV ? Locale.forLanguageTag("sv-SE") : Locale.UK)
                .format(SwedishTime.day(time));
    }

    public String trend(Trend trend) {
        return switch (trend) {
            case IMPROVED -> say("Bättre än året före", "Better than the year before");
            case UNCHANGED -> say("Oförändrat mot året före", "Unchanged from the year before");
            case WORSENED -> say("Sämre än året före", "Worse than the year before");
        };
    }

    /** Returns who decides over what is measured. */
    public Optional<String> control(Optional<String> control) {
        return control.map(Labels::control).map(this::say);
    }

    /** Returns what of the observations is judged. */
    public String measure(String measure) {
        return switch (measure) {
            case "gap-gender" -> say("Skillnad mellan kvinnor och män", "Difference between women and men");
            case "ratio-gender" -> say("Kvinnors värde delat med mäns", "Women's value divided by men's");
            case "gap-district" -> say("Skillnad mellan stadsdelar", "Difference between city districts");
            default -> say("Värdet för alla", "The value for all");
        };
    }

    /** Returns the first sentence of {@code text}. */
    public static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
