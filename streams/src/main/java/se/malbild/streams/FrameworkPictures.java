package se.malbild.streams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;

/** The judgements of one framework in force, remembered, so that a change costs only what it touches. */
final class FrameworkPictures {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkPictures.class);

    private final GoalFramework framework;
    private final FrameworkStore.Entry declared;
    private final Observed observed;
    private final Assessment assessment;
    private final Map<String, Indicator> byId;
    private final Map<String, List<Indicator>> bySeries;
    private final Map<Integer, Map<String, IndicatorAssessment>> indicators = new TreeMap<>();
    private final Map<Integer, List<GoalAreaAssessment>> goalAreas = new TreeMap<>();
    private final Map<Integer, Picture> pictures = new TreeMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Integer> leftOut = new HashMap<>();

    /** An output that is not yet encoded; {@code encode} gives null to take away what was there. */
    private record Draft(Topic topic, String key, Encoding encode) {}

    private interface Encoding {
        byte[] with(RecordWriter writer);
    }

    FrameworkPictures(
            GoalFramework framework, FrameworkStore.Entry declared, SmallGroups smallGroups, Observed observed) {
        this.framework = framework;
        this.declared = declared;
        this.observed = observed;
        this.assessment = new Assessment(framework, smallGroups);
        this.byId = framework.indicatorsById();
        this.bySeries = framework.indicators().stream().collect(Collectors.groupingBy(Indicator::series));
    }

    /** Tells whether the framework uses observations of {@code series} in {@code year}. */
    boolean knows(String series, int year) {
        return !framework.withdrawn() && bySeries.containsKey(series) && framework.covers(year);
    }

    /** Judges everything and publishes all of it, with tombstones for what is declared no longer. */
    void assessAll() {
        Set<String> alive = new HashSet<>();
        if (!framework.withdrawn()) {
            framework.years().forEach(year -> {
                Map<String, IndicatorAssessment> assessed = new HashMap<>();
                framework
                        .indicators()
                        .forEach(indicator ->
                                assessed.put(indicator.id(), assessment.indicator(indicator, year, observed)));
                indicators.put(year, assessed);
                assessed.values().forEach(indicator -> {
                    publishRow(year, indicator);
                    publishObservations(year, indicator);
                });
            });
            rollUp(new TreeSet<>(indicators.keySet()));
            drafts.forEach(draft -> alive.add(place(draft.topic(), draft.key())));
        }
        for (int year : declared.years()) {
            takeAway(alive, Topic.PICTURES, Keys.picture(framework.organisation(), framework.id(), year));
            declared.goalAreas().forEach(id -> takeAway(alive, Topic.GOAL_AREA_ATTAINMENT, part(year, id)));
            for (String id : declared.indicators()) {
                takeAway(alive, Topic.INDICATOR_ATTAINMENT, part(year, id));
                takeAway(alive, Topic.INDICATOR_OBSERVATIONS, part(year, id));
            }
        }
    }

    /** Judges again what rests on {@code changed}, and publishes what became different. */
    void update(Collection<SeriesYear> changed) {
        if (framework.withdrawn()) {
            return;
        }
        Map<String, Set<Integer>> stale = new TreeMap<>();
        for (SeriesYear cell : changed) {
            for (Indicator indicator : bySeries.getOrDefault(cell.series(), List.of())) {
                framework
                        .years()
                        .filter(year -> indicator.yearsBehind(year).contains(cell.year()))
                        .forEach(year -> stale.computeIfAbsent(indicator.id(), key -> new TreeSet<>())
                                .add(year));
            }
        }
        Set<Integer> touched = new TreeSet<>();
        stale.forEach((id, years) ->
                years.stream().filter(year -> update(byId.get(id), year)).forEach(touched::add));
        rollUp(touched);
    }

    /** Returns how many observations are listed in no output that was handed over, since they do not fit. */
    int observationsLeftOut() {
        return leftOut.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Hands over what is to be published since the last time. */
    void drain(RecordWriter writer, Reflects reflects, Collection<Output> outputs) {
        for (Draft draft : drafts) {
            byte[] value = draft.encode().with(writer);
            if (value != null && value.length > Topic.MAX_OUTPUT_VALUE_BYTES) {
                throw new IllegalStateException(draft.key() + " would be " + value.length + " bytes");
            }
            outputs.add(new Output(draft.topic(), draft.key(), value, reflects));
        }
        drafts.clear();
    }

    private static String place(Topic topic, String key) {
        return topic.topicName() + '/' + key;
    }

    private boolean update(Indicator indicator, int year) {
        IndicatorAssessment now = assessment.indicator(indicator, year, observed);
        IndicatorAssessment before = indicators.get(year).put(indicator.id(), now);
        if (now.equals(before)) {
            return false;
        }
        if (!now.picture().equals(before.picture()) || !now.observedThrough().equals(before.observedThrough())) {
            publishRow(year, now);
        }
        publishObservations(year, now);
        return true;
    }

    /** Draws the years of {@code touched} again, and the years after them, whose trends look back. */
    private void rollUp(Set<Integer> touched) {
        Set<Integer> years = new TreeSet<>(touched);
        touched.stream().map(year -> year + 1).filter(indicators::containsKey).forEach(years::add);
        for (int year : years) {
            Map<String, IndicatorAssessment> thisYear = indicators.get(year);
            Map<String, IndicatorAssessment> yearBefore = indicators.getOrDefault(year - 1, Map.of());
            List<GoalAreaAssessment> before = goalAreas.getOrDefault(year, List.of());
            List<GoalAreaAssessment> now = new ArrayList<>();
            for (StrategicArea strategicArea : framework.strategicAreas()) {
                for (GoalArea area : strategicArea.goalAreas()) {
                    GoalAreaAssessment assessed = assessment.goalArea(area, thisYear, yearBefore);
                    if (before.isEmpty() || !isSameRow(assessed, before.get(now.size()))) {
                        publishRow(year, strategicArea, assessed);
                    }
                    now.add(assessed);
                }
            }
            goalAreas.put(year, now);
            Picture picture = assessment.picture(year, now);
            if (!picture.equals(pictures.put(year, picture))) {
                drafts.add(new Draft(
                        Topic.PICTURES,
                        Keys.picture(framework.organisation(), framework.id(), year),
                        writer -> writer.picture(picture)));
            }
        }
    }

    private void publishRow(int year, IndicatorAssessment assessed) {
        drafts.add(new Draft(
                Topic.INDICATOR_ATTAINMENT,
                part(year, assessed.picture().id()),
                writer -> writer.indicator(framework, year, assessed)));
    }

    private void publishObservations(int year, IndicatorAssessment assessed) {
        String key = part(year, assessed.picture().id());
        drafts.add(new Draft(
                Topic.INDICATOR_OBSERVATIONS,
                key,
                writer -> fitting(key, IndicatorObservations.of(framework, year, assessed), writer)));
    }

    /** Texts of thousands of observations can be too much for one record. */
    private byte[] fitting(String key, IndicatorObservations behind, RecordWriter writer) {
        byte[] whole = writer.observations(behind);
        if (whole.length <= Topic.MAX_OUTPUT_VALUE_BYTES) {
            leftOut.remove(key);
            return whole;
        }
        int observations = behind.observations().size();
        if (leftOut.put(key, observations) == null) {
            LOG.warn("The {} observations behind {} are left out, too large for one record", observations, key);
        }
        return writer.observations(behind.withoutObservations());
    }

    /** Tells whether the columns of a goal area are the same; its indicators are no columns. */
    private static boolean isSameRow(GoalAreaAssessment one, GoalAreaAssessment other) {
        return one.picture().standing().equals(other.picture().standing())
                && one.picture().robustness().equals(other.picture().robustness())
                && one.picture().trend().equals(other.picture().trend())
                && one.picture().forecast().equals(other.picture().forecast())
                && one.observedThrough().equals(other.observedThrough());
    }

    private void publishRow(int year, StrategicArea strategicArea, GoalAreaAssessment assessed) {
        drafts.add(new Draft(
                Topic.GOAL_AREA_ATTAINMENT,
                part(year, assessed.picture().id()),
                writer -> writer.goalArea(framework, year, strategicArea, assessed)));
    }

    private void takeAway(Set<String> alive, Topic topic, String key) {
        if (!alive.contains(place(topic, key))) {
            drafts.add(new Draft(topic, key, writer -> null));
        }
    }

    private String part(int year, String id) {
        return Keys.part(framework.organisation(), framework.id(), year, id);
    }
}
