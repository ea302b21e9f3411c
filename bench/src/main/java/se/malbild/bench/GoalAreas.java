package se.malbild.bench;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/** Which series count in which goal areas and years: what a peer needs to know of the frameworks. */
final class GoalAreas implements Serializable {
    private static final long serialVersionUID = 1;

    /** A series in several goal areas has them all, with {@code +} between. */
    private record Place(String goalAreas, int from, int to) implements Serializable {}

    private final HashMap<String, Place> places = new HashMap<>();

    private GoalAreas() {}

    static GoalAreas of(List<GoalFramework> frameworks) {
        GoalAreas goalAreas = new GoalAreas();
        frameworks.forEach(goalAreas::add);
        return goalAreas;
    }

    private void add(GoalFramework framework) {
        Map<String, Indicator> indicators = framework.indicatorsById();
        Map<String, List<String>> bySeries = new HashMap<>();
        framework
                .goalAreas()
                .forEach(area -> area.indicators()
                        .forEach(weighted -> bySeries.computeIfAbsent(
                                        indicators.get(weighted.indicator()).series(), series -> new ArrayList<>())
                                .add(area.id())));
        bySeries.forEach((series, areas) -> places.put(
                place(framework.organisation(), series),
                new Place(
                        areas.stream().distinct().collect(Collectors.joining("+")), framework.from(), framework.to())));
    }

    private static String place(String organisation, String series) {
        return organisation + "/" + series;
    }

    /** Returns the key of what {@code series} counts in, for example {@code 1880/trygg-valfard-1/2018}; empty when in nothing. */
    Optional<String> key(String organisation, String series, int year) {
        Place place = places.get(place(organisation, series));
        return place == null || year < place.from() || year > place.to()
                ? Optional.empty()
                : Optional.of(organisation + "/" + place.goalAreas() + "/" + year);
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        places.forEach((key, place) ->
                lines.add(String.join("\t", key, place.goalAreas(), "" + place.from(), "" + place.to())));
        Files.write(file, lines);
    }

    static GoalAreas read(Path file) throws IOException {
        GoalAreas goalAreas = new GoalAreas();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            goalAreas.places.put(parts[0], new Place(parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
        }
        return goalAreas;
    }
}
