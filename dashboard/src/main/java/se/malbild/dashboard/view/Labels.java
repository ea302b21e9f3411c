package se.malbild.dashboard.view;

import java.util.Map;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Trend;

/** What ids are called for a person. */
public final class Labels {
    private static final Map<String, Text> STATUSES = Map.of(
            IndicatorAssessment.NOT_DUE, new Text("Mäts inte detta år", "Not due that year"),
            IndicatorAssessment.NOT_MEASURED, new Text("Inte mätt", "Not measured"),
            IndicatorAssessment.NOT_ASSESSED, new Text("Kan inte bedömas", "Cannot be assessed"));

    private Labels() {}

    /** Returns the label of a level of {@code scale} or of a status. */
    public static Text level(Scale scale, String id) {
        return scale.levels().stream()
                .filter(level -> level.id().equals(id))
                .map(Scale.Level::label)
                .findFirst()
                .orElseGet(() -> STATUSES.getOrDefault(id, new Text(id, id)));
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

    /** Returns how a year stands against an earlier one. */
    public static Text trend(Trend trend) {
        return switch (trend) {
            case IMPROVED -> new Text("Bättre", "Improved");
            case UNCHANGED -> new Text("Oförändrat", "Unchanged");
            case WORSENED -> new Text("Sämre", "Worsened");
        };
    }
}
