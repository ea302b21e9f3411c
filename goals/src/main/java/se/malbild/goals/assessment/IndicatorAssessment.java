package se.malbild.goals.assessment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * The judgement of one indicator in one year: the lowest of the three levels of the function.
 *
 * @param attainment exact, 0 to 1; empty when it could not be determined
 * @param wholeYear the attainment, exact, that the whole year is expected to have: that of the forecast, or of the outcome
 *     when it is of the whole year; empty when there is neither
 * @param isComparable whether the attainment can be set beside that of the year before: no break lies between
 * @param picture the same as it is shown
 * @param observedThrough the greatest {@code observedAt} of the observations it rests on
 * @param observations the winners of the year's cells, outcomes and forecasts, in the order of the cells
 * @param outcomes what of the outcomes may be shown
 * @param forecasts what of the forecasts may be shown
 */
public record IndicatorAssessment(
        Optional<Fraction> attainment,
        Optional<Fraction> wholeYear,
        boolean isComparable,
        IndicatorPicture picture,
        Optional<Instant> observedThrough,
        List<Winner> observations,
        Disclosure outcomes,
        Disclosure forecasts) {

    /** The status of a year in which the indicator is not to be measured. */
    public static final String NOT_DUE = "not-due";
    /** The status of what nobody has measured. */
    public static final String NOT_MEASURED = "not-measured";
    /** The status of what was measured but cannot be judged. */
    public static final String NOT_ASSESSED = "not-assessed";

    public IndicatorAssessment {
        observations = List.copyOf(observations);
    }

    boolean isDue() {
        return !picture.level().equals(NOT_DUE);
    }

    boolean isForetold() {
        return isDue() && picture.forecast().isPresent();
    }
}
