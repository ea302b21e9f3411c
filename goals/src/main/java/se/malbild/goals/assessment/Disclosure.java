package se.malbild.goals.assessment;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;

/**
 * What of a family may be shown: of all cells of an organisation, series, year and kind.
 *
 * @param counted whether the family has counts or is of persons; if not, everything is shown
 * @param total whether the municipality's total is shown
 * @param gender whether women and men are shown
 * @param districts the districts whose total is shown
 */
public record Disclosure(boolean counted, boolean total, boolean gender, SortedSet<String> districts) {

    /** Of a family without counts, whose source answers for it. */
    public static final Disclosure UNCOUNTED = new Disclosure(false, true, true, Collections.emptySortedSet());

    public Disclosure {
        districts = Collections.unmodifiableSortedSet(new TreeSet<>(districts));
    }

    /** Tells whether the value of {@code cell}, which is one of the family, may be shown. */
    public boolean shows(Cell cell) {
        return shows(cell.gender(), cell.district());
    }

    /** Tells whether the value of {@code gender} in {@code district} may be shown. */
    boolean shows(Gender gender, String district) {
        if (!counted) {
            return true;
        }
        if (district.equals(Cell.WHOLE_MUNICIPALITY)) {
            return gender == Gender.TOTAL ? total : this.gender;
        }
        return gender == Gender.TOTAL && districts.contains(district);
    }
}
