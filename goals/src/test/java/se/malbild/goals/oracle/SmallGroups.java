package se.malbild.goals.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
    private final Set<String> notAlwaysPersons = new HashSet<>();
    private final Set<String> summed = new HashSet<>();
    private final List<GoalFramework> ever;

    /** @param ever every version of every framework of the organisation */
    SmallGroups(List<GoalFramework> ever) {
        this.smallBelow =
                ever.stream().mapToInt(GoalFramework::smallestGroup).max().orElseThrow();
        this.showableFrom =
                ever.stream().mapToInt(GoalFramework::smallestGroup).min().orElseThrow();
        for (GoalFramework framework : ever) {
            for (Indicator indicator : framework.indicators()) {
                if (indicator.persons()) {
                    persons.add(indicator.series());
                } else {
                    notAlwaysPersons.add(indicator.series());
                }
                if (indicator.withinYear() == Indicator.WithinYearMethod.SUM) {
                    summed.add(indicator.series());
                }
            }
        }
        this.ever = List.copyOf(ever);
    }

    /** Returns the groups that {@code framework} may show: all of them when the family has no counts. */
    Disclosed disclosed(GoalFramework framework, String series, int year, Collection<Winner> family) {
        boolean isCounted = persons.contains(series) || family.stream().anyMatch(Winner::everHadACount);
        if (!isCounted) {
            return new Disclosed(false, group -> true);
        }
        Family its = new Family(
                family, persons.contains(series), notAlwaysPersons.contains(series), summed.contains(series));
        Set<Group> shown = new HashSet<>();
        if (!its.hidesTotal(everDeclared(series, year))) {
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

    /** Every list of districts that a version has declared for the series and year. */
    private Set<List<Group>> everDeclared(String series, int year) {
        Set<List<Group>> divisions = new HashSet<>();
        for (GoalFramework framework : ever) {
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
        private final boolean maybeShownWithoutCount;
        private final boolean isSummed;

        Family(Collection<Winner> cells, boolean isOfPersons, boolean maybeShownWithoutCount, boolean isSummed) {
            this.cells = List.copyOf(cells);
            this.isOfPersons = isOfPersons;
            this.maybeShownWithoutCount = maybeShownWithoutCount;
            this.isSummed = isSummed;
        }

        /**
         * One department and period.
         *
         * @param here its cells
         * @param near they and those that are judged with them
         * @param hasTotalNear whether any department says a total of the period, or of one that overlaps
         */
        private record Place(List<Winner> here, List<Winner> near, boolean hasTotalNear) {
            List<Winner> about(Collection<Group> groups) {
                return here.stream()
                        .filter(cell -> groups.contains(Group.of(cell.event().cell())))
                        .toList();
            }

            List<Winner> total() {
                return about(List.of(Group.ALL));
            }

            /** Whether something is said of another period that overlaps, or of parts by who has no total. */
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
                    boolean hasTotal = here.stream().anyMatch(Family::isTotal);
                    places.add(new Place(
                            here,
                            cells.stream()
                                    .filter(cell::overlaps)
                                    .filter(other ->
                                            other.isOfTheSameDepartmentAs(cell) || (hasTotal && isWithoutTotal(other)))
                                    .toList(),
                            cells.stream().filter(cell::overlaps).anyMatch(Family::isTotal)));
                }
            }
            return places;
        }

        private static boolean isTotal(Winner cell) {
            return Group.of(cell.event().cell()).equals(Group.ALL);
        }

        /** Whether its department says a part and, of the same time, no total: it may be of the total of another department. */
        private boolean isWithoutTotal(Winner cell) {
            return cells.stream()
                    .filter(other -> other.isOfTheSameDepartmentAs(cell) && other.overlaps(cell))
                    .noneMatch(Family::isTotal);
        }

        private boolean isSmall(Winner cell) {
            return cell.counts().stream().anyMatch(count -> count > 0 && count < smallBelow)
                    || (isOfPersons && cell.everHadAValueWithoutCount());
        }

        private boolean mayHaveBeenShown(Winner cell) {
            return cell.counts().stream().anyMatch(count -> count >= showableFrom)
                    || (!cell.counts().isEmpty() && cell.counts().stream().allMatch(count -> count == 0));
        }

        /** Whether it is a total, and its counted women and men, or its counted districts, are all but a small group of it. */
        private boolean isAllButFew(Winner cell) {
            return isTotal(cell)
                    && cell.hasValueAndCount()
                    && (leavesFew(cell, GENDERS::contains) || leavesFew(cell, Group::isDistrict));
        }

        private boolean leavesFew(Winner total, Predicate<Group> isPart) {
            List<Winner> parts = cells.stream()
                    .filter(cell -> cell.isOfTheSamePlaceAs(total)
                            && isPart.test(Group.of(cell.event().cell()))
                            && cell.hasValueAndCount())
                    .toList();
            long left = total.count() - parts.stream().mapToLong(Winner::count).sum();
            return !parts.isEmpty() && left > 0 && left < smallBelow;
        }

        /** Whether what was shown before any count came may be all but a small group. */
        private boolean mayLeaveSome(Place place) {
            boolean mayHaveBeenShownBefore =
                    maybeShownWithoutCount && place.near().stream().anyMatch(Winner::everHadAValueWithoutCount);
            boolean areFew = place.near().stream()
                    .anyMatch(cell -> isSmall(cell)
                            || isAllButFew(cell)
                            || (cell.everHadACount() && isOfPeriodsThatLeaveSome(cell)));
            return mayHaveBeenShownBefore && areFew;
        }

        private boolean areSteady(List<Winner> some, Place place) {
            boolean isNearSmall = place.near().stream().anyMatch(cell -> isSmall(cell) || isAllButFew(cell));
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
                    && addsUp(total, parts, place.hasTotalNear())
                    && parts.stream().noneMatch(this::isOfPeriodsThatLeaveSome);
        }

        /** Leaves nobody out, or enough persons; the total may be left out when there is none near and no part is empty. */
        private boolean addsUp(List<Winner> total, List<Winner> parts, boolean hasTotalNear) {
            if (total.isEmpty()) {
                return !hasTotalNear && parts.stream().allMatch(part -> part.count() > 0);
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

        /** Whether what is said of the same group in other periods leaves a few persons to a period that nobody need name. */
        private boolean isOfPeriodsThatLeaveSome(Winner cell) {
            List<Winner> periods = cells.stream()
                    .filter(other -> other.isOfTheSameDepartmentAs(cell)
                            && Group.of(other.event().cell())
                                    .equals(Group.of(cell.event().cell())))
                    .toList();
            return isSummed && new Periods(periods).leaveSome(smallBelow);
        }

        boolean hidesTotal(Set<List<Group>> everDeclared) {
            return cells.stream().filter(Family::isTotal).anyMatch(this::isOfPeriodsThatLeaveSome)
                    || places().stream().anyMatch(place -> hidesTotal(everDeclared, place));
        }

        private boolean hidesTotal(Set<List<Group>> everDeclared, Place place) {
            boolean isHiddenItself = place.total().stream().anyMatch(this::isSmall) || !areSteady(place.total(), place);
            Set<Group> shownDistricts = new HashSet<>();
            everDeclared.stream()
                    .filter(division -> mayHaveBeenShown(division, place))
                    .forEach(shownDistricts::addAll);
            boolean leavesGenders = mayHaveBeenShown(GENDERS, place) && !isWhole(GENDERS, place);
            boolean leavesDistricts = !shownDistricts.isEmpty() && !isWhole(List.copyOf(shownDistricts), place);
            return (!place.total().isEmpty() && isHiddenItself)
                    || mayLeaveSome(place)
                    || (place.hasTotalNear() && (leavesGenders || leavesDistricts));
        }

        private boolean mayHaveBeenShown(List<Group> division, Place place) {
            List<Winner> parts = place.about(division);
            return parts.size() == division.size() && parts.stream().allMatch(this::mayHaveBeenShown);
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
