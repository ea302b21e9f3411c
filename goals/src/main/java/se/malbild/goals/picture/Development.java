package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How an indicator stands against the year before.
 *
 * @param trend by the direction and tolerance of its rule
 * @param change value less the value of the year before
 */
public record Development(Optional<Trend> trend, Optional<BigDecimal> change) {}
