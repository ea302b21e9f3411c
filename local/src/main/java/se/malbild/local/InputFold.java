package se.malbild.local;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.GoalFrameworkReader;
import se.malbild.schemas.IndicatorEventReader;
import se.malbild.schemas.IndicatorEventReader.Reading;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;

/**
 * The pictures computed from the input topics alone, by the same pure function but without the streams application: what
 * its output is to be equal to.
 */
public final class InputFold {
    private final String bootstrapServers;
    private final SchemaRegistry registry;

    /** @param registry with the schemas of both input topics preloaded */
    public InputFold(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    /** Reads both input topics to their ends and returns every picture that follows from them. */
    public SortedMap<Pictures.Key, Picture> pictures() {
        List<Observation> observations = new ArrayList<>();
        forEachObservation(observations::add);
        return Pictures.of(frameworks(), observations);
    }

    /** Reads the frameworks' topic to its end and returns every version that was taken in. */
    List<FrameworkVersion> frameworks() {
        List<FrameworkVersion> frameworks = new ArrayList<>();
        GoalFrameworkReader frameworkReader = new GoalFrameworkReader(registry);
        TopicScan.of(bootstrapServers, Topic.GOAL_FRAMEWORKS, (record, partitions) -> {
            if (frameworkReader.read(record.value()) instanceof GoalFrameworkReader.Reading.Document document) {
                try {
                    FrameworkVersion applied = FrameworkVersion.read(document.yaml());
                    String organisation = applied.framework().organisation();
                    String key =
                            Keys.framework(organisation, applied.framework().id());
                    if (Partitioning.isInPlace(record.key(), record.partition(), key, organisation, partitions)) {
                        frameworks.add(applied);
                    }
                } catch (InvalidFrameworkException rejected) {
                    return; // it stands in rejected-events with its faults
                }
            }
        });
        return frameworks;
    }

    /** Reads the events' topic to its end and hands on every observation that was taken in, one at a time. */
    void forEachObservation(Consumer<Observation> visitor) {
        IndicatorEventReader eventReader = new IndicatorEventReader(registry);
        ObservationDraft draft = new ObservationDraft();
        TopicScan.of(bootstrapServers, Topic.INDICATOR_EVENTS, (record, partitions) -> {
            if (eventReader.read(record.value(), draft) instanceof Reading.Filled) {
                try {
                    Observation observation = draft.build();
                    String organisation = observation.cell().organisation();
                    if (Partitioning.isInPlace(
                            record.key(), record.partition(), organisation, organisation, partitions)) {
                        visitor.accept(observation);
                    }
                } catch (InvalidObservationException rejected) {
                    return; // it stands in rejected-events with its faults
                }
            }
        });
    }
}
