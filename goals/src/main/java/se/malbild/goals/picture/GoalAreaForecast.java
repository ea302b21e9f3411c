package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far a goal area is expected to be reached when the year has ended: by the forecasts of its indicators, and by the
 * outcomes that are of the whole year.
 *
 * @param attainment 0 to 1, at most 6 decimals; empty when it cannot be determined
 * @param coverage share of the due weight that has such a forecast or outcome, 0 to 1; empty when nothing was due
 * @param level id of the level, or of the status when there is no attainment
 * @param reason why there is no attainment
 */
public record GoalAreaForecast(
        Optional<BigDecimal> attainment, Optional<BigDecimal> coverage, String level, Optional<Reason> reason) {}
