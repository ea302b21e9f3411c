package se.malbild.applications;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.SmallGroupRules;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;

/** What the outputs of the streams application are to hold, to the byte, according to the function itself. */
public final class ExpectedOutputs {
    /** The outputs. */
    public static final List<Topic> TOPICS = List.of(
            Topic.PICTURES, Topic.INDICATOR_ATTAINMENT, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_OBSERVATIONS);

    private final RecordWriter writer;
    private final SortedMap<String, String> outputs = new TreeMap<>();

    private ExpectedOutputs(RecordWriter writer) {
        this.writer = writer;
    }

    /** Returns the values of all outputs, in hexadecimal, by topic and key. */
    public static SortedMap<String, String> of(
            RecordWriter writer, Collection<FrameworkVersion> frameworks, Collection<Observation> observations) {
        ExpectedOutputs expected = new ExpectedOutputs(writer);
        Pictures.of(frameworks, observations)
                .forEach((key, picture) -> expected.put(
                        Topic.PICTURES,
                        Keys.picture(key.organisation(), key.framework(), key.year()),
                        writer.picture(picture)));
        Map<String, ObservationSet> observed = new HashMap<>();
        observations.forEach(
                observation -> observed.computeIfAbsent(observation.cell().organisation(), key -> new ObservationSet())
                        .add(observation));
        frameworks.stream()
                .collect(Collectors.groupingBy(version -> version.framework().organisation()))
                .forEach((organisation, versions) ->
                        expected.add(versions, observed.getOrDefault(organisation, new ObservationSet())));
        return expected.outputs;
    }

    /** Returns what names a value: its topic and its key. */
    public static String place(Topic topic, String key) {
        return topic.topicName() + '/' + key;
    }

    /** Returns {@code value} as it stands among the expected. */
    public static String text(byte[] value) {
        return HexFormat.of().formatHex(value);
    }

    private void put(Topic topic, String key, byte[] value) {
        outputs.put(place(topic, key), text(value));
    }

    /** @param versions of all frameworks of one organisation */
    private void add(List<FrameworkVersion> versions, ObservationSet observed) {
        List<GoalFramework> inForce = versions.stream()
                .collect(Collectors.toMap(
                        version -> version.framework().id(), version -> version, FrameworkVersion::inForce))
                .values()
                .stream()
                .map(FrameworkVersion::framework)
                .filter(framework -> !framework.withdrawn())
                .toList();
        SmallGroupRules rules = versions.stream()
                .map(version -> SmallGroupRules.of(version.framework()))
                .reduce(SmallGroupRules::merge)
                .orElseThrow();
        SmallGroups smallGroups = new SmallGroups(rules);
        inForce.forEach(framework -> add(framework, new Assessment(framework, smallGroups), observed));
    }

    private void add(GoalFramework framework, Assessment assessment, ObservationSet observed) {
        Map<Integer, Map<String, IndicatorAssessment>> indicators = new HashMap<>();
        framework.years().forEach(year -> {
            Map<String, IndicatorAssessment> ofYear = new HashMap<>();
            for (Indicator indicator : framework.indicators()) {
                IndicatorAssessment assessed = assessment.indicator(indicator, year, observed);
                ofYear.put(indicator.id(), assessed);
                String key = key(framework, year, indicator.id());
                put(Topic.INDICATOR_ATTAINMENT, key, writer.indicator(framework, year, assessed));
                put(
                        Topic.INDICATOR_OBSERVATIONS,
                        key,
                        writer.observations(IndicatorObservations.of(framework, year, assessed)));
            }
            indicators.put(year, ofYear);
        });
        framework.years().forEach(year -> {
            for (StrategicArea strategicArea : framework.strategicAreas()) {
                for (GoalArea area : strategicArea.goalAreas()) {
                    GoalAreaAssessment assessed = assessment.goalArea(
                            area, indicators.get(year), indicators.getOrDefault(year - 1, Map.of()));
                    put(
                            Topic.GOAL_AREA_ATTAINMENT,
                            key(framework, year, area.id()),
                            writer.goalArea(framework, year, strategicArea, assessed));
                }
            }
        });
    }

    private static String key(GoalFramework framework, int year, String part) {
        return Keys.part(framework.organisation(), framework.id(), year, part);
    }
}
