package se.malbild.dashboard.view;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Trend;
import se.malbild.goals.reporting.MissingReport;

/** What ids are called for a person. */
public final class Labels {
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

    /** What stands in the place of observations as of an earlier moment. */
    public static final Text NOT_LISTED_THEN = new Text(
            "Enskilda uppgifter visas inte för en tidigare dag.",
            "Single observations are not shown of an earlier day.");

    private Labels() {}

    /** Returns what is to be said of a moment before what was known then is relied on. */
    public static List<Text> warnings(AsOf asOf) {
        return asOf.isUncertain()
                ? List.of(new Text(
                        "Loggens tider går bakåt kring den tidpunkten, så det är inte säkert vad som var känt då.",
                        "The times of the log run back around that time, so what was known then is not certain."))
                : List.of();
    }

    /** Returns why something has no attainment, in few words. */
    public static Text cause(Reason reason) {
        return CAUSES.getOrDefault(reason.code(), reason.message());
    }

    /** Returns the label of a level of {@code scale} or of a status. */
    public static Text level(Scale scale, String id) {
        return LevelLabels.of(scale, id);
    }

    /** Returns what a department has done about an indicator. */
    public static Text reporting(DepartmentReport.Status status) {
        return switch (status) {
            case REPORTED -> new Text("Har rapporterat", "Has reported");
            case NOT_USED -> new Text("Har rapporterat, men inget värde används", "Has reported, but no value is used");
            case NOT_REPORTED -> new Text("Har inte rapporterat", "Has not reported");
            case NOT_SHOWN -> new Text("Visas inte", "Not shown");
            case NOT_DUE -> new Text("Mäts inte detta år", "Not due that year");
        };
    }

    /** Returns whom a value is about, in the words of a file of observations. */
    public static Text gender(Gender gender) {
        return switch (gender) {
            case TOTAL -> new Text("totalt", "total");
            case WOMEN -> new Text("kvinnor", "women");
            case MEN -> new Text("män", "men");
        };
    }

    /** Returns where a value is from, in the words of a file of observations. */
    public static Text district(Cell cell) {
        return cell.district().equals(Cell.WHOLE_MUNICIPALITY)
                ? new Text("hela kommunen", "whole municipality")
                : new Text(cell.district(), cell.district());
    }

    /** Returns by when a report that is missing is or was to come, seen on {@code day}. */
    public static Text standing(MissingReport missing, LocalDate day) {
        String last = missing.lastDay().map(LocalDate::toString).orElse("");
        return switch (missing.on(day)) {
            case OVERDUE -> new Text("Försenat, sista dag var " + last, "Overdue, the last day was " + last);
            case NOT_YET_DUE -> new Text("Sista dag är " + last, "The last day is " + last);
            case NO_DEADLINE -> new Text("Styrmodellen anger ingen sista dag", "The framework gives no last day");
        };
    }

    /** Returns what an outcome is to do by {@code rule}. */
    public static Text rule(RulePicture rule) {
        return switch (rule.kind()) {
            case "reach" ->
                rule.targetIsComparison()
                        ? new Text("Nå jämförelsevärdet", "Reach the comparison value")
                        : new Text("Nå målvärdet", "Reach the target");
            case "improve" -> new Text("Bli bättre än utgångsvärdet", "Improve on the baseline");
            case "approach" -> new Text("Komma nära målvärdet", "Come close to the target");
            default -> new Text("Hålla sig inom gränserna", "Stay within the bounds");
        };
    }

    /** Returns what counts as better, by the word for it in {@link RulePicture#direction}. */
    public static Text direction(String direction) {
        return switch (direction) {
            case "higher" -> new Text("Högre är bättre", "Higher is better");
            case "lower" -> new Text("Lägre är bättre", "Lower is better");
            default -> new Text("Närmare önskat läge är bättre", "Closer to the ideal is better");
        };
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

    /** Returns how a year stands against an earlier one. */
    public static Text trend(Trend trend) {
        return switch (trend) {
            case IMPROVED -> new Text("Bättre", "Improved");
            case UNCHANGED -> new Text("Oförändrat", "Unchanged");
            case WORSENED -> new Text("Sämre", "Worsened");
        };
    }
}
