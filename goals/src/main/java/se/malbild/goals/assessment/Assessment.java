package se.malbild.goals.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.StrategicAreaPicture;

/**
 * The function from a framework and the observations to pictures, as pure as arithmetic: no clock, no chance, no order.
 * Its three levels, {@link #indicator}, {@link #goalArea} and {@link #picture(int, List)}, can be called one by one, so
 * that a caller that keeps the lower ones needs to compute again only what changed.
 */
public final class Assessment {
    private final GoalFramework framework;
    private final SmallGroups smallGroups;
    private final Departments departments;
    private final Levels levels;
    private final RollUp rollUp;

    /** Judges by the only version of an organisation's only framework. */
    public Assessment(GoalFramework framework) {
        this(framework, new SmallGroups(SmallGroupRules.of(framework)));
    }

    /** Judges by {@code framework}, one of those whose versions {@code smallGroups} knows. */
    public Assessment(GoalFramework framework, SmallGroups smallGroups) {
        this.framework = framework;
        this.smallGroups = smallGroups;
        this.departments = new Departments(framework);
        this.levels = new Levels(framework.scale());
        this.rollUp = new RollUp(framework, levels);
    }

    /** Returns the whole picture of {@code year}, all levels computed anew. */
    public Picture picture(int year, Observed observed) {
        Map<String, IndicatorAssessment> thisYear = indicators(year, observed);
        Map<String, IndicatorAssessment> yearBefore =
                year > framework.from() ? indicators(year - 1, observed) : Map.of();
        List<GoalAreaAssessment> goalAreas = framework.goalAreas().stream()
                .map(area -> goalArea(area, thisYear, yearBefore))
                .toList();
        return picture(year, goalAreas);
    }

    private Map<String, IndicatorAssessment> indicators(int year, Observed observed) {
        Map<String, IndicatorAssessment> assessed = new HashMap<>();
        framework.indicators().forEach(indicator -> assessed.put(indicator.id(), indicator(indicator, year, observed)));
        return assessed;
    }

    /**
     * Returns the judgement of {@code indicator} in {@code year}. It rests on the cells of the years that
     * {@link Indicator#yearsBehind} names and the framework covers, and on no others.
     */
    public IndicatorAssessment indicator(Indicator indicator, int year, Observed observed) {
        return indicator(indicator, year, observed, new HashMap<>());
    }

    /** Returns the judgement of {@code indicator} in every year, by year. */
    Map<Integer, IndicatorAssessment> indicator(Indicator indicator, Observed observed) {
        Map<Integer, YearValue> known = new HashMap<>();
        return framework
                .years()
                .boxed()
                .collect(Collectors.toMap(year -> year, year -> indicator(indicator, year, observed, known)));
    }

    /** @param known outcomes by year, to which those that are missing are added */
    private IndicatorAssessment indicator(
            Indicator indicator, int year, Observed observed, Map<Integer, YearValue> known) {
        Map<Integer, YearValue> outcomes = new HashMap<>();
        for (int behind : indicator.yearsBehind(year)) {
            outcomes.put(behind, known.computeIfAbsent(behind, of -> value(indicator, of, Kind.OUTCOME, observed)));
        }
        YearValue forecasts = value(indicator, year, Kind.FORECAST, observed);
        return new IndicatorYear(indicator, year, outcomes, forecasts, levels).assessment();
    }

    private YearValue value(Indicator indicator, int year, Kind kind, Observed observed) {
        YearCells cells =
                new YearCells(kind, framework.covers(year) ? observed.cells(indicator.series(), year) : List.of());
        Disclosure disclosure = smallGroups.disclosure(framework, indicator.series(), year, cells.winners());
        return new YearValue(indicator, year, departments, framework.districts(), disclosure, cells);
    }

    /**
     * Returns the judgement of {@code area} in one year.
     *
     * @param thisYear the year's judgements by indicator id, for all indicators of the area
     * @param yearBefore the same of the year before; empty when that is not in the period
     */
    public GoalAreaAssessment goalArea(
            GoalArea area, Map<String, IndicatorAssessment> thisYear, Map<String, IndicatorAssessment> yearBefore) {
        return rollUp.goalArea(area, thisYear, yearBefore);
    }

    /**
     * Returns the picture of {@code year} from the judgements of all goal areas.
     *
     * @param goalAreas in the order of the framework
     */
    public Picture picture(int year, List<GoalAreaAssessment> goalAreas) {
        List<StrategicAreaPicture> areas = new ArrayList<>();
        int next = 0;
        for (StrategicArea area : framework.strategicAreas()) {
            List<GoalAreaAssessment> parts =
                    goalAreas.subList(next, next + area.goalAreas().size());
            next += parts.size();
            areas.add(new StrategicAreaPicture(
                    area.id(),
                    area.title(),
                    rollUp.above(parts),
                    parts.stream().map(GoalAreaAssessment::picture).toList()));
        }
        return new Picture(
                framework.organisation(),
                framework.id(),
                framework.version(),
                year,
                framework.title(),
                framework.notice(),
                goalAreas.stream()
                        .flatMap(area -> area.observedThrough().stream())
                        .max(Instant::compareTo),
                rollUp.above(goalAreas),
                framework.scale(),
                areas);
    }
}
