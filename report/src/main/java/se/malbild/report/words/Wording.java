package se.malbild.report.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Collator;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import se.malbild.goals.Fraction;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Period;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Trend;

/**
 * One language of what people read, on pages and in reports alike: which of two texts is shown, and how numbers and times are written.
 * The texts themselves are where they are used.
 */
public class Wording {
    /** Problems and reasons whose message compares numbers, which then keep every digit. */
    private static final Set<String> COMPARES_NUMBERS = Set.of("baseline-differs", "outside-range");

    private final Language language;

    /**
     * A number as it is shown.
     *
     * @param exact every digit, with a decimal point: as data files have it
     * @param shown rounded for the eye, as the language writes it
     */
    public record Shown(String exact, String shown) {}

    public Wording(Language language) {
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

    /** Returns what the problem says, with the decimal sign of the language. */
    public String say(Problem problem) {
        return say(problem.code(), problem.message());
    }

    /** Returns what the reason says, with the decimal sign of the language. */
    public String say(Reason reason) {
        return say(reason.code(), reason.message());
    }

    private String say(String code, Text message) {
        String said = say(message);
        return COMPARES_NUMBERS.contains(code) ? said.replaceAll("(?<=\\d)\\.(?=\\d)", say(",", ".")) : said;
    }

    /** Returns {@code number} with {@code decimals} decimals, halves rounded up. */
    public Shown number(BigDecimal number, int decimals) {
        return new Shown(number.toPlainString(), written(number.setScale(decimals, RoundingMode.HALF_UP)));
    }

    /** Returns {@code number} as it is counted, in whole numbers. */
    public Shown count(long number) {
        return number(BigDecimal.valueOf(number), 0);
    }

    /** Returns a share of 1 in percent with {@code decimals} decimals, halves rounded up. */
    public Shown percent(BigDecimal share, int decimals) {
        return percentage(share, share.movePointRight(2).setScale(decimals, RoundingMode.HALF_UP));
    }

    /** Returns a share of 1 in percent with every digit that it has. */
    public Shown percent(BigDecimal share) {
        return percentage(share, Fraction.plain(share.movePointRight(2)));
    }

    private Shown percentage(BigDecimal share, BigDecimal percent) {
        return new Shown(share.toPlainString(), written(percent) + say("\u00a0%", "%"));
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
        return day(SwedishTime.day(time));
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", locale()).format(day);
    }

    /** Returns the period, such as "2018", "tertial 2 2018" or "augusti 2018". */
    public String period(Period period) {
        return period.isWholeYear() ? partOfYear(period) : partOfYear(period) + " " + period.year();
    }

    /** Returns the period where its year is known, such as "tertial 2" or "augusti"; of a whole year, the year. */
    public String partOfYear(Period period) {
        return switch (period.granularity()) {
            case YEAR -> Integer.toString(period.year());
            case TERTIAL -> "tertial " + period.number();
            case QUARTER -> say("kvartal ", "quarter ") + period.number();
            case MONTH -> Month.of(period.number()).getDisplayName(TextStyle.FULL_STANDALONE, locale());
        };
    }

    /** Returns the order of words in a list. */
    public Comparator<Object> alphabetical() {
        return Collator.getInstance(locale());
    }

    private Locale locale() {
        return language == Language.SV ? Locale.forLanguageTag("sv-SE") : Locale.UK;
    }

    /** Returns how a goal area stands against the year before. */
    public String trend(Trend trend) {
        return switch (trend) {
            case IMPROVED -> say("Bättre än året före", "Better than the year before");
            case UNCHANGED -> say("Oförändrat mot året före", "Unchanged from the year before");
            case WORSENED -> say("Sämre än året före", "Worse than the year before");
        };
    }

    /** Returns how an indicator stands against {@code earlier}. */
    public String trend(Trend trend, int earlier) {
        return switch (trend) {
            case IMPROVED -> say("Bättre än ", "Better than in ") + earlier;
            case UNCHANGED -> say("Oförändrat mot ", "Unchanged from ") + earlier;
            case WORSENED -> say("Sämre än ", "Worse than in ") + earlier;
        };
    }

    /** Returns what makes a trend that is already told: a gain that is more than the tolerance, where there is one, or not. */
    public String byTolerance(Trend trend, boolean isTolerant) {
        if (!isTolerant) {
            return "";
        }
        return trend == Trend.UNCHANGED
                ? say("högst toleransen räknas som oförändrat", "at most the tolerance counts as unchanged")
                : say("med mer än toleransen", "by more than the tolerance");
    }

    /** Returns what makes the trend: a gain that is more than the tolerance, either way, or not. */
    public String against(Trend trend, boolean isTolerant) {
        return switch (trend) {
            case IMPROVED ->
                isTolerant
                        ? say("bättre med mer än toleransen", "better by more than the tolerance")
                        : say("bättre", "better");
            case UNCHANGED ->
                isTolerant
                        ? say("högst toleransen räknas som oförändrat", "at most the tolerance counts as unchanged")
                        : say("oförändrat", "unchanged");
            case WORSENED ->
                isTolerant
                        ? say("sämre med mer än toleransen", "worse by more than the tolerance")
                        : say("sämre", "worse");
        };
    }

    /** Returns who decides over what is measured. */
    public Optional<String> control(Optional<String> control) {
        return control.map(PictureLabels::control).map(this::say);
    }

    /** Returns what of the observations is judged. */
    public String measure(String measure) {
        return say(PictureLabels.measure(measure));
    }

    /** Returns the first sentence of {@code text}. */
    public static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
