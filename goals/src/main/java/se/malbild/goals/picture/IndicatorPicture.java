package se.malbild.goals.picture;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Rule.Baseline;

/**
 * One indicator in one year.
 *
 * @param rule kind of the rule: {@code reach}, {@code improve}, {@code approach} or {@code hold}
 * @param direction {@code higher}, {@code lower} or {@code toward}, where the rule has one
 * @param target the year's target, where the rule has one
 * @param targetIsComparison whether {@code target} is another's value and not one decided on
 * @param ideal what {@code toward} is toward
 * @param lower lower bound of {@code hold}
 * @param upper upper bound of {@code hold}
 * @param tolerance the rule's tolerance, or margin
 * @param value in {@code unit}; empty with a reason
 * @param attainment 0 to 1, at most 6 decimals; empty with a reason
 * @param level id of the level, or of the status when there is no attainment
 * @param trend against the year before
 * @param change value less the value of the year before
 * @param women the value for women, where it is known
 * @param men the value for men, where it is known
 * @param districts the value by district, where it is known
 * @param control {@code own}, {@code shared} or {@code external}, where that is said
 * @param reported departments whose values were used
 * @param expected departments that are to report in the year
 */
public record IndicatorPicture(
        String id,
        Text title,
        Text unit,
        String measure,
        String rule,
        Optional<String> direction,
        Optional<Baseline> baseline,
        Optional<BigDecimal> target,
        Optional<Text> targetSource,
        boolean targetIsComparison,
        Optional<BigDecimal> ideal,
        Optional<BigDecimal> lower,
        Optional<BigDecimal> upper,
        BigDecimal tolerance,
        Optional<BigDecimal> value,
        Optional<BigDecimal> attainment,
        String level,
        Optional<Reason> reason,
        Optional<Trend> trend,
        Optional<BigDecimal> change,
        Optional<BigDecimal> women,
        Optional<BigDecimal> men,
        SortedMap<String, BigDecimal> districts,
        Optional<Comparison> comparison,
        Optional<String> control,
        List<String> reported,
        List<String> expected,
        List<Problem> problems) {

    public IndicatorPicture {
        districts = Collections.unmodifiableSortedMap(new TreeMap<>(districts));
        reported = List.copyOf(reported);
        expected = List.copyOf(expected);
        problems = List.copyOf(problems);
    }
}
