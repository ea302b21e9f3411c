package se.malbild.goals.assessment;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/**
 * The districts that a version of a framework declares, and what it divides into them.
 *
 * @param from the first year that the version covers
 * @param to the last year
 * @param series those that its indicators read
 * @param districts their ids; at least one
 */
public record DeclaredDistricts(int from, int to, SortedSet<String> series, SortedSet<String> districts)
        implements Comparable<DeclaredDistricts> {

    private static final Comparator<DeclaredDistricts> ORDER = Comparator.comparingInt(DeclaredDistricts::from)
            .thenComparingInt(DeclaredDistricts::to)
            .thenComparing(DeclaredDistricts::series, DeclaredDistricts::compare)
            .thenComparing(DeclaredDistricts::districts, DeclaredDistricts::compare);

    public DeclaredDistricts {
        series = Collections.unmodifiableSortedSet(new TreeSet<>(series));
        districts = Collections.unmodifiableSortedSet(new TreeSet<>(districts));
    }

    /** Returns what {@code framework} declares; empty when it declares no districts. */
    static Optional<DeclaredDistricts> of(GoalFramework framework) {
        return Optional.of(framework)
                .filter(declaring -> !declaring.districts().isEmpty())
                .map(declaring -> new DeclaredDistricts(
                        declaring.historyFrom(),
                        declaring.to(),
                        declaring.indicators().stream()
                                .map(Indicator::series)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        new TreeSet<>(declaring.districts())));
    }

    boolean isFor(String ofSeries, int year) {
        return from <= year && year <= to && series.contains(ofSeries);
    }

    private static int compare(SortedSet<String> a, SortedSet<String> b) {
        return Arrays.compare(a.toArray(String[]::new), b.toArray(String[]::new));
    }

    @Override
    public int compareTo(DeclaredDistricts other) {
        return ORDER.compare(this, other);
    }
}
