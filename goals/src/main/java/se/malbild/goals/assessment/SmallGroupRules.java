package se.malbild.goals.assessment;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.WithinYearMethod;
import se.malbild.goals.observation.CellMemory;
import se.malbild.goals.observation.Observation;

/**
 * What the versions of an organisation's frameworks have ever said of small groups. What one version protects, no later one
 * opens. {@link #merge} is commutative, associative and idempotent.
 *
 * @param greatest the greatest {@code smallestGroup}: a count above 0 and below it is small
 * @param least the least {@code smallestGroup}: a value with that count may have been shown
 * @param persons the series that an indicator called {@code persons}: there a value without a count is small
 * @param notPersons the series that an indicator read without saying so: there a value without a count may have been shown
 * @param summed the series that an indicator summed within the year: there a year less its first part is about the others
 * @param districts every list of districts that was declared
 */
public record SmallGroupRules(
        int greatest,
        int least,
        SortedSet<String> persons,
        SortedSet<String> notPersons,
        SortedSet<String> summed,
        SortedSet<DeclaredDistricts> districts) {

    public SmallGroupRules {
        persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
        notPersons = Collections.unmodifiableSortedSet(new TreeSet<>(notPersons));
        summed = Collections.unmodifiableSortedSet(new TreeSet<>(summed));
        districts = Collections.unmodifiableSortedSet(new TreeSet<>(districts));
    }

    /** Returns what {@code framework} alone says. */
    public static SmallGroupRules of(GoalFramework framework) {
        return new SmallGroupRules(
                framework.smallestGroup(),
                framework.smallestGroup(),
                series(framework, Indicator::persons),
                series(framework, indicator -> !indicator.persons()),
                series(framework, indicator -> indicator.withinYear() == WithinYearMethod.SUM),
                new TreeSet<>(DeclaredDistricts.of(framework).stream().toList()));
    }

    private static SortedSet<String> series(GoalFramework framework, Predicate<Indicator> which) {
        return framework.indicators().stream()
                .filter(which)
                .map(Indicator::series)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns what both say. */
    public SmallGroupRules merge(SmallGroupRules other) {
        return new SmallGroupRules(
                Math.max(greatest, other.greatest),
                Math.min(least, other.least),
                union(persons, other.persons),
                union(notPersons, other.notPersons),
                union(summed, other.summed),
                union(districts, other.districts));
    }

    private static <T> SortedSet<T> union(SortedSet<T> a, SortedSet<T> b) {
        SortedSet<T> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    /** Returns every list of districts that was declared for {@code series} in {@code year}. */
    Set<SortedSet<String>> districts(String series, int year) {
        return districts.stream()
                .filter(declared -> declared.isFor(series, year))
                .map(DeclaredDistricts::districts)
                .collect(Collectors.toSet());
    }

    /** Tells whether {@code observation} by itself is about a small group. */
    public boolean isSmall(Observation observation) {
        return isSmall(observation.cell().indicator(), CellMemory.of(observation));
    }

    /** Tells whether a cell of {@code series} was ever about a small group. */
    boolean isSmall(String series, CellMemory memory) {
        OptionalLong count = memory.leastCount();
        return (count.isPresent() && count.getAsLong() < greatest)
                || (memory.valueWithoutCount() && persons.contains(series));
    }

    /** Tells whether a cell may have been shown at some time: nobody, or enough persons, stood behind it. */
    boolean mayHaveBeenShown(CellMemory memory) {
        OptionalLong count = memory.greatestCount();
        return count.isPresent() && (count.getAsLong() == 0 || count.getAsLong() >= least);
    }
}
