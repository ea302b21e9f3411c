package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An indicator's value for each part of the population.
 *
 * @param women the value for women, where it is known
 * @param men the value for men, where it is known
 * @param districts the value by district, where it is known
 */
public record Divisions(Optional<BigDecimal> women, Optional<BigDecimal> men, SortedMap<String, BigDecimal> districts) {
    public Divisions {
        districts = Collections.unmodifiableSortedMap(new TreeMap<>(districts));
    }
}
