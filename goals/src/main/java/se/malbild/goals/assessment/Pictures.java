package se.malbild.goals.assessment;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;

/** The one function: from a set of framework versions and a set of observations to all pictures. */
public final class Pictures {

    /** What a picture is of. */
    public record Key(String organisation, String framework, int year) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::organisation)
                .thenComparing(Key::framework)
                .thenComparingInt(Key::year);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private Pictures() {}

    /** Returns the picture of every year of every framework in force; a framework that is withdrawn has none. */
    public static SortedMap<Key, Picture> of(
            Collection<FrameworkVersion> frameworks, Collection<Observation> observations) {
        Map<String, ObservationSet> byOrganisation = new HashMap<>();
        observations.forEach(observation -> byOrganisation
                .computeIfAbsent(observation.cell().organisation(), key -> new ObservationSet())
                .add(observation));
        Map<Key, FrameworkVersion> inForce = new HashMap<>();
        frameworks.forEach(applied -> inForce.merge(
                new Key(applied.framework().organisation(), applied.framework().id(), 0),
                applied,
                FrameworkVersion::inForce));
        SortedMap<Key, Picture> pictures = new TreeMap<>();
        inForce.values().stream()
                .map(FrameworkVersion::framework)
                .filter(framework -> !framework.withdrawn())
                .forEach(framework -> {
                    Assessment assessment = new Assessment(framework);
                    ObservationSet observed =
                            byOrganisation.getOrDefault(framework.organisation(), new ObservationSet());
                    framework
                            .years()
                            .forEach(year -> pictures.put(
                                    new Key(framework.organisation(), framework.id(), year),
                                    assessment.picture(year, observed)));
                });
        return pictures;
    }
}
