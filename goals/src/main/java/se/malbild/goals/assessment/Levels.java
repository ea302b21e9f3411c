package se.malbild.goals.assessment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.Scale;

/** What a result is called: a level of the framework's scale, or the status of what has no attainment. */
final class Levels {
    private final Scale scale;

    Levels(Scale scale) {
        this.scale = scale;
    }

    /** Returns the level or status of an indicator. */
    String of(boolean due, Outcome<Fraction> attainment) {
        if (!due) {
            return IndicatorAssessment.NOT_DUE;
        }
        if (attainment instanceof Outcome.Found<Fraction> found) {
            return levelOf(found.result());
        }
        return attainment instanceof Outcome.NotMeasured<Fraction>
                ? IndicatorAssessment.NOT_MEASURED
                : IndicatorAssessment.NOT_ASSESSED;
    }

    /** Returns the level or status of what is made up of parts; it has no coverage when none of them was due. */
    String of(Optional<Fraction> attainment, Optional<Fraction> coverage) {
        return attainment
                .map(this::levelOf)
                .orElse(coverage.isEmpty() ? IndicatorAssessment.NOT_DUE : IndicatorAssessment.NOT_ASSESSED);
    }

    /** Returns how many of the parts have each level and status, in the order of the scale. */
    Map<String, Integer> counts(Iterable<String> parts) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        scale.levels().forEach(level -> counts.put(level.id(), 0));
        counts.put(IndicatorAssessment.NOT_DUE, 0);
        counts.put(IndicatorAssessment.NOT_MEASURED, 0);
        counts.put(IndicatorAssessment.NOT_ASSESSED, 0);
        parts.forEach(part -> counts.merge(part, 1, Integer::sum));
        return counts;
    }

    private String levelOf(Fraction attainment) {
        return scale.levelOf(attainment.rounded()).id();
    }
}
