package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.Picture;

/** The judgements of one framework in all its years, remembered on all three levels, so that a change costs what it touches. */
final class JudgedFramework {
    private final GoalFramework framework;
    private final Assessment assessment;
    private final Observed observed;
    private final Map<Integer, Map<String, IndicatorAssessment>> indicators = new HashMap<>();
    private final Map<Integer, List<GoalAreaAssessment>> goalAreas = new HashMap<>();
    private final SortedMap<Integer, Picture> pictures = new TreeMap<>();

    /** Judges everything; the judgements follow {@code observed} through {@link #judgeAgain} from then on. */
    JudgedFramework(GoalFramework framework, SmallGroups smallGroups, Observed observed) {
        this.framework = framework;
        this.assessment = new Assessment(framework, smallGroups);
        this.observed = observed;
        framework.years().forEach(year -> indicators.put(year, new HashMap<>()));
        for (Indicator indicator : framework.indicators()) {
            assessment
                    .indicator(indicator, observed)
                    .forEach((year, judged) -> indicators.get(year).put(indicator.id(), judged));
        }
        framework.years().forEach(year -> {
            goalAreas.put(
                    year,
                    framework.goalAreas().stream()
                            .map(area -> goalArea(area, year))
                            .toList());
            pictures.put(year, assessment.picture(year, goalAreas.get(year)));
        });
    }

    /** Returns the picture of every year. */
    SortedMap<Integer, Picture> pictures() {
        return pictures;
    }

    /** Returns all three levels of every year. */
    List<JudgedYear> years() {
        return framework
                .years()
                .mapToObj(year -> new JudgedYear(
                        framework,
                        year,
                        framework.indicators().stream()
                                .map(indicator -> indicators.get(year).get(indicator.id()))
                                .toList(),
                        goalAreas.get(year),
                        pictures.get(year)))
                .toList();
    }

    /** Judges again what rests on the cells of {@code series} in {@code year}. */
    void judgeAgain(String series, int year) {
        Map<Integer, Set<String>> changed = new HashMap<>();
        for (Indicator indicator : framework.indicators()) {
            if (indicator.series().equals(series)) {
                framework
                        .years()
                        .filter(of -> indicator.yearsBehind(of).contains(year))
                        .filter(of -> isDifferent(indicator, of))
                        .forEach(of -> changed.computeIfAbsent(of, key -> new HashSet<>())
                                .add(indicator.id()));
            }
        }
        Map<Integer, Set<String>> stale = new TreeMap<>();
        changed.forEach((of, ids) -> {
            stale.computeIfAbsent(of, key -> new HashSet<>()).addAll(ids);
            if (indicators.containsKey(of + 1)) { // its trends look back
                stale.computeIfAbsent(of + 1, key -> new HashSet<>()).addAll(ids);
            }
        });
        stale.forEach(this::rollUp);
    }

    private boolean isDifferent(Indicator indicator, int year) {
        IndicatorAssessment now = assessment.indicator(indicator, year, observed);
        return !now.equals(indicators.get(year).put(indicator.id(), now));
    }

    private void rollUp(int year, Set<String> changed) {
        List<GoalAreaAssessment> now = new ArrayList<>(goalAreas.get(year));
        List<GoalArea> areas = framework.goalAreas();
        for (int i = 0; i < areas.size(); i++) {
            GoalArea area = areas.get(i);
            if (area.indicators().stream().anyMatch(part -> changed.contains(part.indicator()))) {
                now.set(i, goalArea(area, year));
            }
        }
        goalAreas.put(year, now);
        pictures.put(year, assessment.picture(year, now));
    }

    private GoalAreaAssessment goalArea(GoalArea area, int year) {
        return assessment.goalArea(area, indicators.get(year), indicators.getOrDefault(year - 1, Map.of()));
    }
}
