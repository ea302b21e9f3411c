package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How an indicator stands against the latest earlier year in which it was due.
 *
 * @param trend by the direction and tolerance of its rule
 * @param change value less the value of that year, in the indicator's unit
 * @param changeSince that year, where there is a change
 */
public record Development(Optional<Trend> trend, Optional<BigDecimal> change, Optional<Integer> changeSince) {
    /** There is nothing to compare with. */
    public static final Development NONE = new Development(Optional.empty(), Optional.empty(), Optional.empty());
}
