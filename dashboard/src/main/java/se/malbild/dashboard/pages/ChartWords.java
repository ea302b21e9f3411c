package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.PictureLabels;

/**
 * What the charts of an indicator show, in words.
 *
 * @param indicator whose charts they are
 */
public record ChartWords(IndicatorYears indicator) {
    private PageLanguage words() {
        return indicator.subject().words();
    }

    private Optional<String> aimWord() {
        PageLanguage words = words();
        RulePicture rule = indicator.now().rule();
        if (rule.target().isPresent()) {
            return Optional.of(indicator.targetWord());
        }
        if (rule.ideal().isPresent()) {
            return Optional.of(words.say("Önskat läge", "Ideal"));
        }
        if (rule.lower().isPresent() && rule.upper().isPresent()) {
            return Optional.of(words.say("Gränser", "Bounds"));
        }
        return rule.lower()
                .map(bound -> words.say("Undre gräns", "Lower bound"))
                .or(() -> rule.upper().map(bound -> words.say("Övre gräns", "Upper bound")));
    }

    /** Returns the name and values of {@link IndicatorYears#aims()}. */
    public String aimText() {
        IndicatorNumbers numbers = indicator.numbers();
        String values = indicator.aims().stream()
                .map(value -> numbers.value(value).shown())
                .collect(Collectors.joining("–"));
        return aimWord()
                .map(word ->
                        (indicator.now().rule().target().isPresent() ? indicator.targetName() : word) + ": " + values)
                .orElse("");
    }

    /** Returns the caption of the bullet chart. */
    public String bulletCaption() {
        PageLanguage words = words();
        String against = Stream.of(
                        indicator.baseline().map(from -> words.say("utgångsvärde", "baseline")),
                        aimWord().map(word -> word.toLowerCase(Locale.ROOT)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(words.say(" och ", " and ")));
        return words.say("Utfall ", "Outcome ")
                + indicator.subject().year()
                + (against.isEmpty() ? "" : words.say(" mot ", " against ") + against);
    }

    /** Returns what the bullet chart shows, in words. */
    public String bulletText() {
        PageLanguage words = words();
        return Stream.of(
                        indicator
                                .now()
                                .value()
                                .map(value -> words.say("Utfall ", "Outcome ")
                                        + indicator.subject().year() + ": "
                                        + indicator.numbers().withUnit(value)),
                        indicator
                                .baseline()
                                .map(from -> words.say("utgångsvärde ", "baseline ") + from.year() + ": "
                                        + indicator
                                                .numbers()
                                                .value(from.value())
                                                .shown()),
                        Optional.of(aimText()).filter(text -> !text.isEmpty()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    /** Returns what the line chart shows, in words. */
    public String trendText() {
        PageLanguage words = words();
        return words.say("Utfall per år: ", "Outcome by year: ")
                + Stream.concat(
                                indicator.pastYears().stream()
                                        .filter(year -> !indicator.byYear().containsKey(year.year()))
                                        .map(year -> said(year.year(), year.value(), year.suppressed())),
                                indicator.byYear().entrySet().stream()
                                        .map(year -> said(
                                                        year.getKey(),
                                                        year.getValue().value(),
                                                        year.getValue().suppressed())
                                                + saidForecast(year.getValue())))
                        .collect(Collectors.joining(", "))
                + words.say(". Alla tal står i tabellen.", ". All numbers are in the table.");
    }

    private String said(int year, Optional<BigDecimal> outcome, Set<Suppressed> suppressed) {
        PageLanguage words = words();
        String without = suppressed.contains(Suppressed.VALUE)
                ? words.say(PictureLabels.SUPPRESSED)
                : words.say("inget värde", "no value");
        return year + " "
                + outcome.map(value -> indicator.numbers().value(value).shown()).orElse(without);
    }

    private String saidForecast(IndicatorPicture year) {
        return year.forecast()
                .flatMap(IndicatorForecast::value)
                .map(value -> words().say(" (prognos helår ", " (forecast for the whole year ")
                        + indicator.numbers().value(value).shown() + ")")
                .orElse("");
    }
}
