package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is foretold of an indicator for the whole of a year, judged like an outcome.
 *
 * @param value in the indicator's unit; empty with a reason
 * @param attainment 0 to 1, at most 6 decimals; empty with a reason
 * @param level id of the level, or of the status when there is no attainment
 * @param reason why there is no attainment
 */
public record IndicatorForecast(
        Optional<BigDecimal> value, Optional<BigDecimal> attainment, String level, Optional<Reason> reason) {}
