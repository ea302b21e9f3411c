package se.malbild.goals.picture;

import java.util.List;
import se.malbild.goals.Text;

/** One strategic area in one year. Its {@link Standing#levels} count goal areas. */
public record StrategicAreaPicture(String id, Text title, Standing standing, List<GoalAreaPicture> goalAreas) {
    public StrategicAreaPicture {
        goalAreas = List.copyOf(goalAreas);
    }
}
