package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How an indicator stands against the latest earlier year in which it was due.
 *
 * @param trend by the direction and tolerance of its rule
 * @param change value less the value of that year
 */
public record Development(Optional<Trend> trend, Optional<BigDecimal> change) {}
