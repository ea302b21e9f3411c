package se.malbild.goals.assessment;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Winner;

/** The outcomes, or the forecasts, of one series and year, by whom they are about and who reports. */
final class YearCells {

    /** Whom a value is about: one gender in one district. */
    record Side(Gender gender, String district) {
        static Side ofMunicipality(Gender gender) {
            return new Side(gender, Cell.WHOLE_MUNICIPALITY);
        }

        static Side ofDistrict(String district) {
            return new Side(Gender.TOTAL, district);
        }

        static Side of(Winner winner) {
            Cell cell = winner.observation().cell();
            return new Side(cell.gender(), cell.district());
        }

        /** Tells whether it is everybody in one district, declared or not. */
        boolean isDistrict() {
            return gender == Gender.TOTAL && !district.equals(Cell.WHOLE_MUNICIPALITY);
        }
    }

    private final List<Winner> winners;
    private final Map<Side, SortedMap<String, List<Winner>>> sides;

    /**
     * The cells of one kind; those of the other are not seen.
     *
     * @param cells the winners of the series in the year, in any order
     */
    YearCells(Kind kind, Collection<Winner> cells) {
        this.winners = cells.stream()
                .filter(winner -> winner.observation().cell().kind() == kind)
                .sorted(Comparator.comparing(winner -> winner.observation().cell()))
                .toList();
        this.sides = winners.stream()
                .collect(Collectors.groupingBy(
                        Side::of,
                        Collectors.groupingBy(
                                winner -> winner.observation().cell().department(),
                                TreeMap::new,
                                Collectors.toList())));
    }

    /** Returns the winners, in the order of their cells. */
    List<Winner> winners() {
        return winners;
    }

    /** Returns the sides that something is reported about. */
    Set<Side> sides() {
        return sides.keySet();
    }

    /** Returns what each department reports about {@code side}: parts of the year, or the year itself. */
    SortedMap<String, List<Winner>> of(Side side) {
        return sides.getOrDefault(side, Collections.emptySortedMap());
    }

    /** Returns the districts that something is reported about, as a total of both genders. */
    SortedSet<String> districts() {
        return sides.keySet().stream()
                .filter(side -> side.gender() == Gender.TOTAL)
                .map(Side::district)
                .filter(district -> !district.equals(Cell.WHOLE_MUNICIPALITY))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
