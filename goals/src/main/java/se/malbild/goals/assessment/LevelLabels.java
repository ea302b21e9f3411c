package se.malbild.goals.assessment;

import java.util.Map;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale;

/** What levels, and the statuses of what has none, are called. */
public final class LevelLabels {
    private static final Map<String, Text> STATUSES = Map.of(
            IndicatorAssessment.NOT_DUE, new Text("Mäts inte detta år", "Not due that year"),
            IndicatorAssessment.NOT_MEASURED, new Text("Inte mätt", "Not measured"),
            IndicatorAssessment.NOT_ASSESSED, new Text("Kan inte bedömas", "Cannot be assessed"));

    private LevelLabels() {}

    /** Returns the label of a level of {@code scale} or of a status. */
    public static Text of(Scale scale, String id) {
        return scale.levels().stream()
                .filter(level -> level.id().equals(id))
                .map(Scale.Level::label)
                .findFirst()
                .orElseGet(() -> status(id));
    }

    /** Returns the label of a status. */
    public static Text status(String id) {
        return STATUSES.getOrDefault(id, new Text(id, id));
    }
}
