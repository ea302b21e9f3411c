package se.malbild.goals.decision;

import java.util.List;
import java.util.Map;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.reporting.MissingReports;

/**
 * What is known of a year when somebody is to decide about it.
 *
 * @param picture of the year
 * @param missing what is not reported of it
 * @param newest by department, how many of the organisation's own events there were when the newest value that stands for it in the
 *     year had come; a department that has none is not there
 * @param undecoded how many of the organisation's own records cannot be taken in
 * @param openYears the earlier years of the period that are not closed, in order
 */
public record KnownYear(
        GoalFramework framework,
        Picture picture,
        MissingReports missing,
        Map<String, Integer> newest,
        int undecoded,
        List<Integer> openYears) {
    public KnownYear {
        newest = Map.copyOf(newest);
        openYears = List.copyOf(openYears);
    }
}
