package se.malbild.goals.framework;

import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;

/** A part of the framework that holds goal areas together. */
public record StrategicArea(String id, Text title, Optional<Text> description, List<GoalArea> goalAreas) {
    public StrategicArea {
        goalAreas = List.copyOf(goalAreas);
    }
}
