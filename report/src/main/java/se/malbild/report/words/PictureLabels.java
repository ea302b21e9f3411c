package se.malbild.report.words;

import java.util.Map;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Reason;

/** What the words in a picture are called for a person. */
public final class PictureLabels {
    /** Causes in few words, where the message of a {@link Reason} speaks of one case. */
    private static final Map<String, Text> CAUSES = Map.ofEntries(
            Map.entry("coverage-below-minimum", new Text("för låg täckning", "coverage too low")),
            Map.entry("nothing-assessed", new Text("inget nyckeltal kan bedömas", "no indicator can be assessed")),
            Map.entry("no-observation", new Text("ingen uppgift rapporterad", "nothing reported")),
            Map.entry("no-target", new Text("målvärde saknas", "no target")),
            Map.entry("method-changed", new Text("metodbyte", "method changed")),
            Map.entry("retracted", new Text("återtagen uppgift", "value retracted")),
            Map.entry("outside-range", new Text("omöjligt värde", "impossible value")),
            Map.entry("parts-missing", new Text("delar av året saknas", "parts of the year missing")),
            Map.entry("department-missing", new Text("en nämnd saknas", "a department missing")),
            Map.entry("several-reporters", new Text("flera har rapporterat", "several have reported")),
            Map.entry("no-count", new Text("antal personer saknas", "number of persons missing")),
            Map.entry("no-persons", new Text("inga personer bakom värdena", "no persons behind the values")),
            Map.entry("too-few-districts", new Text("för få stadsdelar", "too few districts")),
            Map.entry("zero-for-men", new Text("männens värde är 0", "the value for men is 0")),
            Map.entry("missing-dropout", new Text("bortfall", "dropout")),
            Map.entry("missing-not-applicable", new Text("ej tillämpligt", "not applicable")),
            Map.entry("missing-secrecy", new Text("sekretess", "confidential")),
            Map.entry("small-group", new Text("för små grupper", "groups too small")));

    /** What stands in the place of a value that is not shown because a group is, or may be, too small. */
    public static final Text SUPPRESSED = new Text("visas inte", "not shown");

    private PictureLabels() {}

    /** Returns why something has no attainment, in few words. */
    public static Text cause(Reason reason) {
        return CAUSES.getOrDefault(reason.code(), reason.message());
    }

    /** Returns who decides over what is measured, by the word for it in a picture. */
    public static Text control(String control) {
        return switch (control) {
            case "own" ->
                new Text("Kommunen råder själv över utfallet", "The municipality controls the outcome itself");
            case "shared" ->
                new Text(
                        "Kommunen råder över utfallet tillsammans med andra",
                        "The municipality shares control of the outcome");
            default ->
                new Text("Andra än kommunen råder över utfallet", "Others than the municipality control the outcome");
        };
    }

    /** Returns what of the observations is judged, by the word for it in a picture. */
    public static Text measure(String measure) {
        return switch (measure) {
            case "gap-gender" -> new Text("Skillnad mellan kvinnor och män", "Difference between women and men");
            case "ratio-gender" -> new Text("Kvinnors värde delat med mäns", "Women's value divided by men's");
            case "gap-district" -> new Text("Skillnad mellan stadsdelar", "Difference between city districts");
            default -> new Text("Värdet för alla", "The value for all");
        };
    }
}
