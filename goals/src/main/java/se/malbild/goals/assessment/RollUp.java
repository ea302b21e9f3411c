package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.GoalAreaForecast;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.Trend;

/** From indicators to a goal area, and from goal areas to what is above them. */
final class RollUp {
    private static final Reason NOTHING_DUE = new Reason(
            IndicatorAssessment.NOT_DUE,
            new Text("Inget nyckeltal mäts detta år.", "No indicator is to be measured this year."));
    private static final Reason NO_INDICATOR =
            new Reason("nothing-assessed", new Text("Inget nyckeltal kan bedömas.", "No indicator can be assessed."));
    private static final Reason NO_GOAL_AREA =
            new Reason("nothing-assessed", new Text("Inget målområde kan bedömas.", "No goal area can be assessed."));

    private final BigDecimal minimumCoverage;
    private final Levels levels;
    private final Set<String> ownIndicators;

    RollUp(GoalFramework framework, Levels levels) {
        this.minimumCoverage = framework.minimumCoverage();
        this.levels = levels;
        this.ownIndicators = framework.indicators().stream()
                .filter(indicator -> indicator.control().equals(Optional.of(Indicator.Control.OWN)))
                .map(Indicator::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the judgement of {@code area}; the parameters are those of {@link Assessment#goalArea}. */
    GoalAreaAssessment goalArea(
            GoalArea area, Map<String, IndicatorAssessment> thisYear, Map<String, IndicatorAssessment> yearBefore) {
        Tally tally = Tally.of(area.indicators(), thisYear, IndicatorAssessment::attainment);
        Optional<Fraction> coverage = tally.coverage();
        Optional<Fraction> judged = judged(tally);
        List<GoalAreaPicture.WeightedIndicator> parts = area.indicators().stream()
                .map(part -> new GoalAreaPicture.WeightedIndicator(
                        part.weight(), thisYear.get(part.indicator()).picture()))
                .toList();
        List<IndicatorPicture> indicators =
                parts.stream().map(GoalAreaPicture.WeightedIndicator::indicator).toList();
        Standing standing = new Standing(
                judged.map(Fraction::rounded),
                coverage.map(Fraction::rounded),
                levels.of(judged, coverage),
                judged.isPresent() ? Optional.empty() : Optional.of(whyNot(coverage, NO_INDICATOR)),
                levels.counts(indicators.stream().map(IndicatorPicture::level).toList()),
                weakest(indicators, IndicatorPicture::id, IndicatorPicture::attainment));
        return new GoalAreaAssessment(
                area.weight(),
                judged,
                coverage,
                new GoalAreaPicture(
                        area.id(),
                        area.statement(),
                        standing,
                        judged.map(mean -> new GoalAreaRobustness(area.indicators(), thisYear, this::levelOf)
                                .robustness(tally, ownIndicators::contains)),
                        trend(area, thisYear, yearBefore),
                        forecast(area, thisYear),
                        parts),
                area.indicators().stream()
                        .flatMap(part -> thisYear.get(part.indicator()).observedThrough().stream())
                        .max(Instant::compareTo));
    }

    private Optional<Fraction> judged(Tally tally) {
        return tally.attainment().filter(mean -> isEnough(tally.coverage()));
    }

    private String levelOf(Tally tally) {
        return levels.of(judged(tally), tally.coverage());
    }

    private Optional<GoalAreaForecast> forecast(GoalArea area, Map<String, IndicatorAssessment> thisYear) {
        boolean isForetold = area.indicators().stream()
                .anyMatch(part -> thisYear.get(part.indicator()).isForetold());
        return isForetold
                ? Optional.of(forecast(Tally.of(area.indicators(), thisYear, IndicatorAssessment::wholeYear)))
                : Optional.empty();
    }

    private GoalAreaForecast forecast(Tally wholeYear) {
        Optional<Fraction> judged = judged(wholeYear);
        Optional<Fraction> coverage = wholeYear.coverage();
        return new GoalAreaForecast(
                judged.map(Fraction::rounded),
                coverage.map(Fraction::rounded),
                levels.of(judged, coverage),
                judged.isPresent() ? Optional.empty() : Optional.of(whyNot(coverage, NO_INDICATOR)));
    }

    private static Optional<Trend> trend(
            GoalArea area, Map<String, IndicatorAssessment> thisYear, Map<String, IndicatorAssessment> yearBefore) {
        return GoalAreaTrend.of(
                        area,
                        id -> Optional.of(thisYear.get(id))
                                .filter(IndicatorAssessment::isComparable)
                                .flatMap(IndicatorAssessment::attainment),
                        id -> Optional.ofNullable(yearBefore.get(id)).flatMap(IndicatorAssessment::attainment))
                .map(GoalAreaTrend::trend);
    }

    /** Returns the standing of a strategic area, or of the organisation, that is made up of {@code goalAreas}. */
    Standing above(List<GoalAreaAssessment> goalAreas) {
        WeightedMean attainment = new WeightedMean();
        WeightedMean coverage = new WeightedMean();
        for (GoalAreaAssessment part : goalAreas) {
            Fraction weight = Fraction.of(part.weight());
            part.attainment().ifPresent(value -> attainment.add(value, weight));
            part.coverage()
                    .map(value -> part.attainment().isPresent() ? value : Fraction.ZERO)
                    .ifPresent(value -> coverage.add(value, weight));
        }
        Optional<Fraction> covered = coverage.mean();
        Optional<Fraction> judged = attainment.mean().filter(mean -> isEnough(covered));
        List<GoalAreaPicture> parts =
                goalAreas.stream().map(GoalAreaAssessment::picture).toList();
        return new Standing(
                judged.map(Fraction::rounded),
                covered.map(Fraction::rounded),
                levels.of(judged, covered),
                judged.isPresent() ? Optional.empty() : Optional.of(whyNot(covered, NO_GOAL_AREA)),
                levels.counts(
                        parts.stream().map(area -> area.standing().level()).toList()),
                weakest(parts, GoalAreaPicture::id, area -> area.standing().attainment()));
    }

    /** Ties go to the first; none is weakest when the lowest is 1. */
    private static <T> Optional<String> weakest(
            List<T> parts, Function<T, String> id, Function<T, Optional<BigDecimal>> attainment) {
        return parts.stream()
                .filter(part -> attainment.apply(part).isPresent())
                .reduce((a, b) -> attainment
                                        .apply(b)
                                        .orElseThrow()
                                        .compareTo(attainment.apply(a).orElseThrow())
                                < 0
                        ? b
                        : a)
                .filter(part -> attainment.apply(part).orElseThrow().compareTo(BigDecimal.ONE) < 0)
                .map(id);
    }

    /** The coverage counts as it is shown. */
    private boolean isEnough(Optional<Fraction> coverage) {
        return coverage.filter(share -> share.rounded().compareTo(minimumCoverage) >= 0)
                .isPresent();
    }

    private Reason whyNot(Optional<Fraction> coverage, Reason nothingAssessed) {
        if (coverage.isEmpty()) {
            return NOTHING_DUE;
        }
        if (isEnough(coverage)) {
            return nothingAssessed;
        }
        String covered = coverage.get().rounded().toPlainString();
        String least = minimumCoverage.toPlainString();
        return new Reason(
                "coverage-below-minimum",
                new Text(
                        "Täckningen är " + covered + " och minst " + least + " krävs.",
                        "The coverage is " + covered + " and at least " + least + " is required."));
    }
}
