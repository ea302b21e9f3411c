package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;

/**
 * What of a picture was due but has no attainment, and why.
 *
 * @param goalAreas the causes for which goal areas cannot be assessed
 * @param indicators the causes for which indicators were not measured or cannot be assessed, each indicator counted once
 */
public record Unassessed(List<Cause> goalAreas, List<Cause> indicators) {

    /**
     * One cause, the most frequent first.
     *
     * @param reason that of the first one; the others have the same code
     * @param number how many have it
     */
    public record Cause(Reason reason, int number) {}

    public Unassessed {
        goalAreas = List.copyOf(goalAreas);
        indicators = List.copyOf(indicators);
    }

    public static Unassessed of(Picture picture) {
        List<GoalAreaPicture> goalAreas = picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .toList();
        Map<String, IndicatorPicture> indicators = new LinkedHashMap<>();
        goalAreas.stream()
                .flatMap(area -> area.indicators().stream())
                .map(GoalAreaPicture.WeightedIndicator::indicator)
                .forEach(indicator -> indicators.put(indicator.id(), indicator));
        return new Unassessed(
                causes(goalAreas.stream().flatMap(area -> area.standing().reason().stream())),
                causes(indicators.values().stream().flatMap(indicator -> indicator.reason().stream())));
    }

    private static List<Cause> causes(Stream<Reason> reasons) {
        Map<String, Cause> byCode = new LinkedHashMap<>();
        reasons.filter(reason -> !reason.code().equals(IndicatorAssessment.NOT_DUE))
                .forEach(reason -> byCode.merge(
                        reason.code(),
                        new Cause(reason, 1),
                        (known, one) -> new Cause(known.reason(), known.number() + 1)));
        List<Cause> causes = new ArrayList<>(byCode.values());
        causes.sort(Comparator.comparingInt(Cause::number)
                .reversed()
                .thenComparing(cause -> cause.reason().code()));
        return causes;
    }
}
