package se.malbild.goals.advice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.RuleAssessment;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.Control;

/** Looks at the goal areas: what each rests on, and whether it can be assessed. */
final class GoalAreaAdvice {
    private final GoalFramework framework;
    private final Map<String, Indicator> indicators;

    private GoalAreaAdvice(GoalFramework framework) {
        this.framework = framework;
        this.indicators = framework.indicatorsById();
    }

    static Stream<FrameworkWarning> of(GoalFramework framework) {
        GoalAreaAdvice advice = new GoalAreaAdvice(framework);
        return framework.goalAreas().stream().flatMap(advice::about);
    }

    private Stream<FrameworkWarning> about(GoalArea area) {
        return Stream.concat(
                Stream.of(
                                singleIndicator(area),
                                noOwnControl(area),
                                dominantIndicator(area),
                                dominantGoalArea(area),
                                unreachableCoverage(area))
                        .flatMap(Optional::stream),
                meansNotFollowed(area));
    }

    private static Optional<FrameworkWarning> singleIndicator(GoalArea area) {
        String first = area.indicators().get(0).indicator();
        return Optional.of(warning(
                        WarningKind.SINGLE_INDICATOR,
                        area,
                        "Hela bedömningen vilar på " + first + ".",
                        "The whole assessment rests on " + first + "."))
                .filter(warning -> area.indicators().size() == 1);
    }

    private Optional<FrameworkWarning> noOwnControl(GoalArea area) {
        return Optional.of(warning(
                        WarningKind.NO_OWN_CONTROL,
                        area,
                        "Inget av nyckeltalen är något som kommunen själv råder över (control: own).",
                        "None of the indicators is something that the municipality itself controls (control: own)."))
                .filter(warning -> area.indicators().stream()
                        .map(part -> indicators.get(part.indicator()).control())
                        .noneMatch(control -> control.equals(Optional.of(Control.OWN))));
    }

    private static Optional<FrameworkWarning> dominantIndicator(GoalArea area) {
        List<BigDecimal> weights =
                area.indicators().stream().map(WeightedIndicator::weight).toList();
        return area.indicators().stream()
                .filter(part -> outweighs(part.weight(), weights))
                .findFirst()
                .map(part -> warning(
                        WarningKind.DOMINANT_INDICATOR,
                        area,
                        part.indicator() + " väger " + part.weight() + " av " + sum(weights) + ".",
                        part.indicator() + " weighs " + part.weight() + " of " + sum(weights) + "."));
    }

    private Optional<FrameworkWarning> dominantGoalArea(GoalArea area) {
        List<BigDecimal> weights =
                framework.goalAreas().stream().map(GoalArea::weight).toList();
        return Optional.of(warning(
                        WarningKind.DOMINANT_GOAL_AREA,
                        area,
                        "Målområdet väger " + area.weight() + " av " + sum(weights) + ".",
                        "The goal area weighs " + area.weight() + " of " + sum(weights) + "."))
                .filter(warning -> outweighs(area.weight(), weights));
    }

    /** Tells whether {@code weight}, which is one of {@code weights}, is more than the others, where there are any. */
    private static boolean outweighs(BigDecimal weight, List<BigDecimal> weights) {
        return weights.size() > 1 && weight.compareTo(sum(weights).subtract(weight)) > 0;
    }

    private static BigDecimal sum(List<BigDecimal> weights) {
        return weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<FrameworkWarning> meansNotFollowed(GoalArea area) {
        return area.means().stream()
                .filter(means -> means.followedBy().isEmpty())
                .map(means -> warning(
                        WarningKind.MEANS_NOT_FOLLOWED,
                        area,
                        "Inget nyckeltal följer: " + means.text().sv(),
                        "No indicator follows: " + means.text().en()));
    }

    private Optional<FrameworkWarning> unreachableCoverage(GoalArea area) {
        List<Text> years = new ArrayList<>();
        framework
                .years()
                .forEach(year -> whyNever(area, year)
                        .ifPresent(why ->
                                years.add(new Text(year + " (" + why.sv() + ")", year + " (" + why.en() + ")"))));
        return Optional.of(warning(
                        WarningKind.UNREACHABLE_COVERAGE,
                        area,
                        "Kan inte bedömas " + years.stream().map(Text::sv).collect(Collectors.joining(", ")) + ".",
                        "Cannot be assessed in " + years.stream().map(Text::en).collect(Collectors.joining(", "))
                                + "."))
                .filter(warning -> !years.isEmpty());
    }

    /** Returns why the goal area cannot be assessed in {@code year} even when everything is reported. */
    private Optional<Text> whyNever(GoalArea area, int year) {
        List<WeightedIndicator> due = area.indicators().stream()
                .filter(part -> indicators.get(part.indicator()).dueYears().contains(year))
                .toList();
        if (due.isEmpty()) {
            return Optional.of(new Text("inget nyckeltal mäts", "no indicator is measured"));
        }
        List<WeightedIndicator> judged = due.stream()
                .filter(part -> RuleAssessment.canJudge(indicators.get(part.indicator()), year))
                .toList();
        BigDecimal coverage =
                Fraction.of(weight(judged)).dividedBy(Fraction.of(weight(due))).rounded();
        return judged.isEmpty() || coverage.compareTo(framework.minimumCoverage()) < 0
                ? Optional.of(new Text(
                        judged.size() + " av " + due.size() + " nyckeltal går att bedöma",
                        judged.size() + " of " + due.size() + " indicators can be judged"))
                : Optional.empty();
    }

    private static BigDecimal weight(List<WeightedIndicator> parts) {
        return sum(parts.stream().map(WeightedIndicator::weight).toList());
    }

    private static FrameworkWarning warning(WarningKind kind, GoalArea area, String sv, String en) {
        return new FrameworkWarning(kind, area.id(), area.statement(), new Text(sv, en));
    }
}
