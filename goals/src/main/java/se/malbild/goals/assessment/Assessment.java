package se.malbild.goals.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Reporters;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Trend;

/**
 * The function from a framework and the observations to pictures, as pure as arithmetic: no clock, no chance, no order.
 * Its three levels, {@link #indicator}, {@link #goalArea} and {@link #picture(int, List, Optional)}, can be called one by
 * one, so that a caller that keeps the lower ones needs to compute again only what changed.
 */
public final class Assessment {
    private static final Fraction UNCHANGED_WITHIN = Fraction.of(new BigDecimal("0.05"));

    private final GoalFramework framework;
    private final Departments departments;

    public Assessment(GoalFramework framework) {
        this.framework = framework;
        this.departments = new Departments(framework);
    }

    /** Returns the whole picture of {@code year}, all levels computed anew. */
    public Picture picture(int year, Observed observed) {
        Map<String, IndicatorAssessment> thisYear = indicators(year, observed);
        Map<String, IndicatorAssessment> yearBefore =
                year > framework.from() ? indicators(year - 1, observed) : Map.of();
        List<GoalAreaAssessment> goalAreas = framework.goalAreas().stream()
                .map(area -> goalArea(area, thisYear, yearBefore))
                .toList();
        return picture(year, goalAreas, observedThrough(thisYear.values()));
    }

    private Map<String, IndicatorAssessment> indicators(int year, Observed observed) {
        Map<String, IndicatorAssessment> assessed = new HashMap<>();
        framework.indicators().forEach(indicator -> assessed.put(indicator.id(), indicator(indicator, year, observed)));
        return assessed;
    }

    /** Returns the greatest {@code observedThrough} of {@code assessments}. */
    public static Optional<Instant> observedThrough(Collection<IndicatorAssessment> assessments) {
        return assessments.stream()
                .flatMap(assessment -> assessment.observedThrough().stream())
                .max(Instant::compareTo);
    }

    /**
     * Returns the judgement of {@code indicator} in {@code year}. It rests on the cells of the years that
     * {@link Indicator#yearsBehind} names and the framework covers, and on no others.
     */
    public IndicatorAssessment indicator(Indicator indicator, int year, Observed observed) {
        Map<Integer, YearValue> read = new HashMap<>();
        IntFunction<YearValue> values = of -> read.computeIfAbsent(
                of,
                key -> new YearValue(
                        indicator,
                        key,
                        departments,
                        new YearCells(framework.covers(key) ? observed.cells(indicator.series(), key) : List.of())));
        YearValue now = values.apply(year);
        YearValue before = values.apply(year - 1);
        RuleAssessment rule = new RuleAssessment(indicator, year);
        boolean due = indicator.dueYears().contains(year);
        Outcome<Quantity> value = now.value();
        Optional<Quantity> valueBefore = before.value().asOptional();
        Outcome<Fraction> attainment = due
                ? value.then(quantity -> rule.attainment(quantity.exact()))
                : Outcome.notMeasured(
                        IndicatorAssessment.NOT_DUE, "Mäts inte " + year + ".", "Not to be measured in " + year + ".");
        Optional<Trend> trend = both(value.asOptional().filter(quantity -> due), valueBefore)
                .flatMap(pair -> rule.trend(pair.now().exact(), pair.before().exact()));
        Optional<BigDecimal> change = both(value.asOptional(), valueBefore)
                .filter(pair -> indicator.breakBetween(year - 1, year).isEmpty())
                .map(pair -> pair.now().exact().minus(pair.before().exact()).rounded());
        List<Problem> problems = new ArrayList<>(now.problems());
        indicator
                .rule()
                .baseline()
                .flatMap(baseline -> baselineDiffers(baseline, values.apply(baseline.year())))
                .ifPresent(problems::add);
        IndicatorPicture picture = new IndicatorPicture(
                indicator.id(),
                indicator.title(),
                indicator.unit(),
                Word.of(indicator.measure()),
                indicator.control().map(Word::of),
                indicator.comparison(),
                RulePicture.of(indicator.rule(), year),
                value.asOptional().map(Quantity::shown),
                attainment.asOptional().map(Fraction::rounded),
                level(due, attainment),
                reason(attainment),
                new Development(trend, change),
                new Divisions(now.shown(Gender.WOMEN), now.shown(Gender.MEN), now.shownDistricts()),
                new Reporters(now.reported(), now.expected()),
                problems);
        return new IndicatorAssessment(
                attainment.asOptional(), picture, observedThrough(indicator, year, values), now.outcomes());
    }

    private static Optional<Instant> observedThrough(Indicator indicator, int year, IntFunction<YearValue> values) {
        return indicator.yearsBehind(year).stream()
                .flatMap(of -> values.apply(of).outcomes().stream())
                .map(winner -> winner.observation().observedAt())
                .max(Instant::compareTo);
    }

    private static Optional<Problem> baselineDiffers(Rule.Baseline baseline, YearValue measured) {
        return measured.value()
                .asOptional()
                .filter(quantity -> quantity.exact()
                                .rounded()
                                .compareTo(Fraction.of(baseline.value()).rounded())
                        != 0)
                .map(quantity -> {
                    String literal = baseline.value().toPlainString();
                    String known = quantity.shown().toPlainString();
                    return new Problem(
                            "baseline-differs",
                            new Text(
                                    "Utgångsvärdet " + baseline.year() + " är " + literal
                                            + " i styrmodellen, men utfallet är nu " + known + ".",
                                    "The baseline of " + baseline.year() + " is " + literal
                                            + " in the framework, but the outcome is now " + known + "."),
                            quantity.eventId());
                });
    }

    /**
     * Returns the judgement of {@code area} in one year.
     *
     * @param thisYear the year's judgements by indicator id, for all indicators of the area
     * @param yearBefore the same of the year before; empty when that is not in the period
     */
    public GoalAreaAssessment goalArea(
            GoalArea area, Map<String, IndicatorAssessment> thisYear, Map<String, IndicatorAssessment> yearBefore) {
        WeightedMean attainment = new WeightedMean();
        Fraction due = Fraction.ZERO;
        Map<String, Integer> levels = noCounts();
        for (GoalArea.WeightedIndicator part : area.indicators()) {
            IndicatorAssessment indicator = thisYear.get(part.indicator());
            Fraction weight = Fraction.of(part.weight());
            indicator.attainment().ifPresent(value -> attainment.add(value, weight));
            if (indicator.isDue()) {
                due = due.plus(weight);
            }
            levels.merge(indicator.picture().level(), 1, Integer::sum);
        }
        Optional<Fraction> coverage = due.signum() == 0
                ? Optional.empty()
                : Optional.of(attainment.weight().dividedBy(due));
        boolean enough =
                coverage.isPresent() && coverage.get().compareTo(Fraction.of(framework.minimumCoverage())) >= 0;
        Optional<Fraction> judged = attainment.mean().filter(mean -> enough);
        Optional<Reason> reason = judged.isPresent() ? Optional.empty() : Optional.of(whyNot(coverage));
        Standing standing = new Standing(
                judged.map(Fraction::rounded),
                coverage.map(Fraction::rounded),
                level(judged, coverage),
                reason,
                levels,
                weakest(
                        area.indicators().stream()
                                .map(part -> thisYear.get(part.indicator()).picture())
                                .toList(),
                        IndicatorPicture::id,
                        IndicatorPicture::attainment));
        GoalAreaPicture picture = new GoalAreaPicture(
                area.id(),
                area.statement(),
                standing,
                trend(area, thisYear, yearBefore),
                area.indicators().stream()
                        .map(part -> new GoalAreaPicture.WeightedIndicator(
                                part.weight(), thisYear.get(part.indicator()).picture()))
                        .toList());
        return new GoalAreaAssessment(area.weight(), judged, coverage, picture);
    }

    private Reason whyNot(Optional<Fraction> coverage) {
        if (coverage.isEmpty()) {
            return new Reason(
                    IndicatorAssessment.NOT_DUE,
                    new Text("Inget nyckeltal mäts detta år.", "No indicator is to be measured this year."));
        }
        if (framework.minimumCoverage().signum() == 0) {
            return new Reason(
                    "nothing-assessed",
                    new Text(
                            "Kan inte bedömas: inget nyckeltal kan bedömas.",
                            "Cannot be assessed: no indicator can be assessed."));
        }
        String least = framework.minimumCoverage().toPlainString();
        return new Reason(
                "coverage-below-minimum",
                new Text(
                        "Kan inte bedömas: täckningen är "
                                + coverage.get().rounded().toPlainString() + " och minst " + least + " krävs.",
                        "Cannot be assessed: the coverage is "
                                + coverage.get().rounded().toPlainString() + " and at least " + least
                                + " is required."));
    }

    private static Optional<Trend> trend(
            GoalArea area, Map<String, IndicatorAssessment> thisYear, Map<String, IndicatorAssessment> yearBefore) {
        WeightedMean now = new WeightedMean();
        WeightedMean before = new WeightedMean();
        for (GoalArea.WeightedIndicator part : area.indicators()) {
            Optional<Fraction> earlier =
                    Optional.ofNullable(yearBefore.get(part.indicator())).flatMap(IndicatorAssessment::attainment);
            both(thisYear.get(part.indicator()).attainment(), earlier).ifPresent(pair -> {
                now.add(pair.now(), Fraction.of(part.weight()));
                before.add(pair.before(), Fraction.of(part.weight()));
            });
        }
        return both(now.mean(), before.mean()).map(pair -> {
            Fraction gain = pair.now().minus(pair.before());
            if (gain.abs().compareTo(UNCHANGED_WITHIN) <= 0) {
                return Trend.UNCHANGED;
            }
            return gain.signum() > 0 ? Trend.IMPROVED : Trend.WORSENED;
        });
    }

    /**
     * Returns the picture of {@code year} from the judgements of all goal areas.
     *
     * @param goalAreas in the order of the framework
     * @param observedThrough see {@link #observedThrough(Collection)}
     */
    public Picture picture(int year, List<GoalAreaAssessment> goalAreas, Optional<Instant> observedThrough) {
        List<StrategicAreaPicture> areas = new ArrayList<>();
        int next = 0;
        for (StrategicArea area : framework.strategicAreas()) {
            List<GoalAreaAssessment> parts =
                    goalAreas.subList(next, next + area.goalAreas().size());
            next += parts.size();
            areas.add(new StrategicAreaPicture(
                    area.id(),
                    area.title(),
                    standing(parts),
                    parts.stream().map(GoalAreaAssessment::picture).toList()));
        }
        return new Picture(
                framework.organisation(),
                framework.id(),
                framework.version(),
                year,
                framework.title(),
                framework.notice(),
                observedThrough,
                standing(goalAreas),
                framework.scale(),
                areas);
    }

    private Standing standing(List<GoalAreaAssessment> parts) {
        WeightedMean attainment = new WeightedMean();
        WeightedMean coverage = new WeightedMean();
        Map<String, Integer> levels = noCounts();
        for (GoalAreaAssessment part : parts) {
            Fraction weight = Fraction.of(part.weight());
            part.attainment().ifPresent(value -> attainment.add(value, weight));
            part.coverage().ifPresent(value -> coverage.add(value, weight));
            levels.merge(part.picture().standing().level(), 1, Integer::sum);
        }
        Optional<Reason> reason = attainment.mean().isPresent()
                ? Optional.empty()
                : Optional.of(
                        coverage.mean().isEmpty()
                                ? whyNot(Optional.empty())
                                : new Reason(
                                        "nothing-assessed",
                                        new Text(
                                                "Kan inte bedömas: inget målområde kan bedömas.",
                                                "Cannot be assessed: no goal area can be assessed.")));
        return new Standing(
                attainment.mean().map(Fraction::rounded),
                coverage.mean().map(Fraction::rounded),
                level(attainment.mean(), coverage.mean()),
                reason,
                levels,
                weakest(
                        parts.stream().map(GoalAreaAssessment::picture).toList(),
                        GoalAreaPicture::id,
                        area -> area.standing().attainment()));
    }

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

    private Map<String, Integer> noCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        framework.scale().levels().forEach(level -> counts.put(level.id(), 0));
        counts.put(IndicatorAssessment.NOT_DUE, 0);
        counts.put(IndicatorAssessment.NOT_MEASURED, 0);
        counts.put(IndicatorAssessment.NOT_ASSESSED, 0);
        return counts;
    }

    private String level(boolean due, Outcome<Fraction> attainment) {
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

    private String level(Optional<Fraction> attainment, Optional<Fraction> coverage) {
        return attainment
                .map(this::levelOf)
                .orElse(coverage.isEmpty() ? IndicatorAssessment.NOT_DUE : IndicatorAssessment.NOT_ASSESSED);
    }

    private String levelOf(Fraction attainment) {
        return framework.scale().levelOf(attainment.rounded()).id();
    }

    private static Optional<Reason> reason(Outcome<Fraction> attainment) {
        if (attainment instanceof Outcome.NotMeasured<Fraction> none) {
            return Optional.of(none.reason());
        }
        return attainment instanceof Outcome.NotAssessed<Fraction> none ? Optional.of(none.reason()) : Optional.empty();
    }

    private record Pair<T>(T now, T before) {}

    private static <T> Optional<Pair<T>> both(Optional<T> now, Optional<T> before) {
        return now.flatMap(a -> before.map(b -> new Pair<>(a, b)));
    }
}
