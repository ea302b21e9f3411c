package se.malbild.goals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Observations in which something is wrong, or only looks so, with the verdict that every way in is to reach. */
public final class HostileObservations {
    private static final String RESOURCE = "/hostile-observations.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private HostileObservations() {}

    /**
     * One of them.
     *
     * @param change which fields are not as expected
     * @param json the whole as JSON
     * @param faults each as {@code field code}; none when it is accepted
     * @param warnings each as {@code field code}, by the shipped frameworks
     * @param department whose name it has, by its id, in the shipped frameworks
     * @param notIn the ways in that cannot say it
     */
    public record Case(
            String name,
            ObjectNode change,
            ObjectNode json,
            Set<String> faults,
            Set<String> warnings,
            Optional<String> department,
            Set<String> notIn) {
        public boolean canBeSaidIn(String way) {
            return !notIn.contains(way);
        }

        /** Tells whether nothing but {@code fields} is not as expected. */
        public boolean changesOnly(Set<String> fields) {
            Set<String> changed = new HashSet<>();
            change.fieldNames().forEachRemaining(changed::add);
            return fields.containsAll(changed);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns all of them. */
    public static List<Case> all() throws IOException {
        try (InputStream file = HostileObservations.class.getResourceAsStream(RESOURCE)) {
            JsonNode corpus = JSON.readTree(file);
            return StreamSupport.stream(corpus.path("cases").spliterator(), false)
                    .map(one -> read(one, corpus.path("observation")))
                    .toList();
        }
    }

    private static Case read(JsonNode one, JsonNode usual) {
        ObjectNode change = (ObjectNode) one.path("change");
        ObjectNode json = usual.deepCopy();
        json.setAll(change);
        return new Case(
                one.path("name").asText(),
                change,
                json,
                texts(one.path("faults")),
                texts(one.path("warnings")),
                Optional.ofNullable(one.path("identified").textValue()),
                texts(one.path("notIn")));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
