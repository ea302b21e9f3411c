package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.picture.GoalAreaPicture;

/**
 * The judgement of one goal area in one year: the middle of the three levels of the function.
 *
 * @param weight how much the goal area counts in the means above it
 * @param attainment exact, 0 to 1; empty when it cannot be assessed
 * @param coverage exact share of the due weight that was assessed; empty when nothing was due
 * @param picture the same as it is shown
 * @param observedThrough the greatest {@code observedAt} of the observations that its indicators rest on
 */
public record GoalAreaAssessment(
        BigDecimal weight,
        Optional<Fraction> attainment,
        Optional<Fraction> coverage,
        GoalAreaPicture picture,
        Optional<Instant> observedThrough) {}
