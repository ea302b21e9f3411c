package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;

/**
 * What applying a version of a framework does to the pictures of that framework and to the observations of its
 * organisation.
 *
 * @param years every year that has a picture before or after, in order
 * @param parked how many cells counted for some framework of the organisation and would for none
 * @param unparked how many cells counted for none and would for one
 */
public record FrameworkEffect(List<Year> years, int parked, int unparked) {
    /**
     * One year.
     *
     * @param before the picture as it is; empty when there is none
     * @param after the picture as it would be; empty when there would be none
     */
    public record Year(int year, Optional<Picture> before, Optional<Picture> after) {
        /** Returns the goal areas whose level or status would be another, or that would come or go; none of a new picture. */
        public List<Change> changes() {
            if (before.isEmpty() || after.isEmpty()) {
                return List.of();
            }
            Map<String, GoalAreaPicture> areasBefore = goalAreas(before.get());
            Map<String, GoalAreaPicture> areasAfter = goalAreas(after.get());
            Set<String> ids = new LinkedHashSet<>(areasAfter.keySet());
            ids.addAll(areasBefore.keySet());
            List<Change> changes = new ArrayList<>();
            for (String id : ids) {
                Optional<GoalAreaPicture> old = Optional.ofNullable(areasBefore.get(id));
                Optional<GoalAreaPicture> now = Optional.ofNullable(areasAfter.get(id));
                Optional<String> levelBefore = old.map(area -> area.standing().level());
                Optional<String> levelAfter = now.map(area -> area.standing().level());
                if (!levelBefore.equals(levelAfter)) {
                    changes.add(new Change(id, now.or(() -> old).orElseThrow().statement(), levelBefore, levelAfter));
                }
            }
            return changes;
        }
    }

    /**
     * A goal area whose level or status changes.
     *
     * @param before id of the level or status; empty when the goal area is new
     * @param after id of the level or status; empty when the goal area is dropped
     */
    public record Change(String goalArea, Text statement, Optional<String> before, Optional<String> after) {}

    public FrameworkEffect {
        years = List.copyOf(years);
    }

    /**
     * Returns what {@code applied} changes.
     *
     * @param versions every version of every framework of the organisation that has been applied: what any of them says of
     *     small groups still holds
     * @param observations of the organisation
     */
    public static FrameworkEffect of(
            Collection<FrameworkVersion> versions, FrameworkVersion applied, Collection<Observation> observations) {
        List<FrameworkVersion> all = new ArrayList<>(versions);
        all.add(applied);
        SortedMap<Pictures.Key, Picture> picturesBefore = Pictures.of(versions, observations);
        SortedMap<Pictures.Key, Picture> picturesAfter = Pictures.of(all, observations);
        Set<Pictures.Key> keys = new TreeSet<>(picturesBefore.keySet());
        keys.addAll(picturesAfter.keySet());
        keys.removeIf(key -> !key.framework().equals(applied.framework().id()));
        List<Year> years = keys.stream()
                .map(key -> new Year(
                        key.year(),
                        Optional.ofNullable(picturesBefore.get(key)),
                        Optional.ofNullable(picturesAfter.get(key))))
                .toList();

        CurrentFrameworks now = new CurrentFrameworks();
        CurrentFrameworks then = new CurrentFrameworks();
        versions.forEach(now::add);
        all.forEach(then::add);
        Set<Cell> cells = new HashSet<>();
        observations.forEach(observation -> cells.add(observation.cell()));
        int parked = 0;
        int unparked = 0;
        for (Cell cell : cells) {
            boolean isParked = now.isParked(cell);
            if (isParked != then.isParked(cell)) {
                if (isParked) {
                    unparked++;
                } else {
                    parked++;
                }
            }
        }
        return new FrameworkEffect(years, parked, unparked);
    }

    private static Map<String, GoalAreaPicture> goalAreas(Picture picture) {
        Map<String, GoalAreaPicture> byId = new LinkedHashMap<>();
        picture.strategicAreas().forEach(area -> area.goalAreas().forEach(one -> byId.put(one.id(), one)));
        return byId;
    }
}
