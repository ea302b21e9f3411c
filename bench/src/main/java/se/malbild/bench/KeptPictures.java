package se.malbild.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;

/** The pictures of a framework with the judgements under them, drawn again as the streams application does it. */
final class KeptPictures {
    private final GoalFramework framework;
    private final Assessment assessment;
    private final ObservationSet observed = new ObservationSet();
    private final Map<Integer, Map<String, IndicatorAssessment>> indicators = new TreeMap<>();

    KeptPictures(GoalFramework framework, List<Observation> observations) {
        this.framework = framework;
        this.assessment = new Assessment(framework);
        observations.forEach(observed::add);
        framework.years().forEach(year -> {
            indicators.put(year, new HashMap<>());
            framework.indicators().forEach(indicator -> assess(indicator, year));
        });
    }

    private void assess(Indicator indicator, int year) {
        indicators.get(year).put(indicator.id(), assessment.indicator(indicator, year, observed));
    }

    /** Adds {@code observation}; returns the pictures of the years it is seen in, and of the years after them. */
    List<Picture> change(Observation observation) {
        observed.add(observation);
        Cell cell = observation.cell();
        Set<Integer> years = new TreeSet<>();
        for (Indicator indicator : framework.indicators()) {
            if (indicator.series().equals(cell.indicator())) {
                framework
                        .years()
                        .filter(year -> indicator.yearsBehind(year).contains(cell.year()))
                        .forEach(year -> {
                            assess(indicator, year);
                            years.add(year);
                            years.add(year + 1);
                        });
            }
        }
        years.retainAll(indicators.keySet());
        return years.stream().map(this::picture).toList();
    }

    private Picture picture(int year) {
        Map<String, IndicatorAssessment> yearBefore = indicators.getOrDefault(year - 1, Map.of());
        List<GoalAreaAssessment> goalAreas = new ArrayList<>();
        framework
                .goalAreas()
                .forEach(area -> goalAreas.add(assessment.goalArea(area, indicators.get(year), yearBefore)));
        return assessment.picture(year, goalAreas);
    }
}
