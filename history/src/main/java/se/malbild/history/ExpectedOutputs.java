package se.malbild.history;

import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.JudgedYear;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.RecordWriter;

/** Every output of an organisation that follows from what is known of it, to the byte. */
final class ExpectedOutputs {
    private final RecordWriter writer;
    private final SortedMap<OutputKey, byte[]> outputs = new TreeMap<>();

    private ExpectedOutputs(RecordWriter writer) {
        this.writer = writer;
    }

    /** @param writer of {@link OutputKey#TOPICS} */
    static SortedMap<OutputKey, byte[]> of(List<JudgedYear> judged, RecordWriter writer) {
        ExpectedOutputs expected = new ExpectedOutputs(writer);
        judged.forEach(expected::add);
        return expected.outputs;
    }

    private void add(JudgedYear judged) {
        GoalFramework framework = judged.framework();
        int year = judged.year();
        outputs.put(
                new OutputKey(Topic.PICTURES, Keys.picture(framework.organisation(), framework.id(), year)),
                writer.picture(judged.picture()));
        Iterator<GoalAreaAssessment> assessed = judged.goalAreas().iterator();
        for (StrategicArea area : framework.strategicAreas()) {
            for (GoalArea part : area.goalAreas()) {
                put(
                        Topic.GOAL_AREA_ATTAINMENT,
                        judged,
                        part.id(),
                        writer.goalArea(framework, year, area, assessed.next()));
            }
        }
        for (IndicatorAssessment indicator : judged.indicators()) {
            String id = indicator.picture().id();
            put(Topic.INDICATOR_ATTAINMENT, judged, id, writer.indicator(framework, year, indicator));
            put(Topic.INDICATOR_OBSERVATIONS, judged, id, observations(judged, indicator));
        }
    }

    private void put(Topic topic, JudgedYear judged, String id, byte[] value) {
        GoalFramework framework = judged.framework();
        outputs.put(
                new OutputKey(topic, Keys.part(framework.organisation(), framework.id(), judged.year(), id)), value);
    }

    private byte[] observations(JudgedYear judged, IndicatorAssessment indicator) {
        IndicatorObservations behind = IndicatorObservations.of(judged.framework(), judged.year(), indicator);
        byte[] whole = writer.observations(behind);
        return whole.length <= Topic.MAX_OUTPUT_VALUE_BYTES ? whole : writer.observations(behind.withoutObservations());
    }
}
