package se.malbild.goals.assessment;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalFramework;
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
        SortedMap<Key, Picture> pictures = new TreeMap<>();
        frameworks.stream()
                .collect(Collectors.groupingBy(applied -> applied.framework().organisation()))
                .forEach((organisation, versions) ->
                        pictures.putAll(of(versions, byOrganisation.getOrDefault(organisation, new ObservationSet()))));
        return pictures;
    }

    /** @param versions of the frameworks of one organisation */
    private static Map<Key, Picture> of(List<FrameworkVersion> versions, ObservationSet observed) {
        Map<String, FrameworkVersion> latest = new HashMap<>();
        versions.forEach(applied -> latest.merge(applied.framework().id(), applied, FrameworkVersion::inForce));
        List<GoalFramework> inForce = latest.values().stream()
                .map(FrameworkVersion::framework)
                .filter(framework -> !framework.withdrawn())
                .toList();
        SmallGroupRules rules = versions.stream()
                .map(applied -> SmallGroupRules.of(applied.framework()))
                .reduce(SmallGroupRules::merge)
                .orElseThrow();
        SmallGroups smallGroups = new SmallGroups(rules);
        Map<Key, Picture> pictures = new HashMap<>();
        for (GoalFramework framework : inForce) {
            Assessment assessment = new Assessment(framework, smallGroups);
            framework
                    .years()
                    .forEach(year -> pictures.put(
                            new Key(framework.organisation(), framework.id(), year),
                            assessment.picture(year, observed)));
        }
        return pictures;
    }
}
