package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.picture.RulePicture;

/** The rule of an indicator in one year, in words. */
public record RuleWords(PageLanguage words, RulePicture rule, Optional<Comparison> comparison, int year) {

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

    /** Returns how the outcome becomes an attainment between 0 and 1. */
    public String steps() {
        String tolerance = words.exact(rule.tolerance()).shown();
        boolean none = rule.tolerance().signum() == 0;
        return switch (rule.kind()) {
            case "reach" -> {
                String reached =
                        words.say("Minst lika bra ger måluppfyllelse 1.", "At least as good gives attainment 1.");
                String part = rule.baseline().isPresent()
                        ? words.say(
                                " Annars ges den del av vägen från utgångsvärdet som har nåtts.",
                                " Otherwise it is the part of the way from the baseline that has been covered.")
                        : "";
                yield reached
                        + part
                        + (none
                                ? words.say(" Annars 0.", " Otherwise 0.")
                                : words.say(
                                        " Högst " + tolerance + " sämre ger minst 0,5, annars 0.",
                                        " At most " + tolerance + " worse gives at least 0.5, otherwise 0."));
            }
            case "improve" ->
                none
                        ? words.say(
                                "Bättre än utgångsvärdet ger måluppfyllelse 1, oförändrat 0,5 och sämre 0.",
                                "Better than the baseline gives attainment 1, unchanged 0.5 and worse 0.")
                        : words.say(
                                "Mer än " + tolerance
                                        + " bättre än utgångsvärdet ger måluppfyllelse 1. En ändring på högst "
                                        + tolerance
                                        + " räknas som oförändrat och ger 0,5. Sämre än så ger 0.",
                                "More than " + tolerance
                                        + " better than the baseline gives attainment 1. A change of at most "
                                        + tolerance
                                        + " counts as unchanged and gives 0.5. Worse than that gives 0.");
            case "approach" ->
                words.say(
                        "Högst " + tolerance
                                + " ifrån ger måluppfyllelse 1. Annars ges den del av avståndet vid utgångsvärdet som har tagits in.",
                        "At most " + tolerance
                                + " away gives attainment 1. Otherwise it is the part of the distance at the baseline that has been covered.");
            default ->
                words.say(
                        "Inom gränserna ger måluppfyllelse 1, högst " + tolerance + " utanför 0,5, annars 0.",
                        "Within the bounds gives attainment 1, at most " + tolerance + " outside 0.5, otherwise 0.");
        };
    }

    private boolean higher() {
        return rule.direction().filter("higher"::equals).isPresent();
    }

    private String improve() {
        String baseline = rule.baseline()
                .map(from -> words.exact(from.value()).shown() + " (" + from.year() + ")")
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
                        + rule.ideal().map(ideal -> words.exact(ideal).shown()).orElse("")
                        + words.say(" än utgångsvärdet ", " than the baseline ")
                        + baseline + ".";
        };
    }

    private String target() {
        if (rule.targetIsComparison()) {
            return words.say("jämförelsevärdet ", "the comparison value ")
                    + comparison
                            .map(other -> words.exact(other.value()).shown() + " (" + other.year() + ")")
                            .orElse("");
        }
        return words.say("målvärdet ", "the target ")
                + rule.target()
                        .map(value -> words.exact(value).shown())
                        .orElse(words.say("(saknas för " + year + ")", "(none for " + year + ")"));
    }

    private String bound(String word, Optional<BigDecimal> bound) {
        return bound.map(value -> word + words.exact(value).shown()).orElse("");
    }
}
