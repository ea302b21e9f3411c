package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far something that is made up of parts has been reached.
 *
 * @param attainment 0 to 1, at most 6 decimals; empty when it cannot be determined
 * @param coverage share of the due weight that could be assessed, 0 to 1; empty when nothing was due
 * @param level id of the level, or of the status when there is no attainment
 * @param reason why there is no attainment
 * @param levels how many of the parts have each level and status, in the order of the scale
 * @param weakest id of the part with the lowest attainment; empty when that is 1 or none is known
 */
public record Standing(
        Optional<BigDecimal> attainment,
        Optional<BigDecimal> coverage,
        String level,
        Optional<Reason> reason,
        Map<String, Integer> levels,
        Optional<String> weakest) {

    public Standing {
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    }
}
