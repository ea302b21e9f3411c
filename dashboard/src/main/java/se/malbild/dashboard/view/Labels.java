package se.malbild.dashboard.view;

import java.util.Map;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Scale;
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

    /** Returns how a year stands against the year before. */
    public static Text trend(Trend trend) {
        return switch (trend) {
            case IMPROVED -> new Text("Bättre", "Improved");
            case UNCHANGED -> new Text("Oförändrat", "Unchanged");
            case WORSENED -> new Text("Sämre", "Worsened");
        };
    }
}
