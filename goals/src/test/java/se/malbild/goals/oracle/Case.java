package se.malbild.goals.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;

/**
 * Two sets that pictures are made of, as documents that a person can read.
 *
 * @param frameworks with the keys of a framework document
 * @param events with the keys of an event
 */
record Case(List<JsonNode> frameworks, List<JsonNode> events) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    Case {
        frameworks = List.copyOf(frameworks);
        events = List.copyOf(events);
    }

    /** Returns the frameworks as they are applied, or nothing when one of them has a fault. */
    Optional<List<FrameworkVersion>> applied() {
        List<FrameworkVersion> applied = new ArrayList<>();
        for (JsonNode framework : frameworks) {
            try {
                applied.add(FrameworkVersion.read(framework.toString()));
            } catch (InvalidFrameworkException faulty) {
                return Optional.empty();
            }
        }
        return Optional.of(applied);
    }

    List<Observation> observations() {
        return events.stream().map(SampleEvents::observation).toList();
    }

    /** Returns what {@code goals} and the oracle do not agree on; nothing when a framework has a fault. */
    List<String> differences() {
        return applied().map(applied -> differences(applied, observations())).orElse(List.of());
    }

    static List<String> differences(List<FrameworkVersion> applied, List<Observation> observations) {
        return differences(goals(applied, observations), oracle(applied, observations));
    }

    /** Returns the pictures that {@code goals} makes, as JSON. */
    static SortedMap<String, String> goals(List<FrameworkVersion> applied, List<Observation> observations) {
        SortedMap<String, String> goals = new TreeMap<>();
        Pictures.of(applied, observations)
                .forEach((key, picture) -> goals.put(
                        key.organisation() + " " + key.framework() + " " + key.year(), PictureJson.compact(picture)));
        return goals;
    }

    /** Returns the pictures that the oracle makes. */
    static SortedMap<String, Map<String, Object>> oracle(
            List<FrameworkVersion> applied, List<Observation> observations) {
        return Oracle.pictures(applied.stream().map(Oracle.Applied::of).toList(), observations);
    }

    static List<String> differences(SortedMap<String, String> goals, SortedMap<String, Map<String, Object>> oracle) {
        if (!goals.keySet().equals(oracle.keySet())) {
            return List.of("pictures: goals " + goals.keySet() + ", oracle " + oracle.keySet());
        }
        List<String> differences = new ArrayList<>();
        oracle.forEach((picture, tree) -> Differences.between(goals.get(picture), tree)
                .forEach(difference -> differences.add(picture + difference)));
        return differences;
    }

    /** The documents as YAML, an event a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (JsonNode framework : frameworks) {
            text.append("---\n").append(yaml(framework));
        }
        text.append("---\nevents:\n");
        events.stream()
                .map(JsonNode::toString)
                .sorted()
                .forEach(event -> text.append("  - ").append(event).append('\n'));
        return text.toString();
    }

    private static String yaml(JsonNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
