package se.malbild.goals.assessment;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.CellMemory;
import se.malbild.goals.observation.Observation;

/**
 * What the versions of an organisation's frameworks have ever said of small groups. What one version protects, no later one
 * opens. {@link #merge} is commutative, associative and idempotent.
 *
 * @param greatest the greatest {@code smallestGroup}: a count above 0 and below it is small
 * @param least the least {@code smallestGroup}: a value with that count may have been shown
 * @param persons the series that an indicator called {@code persons}: there a value without a count is small
 */
public record SmallGroupRules(int greatest, int least, SortedSet<String> persons) {
    public SmallGroupRules {
        persons = Collections.unmodifiableSortedSet(new TreeSet<>(persons));
    }

    /** Returns what {@code framework} alone says. */
    public static SmallGroupRules of(GoalFramework framework) {
        NavigableSet<String> persons = new TreeSet<>();
        framework.indicators().stream()
                .filter(Indicator::persons)
                .map(Indicator::series)
                .forEach(persons::add);
        return new SmallGroupRules(framework.smallestGroup(), framework.smallestGroup(), persons);
    }

    /** Returns what both say. */
    public SmallGroupRules merge(SmallGroupRules other) {
        NavigableSet<String> all = new TreeSet<>(persons);
        all.addAll(other.persons);
        return new SmallGroupRules(Math.max(greatest, other.greatest), Math.min(least, other.least), all);
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
