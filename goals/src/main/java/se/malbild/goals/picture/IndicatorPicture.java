package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator.Comparison;

/**
 * One indicator in one year.
 *
 * @param measure what of the cells is judged, such as {@code total} or {@code gap-gender}
 * @param control {@code own}, {@code shared} or {@code external}, where that is said
 * @param comparison another's value to see it beside, where there is one
 * @param rule how it is judged
 * @param value in {@code unit}; empty with a reason
 * @param attainment 0 to 1, at most 6 decimals; empty with a reason
 * @param level id of the level, or of the status when there is no attainment
 * @param reason why there is no attainment
 * @param development how it stands against the latest earlier year in which it was due
 * @param forecast what is foretold for the year, as long as its outcome is not of the whole year
 * @param divisions the value for women and men and by district
 * @param suppressed what of the above is empty because a group is too small, in the order of the constants
 * @param departments who reported and who is to report
 * @param problems what of its observations somebody should look at
 */
public record IndicatorPicture(
        String id,
        Text title,
        Text unit,
        String measure,
        Optional<String> control,
        Optional<Comparison> comparison,
        RulePicture rule,
        Optional<BigDecimal> value,
        Optional<BigDecimal> attainment,
        String level,
        Optional<Reason> reason,
        Development development,
        Optional<IndicatorForecast> forecast,
        Divisions divisions,
        Set<Suppressed> suppressed,
        Reporters departments,
        List<Problem> problems) {

    public IndicatorPicture {
        suppressed = suppressed.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(suppressed));
        problems = List.copyOf(problems);
    }
}
