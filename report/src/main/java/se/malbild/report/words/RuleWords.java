package se.malbild.report.words;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.picture.RulePicture;

/** The rule of an indicator in one year, in words. */
public record RuleWords(
        Wording words, IndicatorNumbers numbers, RulePicture rule, Optional<Comparison> comparison, int year) {

    /** Returns what the outcome should do. */
    public String aim() {
        return switch (rule.kind()) {
            case "reach" ->
                words.say("Utfallet ska vara minst lika bra som ", "The outcome should be at least as good as ")
                        + target()
                        + (higher()
                                ? words.say(". Högre är bättre.", ". Higher is better.")
                                : words.say(". Lägre är bättre.", ". Lower is better."));
            case "improve" -> improve();
            case "approach" ->
                words.say("Utfallet ska komma så nära som möjligt ", "The outcome should come as close as possible to ")
                        + target() + ".";
            default ->
                words.say("Utfallet ska hålla sig ", "The outcome should stay ")
                        + bound(words.say("på minst ", "at least at "), rule.lower())
                        + (rule.lower().isPresent() && rule.upper().isPresent() ? words.say(" och ", " and ") : "")
                        + bound(words.say("på högst ", "at most at "), rule.upper()) + ".";
        };
    }

    /** Returns how the outcome becomes an attainment between 0 and 100 percent. */
    public String steps() {
        String tolerance = numbers.tolerance(rule.tolerance());
        boolean none = rule.tolerance().signum() == 0;
        return switch (rule.kind()) {
            case "reach" ->
                words.say(
                                "Minst lika bra ger måluppfyllelse " + all() + ".",
                                "At least as good gives attainment " + all() + ".")
                        + (rule.baseline().isPresent() ? partOfTheWay(tolerance, none) : otherwise(tolerance, none));
            case "improve" ->
                none
                        ? words.say(
                                "Bättre än utgångsvärdet ger måluppfyllelse " + all() + ", oförändrat " + half()
                                        + " och sämre " + nothing() + ".",
                                "Better than the baseline gives attainment " + all() + ", unchanged " + half()
                                        + " and worse " + nothing() + ".")
                        : words.say(
                                "Mer än " + tolerance + " bättre än utgångsvärdet ger måluppfyllelse " + all()
                                        + ". En ändring på högst " + tolerance + " räknas som oförändrat och ger "
                                        + half() + ". Sämre än så ger " + nothing() + ".",
                                "More than " + tolerance + " better than the baseline gives attainment " + all()
                                        + ". A change of at most " + tolerance + " counts as unchanged and gives "
                                        + half() + ". Worse than that gives " + nothing() + ".");
            case "approach" ->
                (none
                                ? words.say("Just det värdet", "That very value")
                                : words.say("Högst " + tolerance + " ifrån", "At most " + tolerance + " away"))
                        + words.say(
                                " ger måluppfyllelse " + all()
                                        + ". Annars ges den del av avståndet vid utgångsvärdet som har tagits in.",
                                " gives attainment " + all()
                                        + ". Otherwise it is the part of the distance at the baseline that has been"
                                        + " covered.");
            default ->
                words.say("Inom gränserna ger måluppfyllelse ", "Within the bounds gives attainment ") + all()
                        + (none ? "" : words.say(", högst ", ", at most ") + tolerance)
                        + (none ? "" : words.say(" utanför ", " outside ") + half())
                        + words.say(", annars ", ", otherwise ") + nothing() + ".";
        };
    }

    private String partOfTheWay(String tolerance, boolean none) {
        return words.say(
                        " Annars ges den del av vägen från utgångsvärdet som har nåtts",
                        " Otherwise it is the part of the way from the baseline that has been covered")
                + (none
                        ? "."
                        : words.say(
                                ", men minst " + half() + " om utfallet är högst " + tolerance + " sämre.",
                                ", but at least " + half() + " if the outcome is at most " + tolerance + " worse."));
    }

    private String otherwise(String tolerance, boolean none) {
        return none
                ? words.say(" Annars ges " + nothing() + ".", " Otherwise it is " + nothing() + ".")
                : words.say(
                        " Högst " + tolerance + " sämre ger " + half() + ", annars " + nothing() + ".",
                        " At most " + tolerance + " worse gives " + half() + ", otherwise " + nothing() + ".");
    }

    private String all() {
        return words.percent(BigDecimal.ONE).shown();
    }

    private String half() {
        return words.percent(new BigDecimal("0.5")).shown();
    }

    private String nothing() {
        return words.percent(BigDecimal.ZERO).shown();
    }

    private boolean higher() {
        return rule.direction().filter("higher"::equals).isPresent();
    }

    private String improve() {
        String baseline = rule.baseline()
                .map(from -> numbers.withUnit(from.value()) + " (" + from.year() + ")")
                .orElse("");
        return switch (rule.direction().orElse("")) {
            case "higher" ->
                words.say(
                                "Utfallet ska vara högre än utgångsvärdet ",
                                "The outcome should be higher than the baseline ")
                        + baseline + ".";
            case "lower" ->
                words.say("Utfallet ska vara lägre än utgångsvärdet ", "The outcome should be lower than the baseline ")
                        + baseline + ".";
            default ->
                words.say("Utfallet ska vara närmare ", "The outcome should be closer to ")
                        + rule.ideal().map(numbers::withUnit).orElse("")
                        + words.say(" än utgångsvärdet ", " than the baseline ")
                        + baseline + ".";
        };
    }

    private String target() {
        return comparedWith() + " "
                + rule.target()
                        .map(numbers::withUnit)
                        .orElse(words.say("(saknas för " + year + ")", "(none for " + year + ")"))
                + comparison
                        .filter(other -> rule.targetIsComparison())
                        .map(other -> " (" + other.year() + ")")
                        .orElse("");
    }

    /** Returns what the target is called in a sentence: never a target when it is another's. */
    public String comparedWith() {
        return rule.targetIsComparison()
                ? words.say("jämförelsevärdet", "the comparison value")
                : words.say("målvärdet", "the target");
    }

    private String bound(String word, Optional<BigDecimal> bound) {
        return bound.map(value -> word + numbers.withUnit(value)).orElse("");
    }
}
