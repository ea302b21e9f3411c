package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;
import se.malbild.goals.picture.Robustness;
import se.malbild.goals.picture.Robustness.DecisiveIndicator;

/**
 * How far the level of a goal area depends on its indicators and their weights: they are weighed together again, changed.
 *
 * @param parts the indicators of the goal area with their weights
 * @param indicators their judgements by indicator id
 * @param level the level or status of what indicators come to together
 */
record GoalAreaRobustness(
        List<WeightedIndicator> parts, Map<String, IndicatorAssessment> indicators, Function<Tally, String> level) {

    /**
     * Returns the levels that the goal area would have.
     *
     * @param all what {@code parts} come to
     * @param isOwn tells whether the municipality itself controls the indicator with an id
     */
    Robustness robustness(Tally all, Predicate<String> isOwn) {
        List<WeightedIndicator> own =
                parts.stream().filter(part -> isOwn.test(part.indicator())).toList();
        return new Robustness(
                decisive(all),
                levelOf(equallyWeighted()),
                own.isEmpty() ? Optional.empty() : Optional.of(levelOf(own)));
    }

    private List<DecisiveIndicator> decisive(Tally all) {
        String now = level.apply(all);
        return parts.stream()
                .map(part -> new DecisiveIndicator(part.indicator(), level.apply(all.without(tally(part)))))
                .filter(without -> !without.level().equals(now))
                .toList();
    }

    private List<WeightedIndicator> equallyWeighted() {
        return parts.stream()
                .map(part -> new WeightedIndicator(part.indicator(), BigDecimal.ONE))
                .toList();
    }

    private Tally tally(WeightedIndicator part) {
        return Tally.of(part, indicators.get(part.indicator()), IndicatorAssessment::attainment);
    }

    private String levelOf(List<WeightedIndicator> changed) {
        return level.apply(Tally.of(changed, indicators, IndicatorAssessment::attainment));
    }
}
