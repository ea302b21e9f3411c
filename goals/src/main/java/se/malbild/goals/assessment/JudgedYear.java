package se.malbild.goals.assessment;

import java.util.List;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;

/**
 * All three levels of the judgement of one year by one framework.
 *
 * @param indicators in the order of the framework
 * @param goalAreas in the order of the framework
 */
public record JudgedYear(
        GoalFramework framework,
        int year,
        List<IndicatorAssessment> indicators,
        List<GoalAreaAssessment> goalAreas,
        Picture picture) {
    public JudgedYear {
        indicators = List.copyOf(indicators);
        goalAreas = List.copyOf(goalAreas);
    }
}
