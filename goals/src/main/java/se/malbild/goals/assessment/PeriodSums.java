package se.malbild.goals.assessment;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Period.Granularity;
import se.malbild.goals.observation.Winner;

/**
 * What follows from the counts of several periods of a year, where a year is the sum of its parts: of the year and its first
 * two tertials, for instance, how many persons the third has.
 */
final class PeriodSums {
    private static final int MONTHS = Granularity.YEAR.months();
    /** Neither is made of the other. */
    private static final Set<Granularity> CROSSING = Set.of(Granularity.TERTIAL, Granularity.QUARTER);

    private final List<Winner> cells;
    private final boolean areCrossing;
    /** How many persons are between the ends of two months; null where that does not follow. 0 is the end of the year before. */
    private final BigInteger[][] persons = new BigInteger[MONTHS + 1][MONTHS + 1];

    /** @param cells of one department and side in one year */
    PeriodSums(Collection<Winner> cells) {
        this.cells = cells.stream()
                .filter(winner -> winner.observation().content() instanceof Content.Value)
                .sorted(Comparator.comparing(PeriodSums::period).reversed())
                .toList();
        this.areCrossing = this.cells.stream()
                .map(cell -> period(cell).granularity())
                .collect(Collectors.toSet())
                .containsAll(CROSSING);
    }

    /**
     * Tells whether a period, or the difference between two statements of one, has some persons but fewer than {@code enough},
     * or it cannot be known.
     */
    boolean leaveFewerThan(int enough) {
        if (cells.stream().noneMatch(this::isStatedTwice)) {
            return false;
        }
        for (int month = 0; month <= MONTHS; month++) {
            persons[month][month] = BigInteger.ZERO;
        }
        for (Winner cell : cells) {
            OptionalLong count = cell.observation().count();
            if (count.isEmpty()) {
                if (isStatedTwice(cell)) {
                    return true;
                }
            } else if (!isAdded(period(cell), BigInteger.valueOf(count.getAsLong()), BigInteger.valueOf(enough))) {
                return true;
            }
        }
        for (int from = 0; from < MONTHS; from++) {
            for (int to = from + 1; to <= MONTHS; to++) {
                if (persons[from][to] != null && !isNobodyOrEnough(persons[from][to], BigInteger.valueOf(enough))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isStatedTwice(Winner cell) {
        return cells.stream()
                .anyMatch(other -> !other.equals(cell) && period(other).overlaps(period(cell)));
    }

    /**
     * Adds what a period says, and all that follows from it; false when that differs a little from what followed before, or at
     * all where periods cross, since it then depends on what is added first.
     */
    private boolean isAdded(Period period, BigInteger count, BigInteger enough) {
        int end = period.endMonth();
        int start = end - period.granularity().months();
        if (persons[start][end] != null) {
            BigInteger difference = persons[start][end].subtract(count).abs();
            return difference.signum() == 0 || (!areCrossing && isNobodyOrEnough(difference, enough));
        }
        for (int from = 0; from <= MONTHS; from++) {
            for (int to = 0; to <= MONTHS; to++) {
                if (persons[from][start] != null && persons[end][to] != null) {
                    persons[from][to] = persons[from][start].add(count).add(persons[end][to]);
                    persons[to][from] = persons[from][to].negate();
                }
            }
        }
        return true;
    }

    private static boolean isNobodyOrEnough(BigInteger persons, BigInteger enough) {
        return persons.signum() == 0 || persons.compareTo(enough) >= 0;
    }

    private static Period period(Winner winner) {
        return winner.observation().cell().period();
    }
}
