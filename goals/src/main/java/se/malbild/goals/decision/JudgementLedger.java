package se.malbild.goals.decision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;

/**
 * What the board has judged of the goal areas of a year, beside what the calculation gave of the same ones.
 *
 * @param computed how many of the judged goal areas have each level, or status, by the calculation; in the order of the scale
 * @param judged how many have each level by the board's judgement, in the same order
 * @param departures the judgements in force of goal areas, strategic areas and the municipality that are others than the calculation
 */
public record JudgementLedger(
        int year, Map<String, Integer> computed, Map<String, Integer> judged, List<YearDecision> departures) {
    public JudgementLedger {
        computed = Collections.unmodifiableMap(new LinkedHashMap<>(computed));
        judged = Collections.unmodifiableMap(new LinkedHashMap<>(judged));
        departures = List.copyOf(departures);
    }

    /** Returns what {@code decisions} have judged of {@code year}. */
    public static JudgementLedger of(GoalFramework framework, int year, YearDecisions decisions) {
        Set<String> areas = framework.goalAreas().stream().map(GoalArea::id).collect(Collectors.toSet());
        Map<String, Integer> computed = new LinkedHashMap<>();
        framework.scale().levels().forEach(level -> computed.put(level.id(), 0));
        Map<String, Integer> judged = new LinkedHashMap<>(computed);
        List<YearDecision> judgements = decisions.inForce(DecisionKind.JUDGED);
        judgements.stream()
                .filter(judgement -> areas.contains(judgement.slot().subject()))
                .forEach(judgement -> {
                    computed.merge(judgement.computed(), 1, Integer::sum);
                    judged.merge(judgement.level(), 1, Integer::sum);
                });
        return new JudgementLedger(
                year,
                computed,
                judged,
                judgements.stream().filter(YearDecision::departs).toList());
    }
}
