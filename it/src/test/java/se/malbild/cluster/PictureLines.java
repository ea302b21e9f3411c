package se.malbild.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

/** The lines of a picture's JSON, each named by its way from the top, with the ids of what it passes. */
public final class PictureLines {
    private static final JsonMapper JSON = new JsonMapper();

    private PictureLines() {}

    /** Returns the names of the lines that are not the same in both. */
    public static SortedSet<String> changed(Picture before, Picture after) {
        Map<String, String> linesBefore = of(before);
        Map<String, String> linesAfter = of(after);
        SortedSet<String> names = new TreeSet<>(linesBefore.keySet());
        names.addAll(linesAfter.keySet());
        names.removeIf(name -> Objects.equals(linesBefore.get(name), linesAfter.get(name)));
        return names;
    }

    /** Returns the lines of {@code picture} by their names. */
    public static SortedMap<String, String> of(Picture picture) {
        SortedMap<String, String> lines = new TreeMap<>();
        try {
            collect(JSON.readTree(PictureJson.indented(picture)), "", lines);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return lines;
    }

    private static void collect(JsonNode node, String name, Map<String, String> lines) {
        if (node.isValueNode() || node.isEmpty()) {
            lines.put(name, node.toString());
            return;
        }
        String before = name.isEmpty() ? "" : name + "/";
        if (node.isObject()) {
            node.properties().forEach(field -> collect(field.getValue(), before + field.getKey(), lines));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), before + node.get(i).path("id").asText(Integer.toString(i)), lines);
        }
    }
}
