package se.malbild.goals.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Gender;

/**
 * "Publish no value that could point out a person", as decision 27 says: what may be shown of the cells of one series, year and
 * kind.
 */
final class SmallGroups {
    private static final List<Group> GENDERS = List.of(Group.of(Gender.WOMEN), Group.of(Gender.MEN));

    private final int smallBelow;
    private final int showableFrom;
    private final Set<String> persons = new HashSet<>();
    private final List<GoalFramework> inForce;

    /**
     * @param ever every version of every framework of the organisation
     * @param inForce those of them that apply
     */
    SmallGroups(List<GoalFramework> ever, List<GoalFramework> inForce) {
        this.smallBelow =
                ever.stream().mapToInt(GoalFramework::smallestGroup).max().orElseThrow();
        this.showableFrom =
                ever.stream().mapToInt(GoalFramework::smallestGroup).min().orElseThrow();
        ever.stream()
                .flatMap(framework -> framework.indicators().stream())
                .filter(Indicator::persons)
                .forEach(indicator -> persons.add(indicator.series()));
        this.inForce = List.copyOf(inForce);
    }

    /** Returns the groups that {@code framework} may show: all of them when the family has no counts. */
    Disclosed disclosed(GoalFramework framework, String series, int year, Collection<Winner> family) {
        boolean isCounted = persons.contains(series) || family.stream().anyMatch(Winner::everHadACount);
        if (!isCounted) {
            return new Disclosed(false, group -> true);
        }
        Family its = new Family(family, persons.contains(series));
        Set<Group> shown = new HashSet<>();
        Set<List<Group>> divisions = divisions(series, year);
        if (!its.hidesTotal(divisions)) {
            shown.add(Group.ALL);
            if (its.shows(GENDERS)) {
                shown.addAll(GENDERS);
            }
            if (!framework.districts().isEmpty() && its.shows(districts(framework))) {
                shown.addAll(districts(framework));
            }
        }
        return new Disclosed(true, shown::contains);
    }

    /** @param isCounted whether there are counts, so that what goes with a value is protected, too */
    record Disclosed(boolean isCounted, Predicate<Group> shows) {}

    private Set<List<Group>> divisions(String series, int year) {
        Set<List<Group>> divisions = new LinkedHashSet<>(List.of(GENDERS));
        for (GoalFramework framework : inForce) {
            boolean readsIt = framework.indicators().stream()
                    .anyMatch(indicator -> indicator.series().equals(series));
            if (readsIt
                    && !framework.districts().isEmpty()
                    && framework.historyFrom() <= year
                    && year <= framework.to()) {
                divisions.add(districts(framework));
            }
        }
        return divisions;
    }

    private static List<Group> districts(GoalFramework framework) {
        return framework.districts().stream().map(Group::of).toList();
    }

    /** The cells of one series, year and kind. */
    private final class Family {
        private final List<Winner> cells;
        private final boolean isOfPersons;

        Family(Collection<Winner> cells, boolean isOfPersons) {
            this.cells = List.copyOf(cells);
            this.isOfPersons = isOfPersons;
        }

        /** One department and period, of which {@code here} are the cells. */
        private record Place(List<Winner> here, List<Winner> near) {
            List<Winner> about(Collection<Group> groups) {
                return here.stream()
                        .filter(cell -> groups.contains(Group.of(cell.event().cell())))
                        .toList();
            }

            List<Winner> total() {
                return about(List.of(Group.ALL));
            }

            /** Whether the department says something of another period that overlaps. */
            boolean isStatedTwice() {
                return near.size() > here.size();
            }
        }

        private List<Place> places() {
            List<Place> places = new ArrayList<>();
            Set<List<Winner>> seen = new HashSet<>();
            for (Winner cell : cells) {
                List<Winner> here =
                        cells.stream().filter(cell::isOfTheSamePlaceAs).toList();
                if (seen.add(here)) {
                    places.add(
                            new Place(here, cells.stream().filter(cell::isNear).toList()));
                }
            }
            return places;
        }

        private boolean isSmall(Winner cell) {
            return cell.counts().stream().anyMatch(count -> count > 0 && count < smallBelow)
                    || (isOfPersons && cell.everHadAValueWithoutCount());
        }

        private boolean mayHaveBeenShown(Winner cell) {
            return cell.counts().stream().anyMatch(count -> count >= showableFrom)
                    || (!cell.counts().isEmpty() && cell.counts().stream().allMatch(count -> count == 0));
        }

        private boolean areSteady(List<Winner> some, Place place) {
            boolean isNearSmall = place.near().stream().anyMatch(this::isSmall);
            boolean haveChanged =
                    some.stream().anyMatch(cell -> cell.everChanged() || cell.everHadAValueWithoutCount());
            return !isNearSmall || (!place.isStatedTwice() && !haveChanged);
        }

        private boolean isWhole(List<Group> division, Place place) {
            List<Winner> total = place.total();
            List<Winner> parts = place.about(division);
            List<Winner> totalAndParts = new ArrayList<>(total);
            totalAndParts.addAll(parts);
            boolean isAllThere =
                    parts.size() == division.size() && totalAndParts.stream().allMatch(Winner::hasValueAndCount);
            return isAllThere
                    && place.near().stream().noneMatch(cell -> isSmall(cell) && belongs(cell, division))
                    && areSteady(totalAndParts, place)
                    && addsUp(total, parts);
        }

        /** Leaves nobody out, or enough persons; a department may leave out the total when no part is empty. */
        private boolean addsUp(List<Winner> total, List<Winner> parts) {
            if (total.isEmpty()) {
                return parts.stream().allMatch(part -> part.count() > 0);
            }
            long inParts = parts.stream().mapToLong(Winner::count).sum();
            return total.stream()
                    .mapToLong(of -> of.count() - inParts)
                    .allMatch(remainder -> remainder == 0 || remainder >= smallBelow);
        }

        private static boolean belongs(Winner cell, List<Group> division) {
            Group group = Group.of(cell.event().cell());
            return group.equals(Group.ALL)
                    || group.isCrossed()
                    || (division.equals(GENDERS) ? GENDERS.contains(group) : group.isDistrict());
        }

        boolean hidesTotal(Set<List<Group>> divisions) {
            return places().stream()
                    .filter(place -> !place.total().isEmpty())
                    .anyMatch(place -> isSmall(place.total().get(0))
                            || !areSteady(place.total(), place)
                            || divisions.stream()
                                    .anyMatch(division ->
                                            mayHaveBeenShown(division, place) && !isWhole(division, place)));
        }

        private boolean mayHaveBeenShown(List<Group> division, Place place) {
            List<Winner> parts = place.about(division);
            return parts.size() == division.size()
                    && parts.stream().allMatch(this::mayHaveBeenShown)
                    && mayHaveBeenShown(place.total().get(0));
        }

        /** Whether a division may be shown beside a total that is not hidden. */
        boolean shows(List<Group> division) {
            List<Place> withParts = places().stream()
                    .filter(place -> !place.about(division).isEmpty())
                    .toList();
            return !withParts.isEmpty() && withParts.stream().allMatch(place -> isWhole(division, place));
        }
    }
}
