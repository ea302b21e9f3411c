package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.Fraction;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Trend;
import se.malbild.report.words.IndicatorNumbers;

/**
 * How an indicator's attainment and trend come about in the subject's year, with the numbers written out. They have the
 * indicator's own decimals, or some more where the sum would not come out right with these.
 */
public record IndicatorSum(IndicatorYears indicator) {
    /**
     * What a rule makes of the value.
     *
     * @param numbers how they are written
     * @param lines the computation
     * @param said what follows from it
     */
    private record Judgement(IndicatorNumbers numbers, List<SumLine> lines, String said) {}

    /** One difference divided by another. */
    private record Quotient(Difference part, Difference whole) {
        BigDecimal result() {
            return Fraction.of(part.result())
                    .dividedBy(Fraction.of(whole.result()))
                    .rounded();
        }

        Quotient rounded(int decimals) {
            return new Quotient(part.rounded(decimals), whole.rounded(decimals));
        }
    }

    /** Returns the computation of the attainment, as far as it could be computed. */
    public List<SumLine> attainment() {
        IndicatorPicture now = indicator.now();
        Judgement judgement = now.value()
                .filter(value -> now.attainment().isPresent())
                .map(this::judgement)
                .orElseGet(() -> new Judgement(indicator.numbers(), List.of(), ""));
        List<SumLine> lines = new ArrayList<>();
        now.value().flatMap(this::disparity).ifPresent(lines::add);
        lines.addAll(given(judgement.numbers()));
        lines.addAll(judgement.lines());
        tolerance().ifPresent(lines::add);
        now.attainment()
                .ifPresent(share -> lines.add(new SumLine(
                        say("Måluppfyllelse", "Attainment"),
                        indicator.subject().percent(share).shown(),
                        judgement.said())));
        return lines;
    }

    /** Returns the comparison with the latest earlier year that was due; empty when there is no trend. */
    public List<SumLine> trend() {
        IndicatorPicture now = indicator.now();
        Development development = now.development();
        if (now.value().isEmpty()
                || indicator.trend().isEmpty()
                || development.change().isEmpty()) {
            return List.of();
        }
        int year = indicator.subject().year();
        int earlier = development.changeSince().orElseThrow();
        BigDecimal value = now.value().get();
        BigDecimal before = value.subtract(development.change().get());
        Difference gain = gain(before, value);
        BigDecimal tolerance =
                rule() instanceof Rule.Hold ? BigDecimal.ZERO : now.rule().tolerance();
        IndicatorNumbers numbers = numbersFor(gain, tolerance, gain::isRightWith);
        List<SumLine> lines = new ArrayList<>();
        lines.add(new SumLine(say("Utfall ", "Outcome ") + earlier, numbers.withUnit(before)));
        lines.add(new SumLine(say("Utfall ", "Outcome ") + year, numbers.withUnit(value)));
        lines.add(new SumLine(
                say("Bättre (+) eller sämre (−) än ", "Better (+) or worse (−) than ") + earlier,
                gain.signed(numbers),
                betterIs()));
        if (tolerance.signum() > 0) {
            tolerance().ifPresent(lines::add);
        }
        lines.add(new SumLine(
                say("Utveckling", "Trend"),
                indicator.trend().orElseThrow(),
                indicator.subject().words().byTolerance(development.trend().get(), tolerance.signum() > 0)));
        return lines;
    }

    private String say(String sv, String en) {
        return indicator.subject().words().say(sv, en);
    }

    private Rule rule() {
        return indicator.definition().rule();
    }

    /** Returns the difference that is judged, where it is one, or the quotient. */
    private Optional<SumLine> disparity(BigDecimal value) {
        Divisions divisions = indicator.now().divisions();
        String name = indicator.subject().words().measure(indicator.now().measure());
        return switch (indicator.definition().measure()) {
            case TOTAL -> Optional.empty();
            case GAP_GENDER ->
                divisions
                        .women()
                        .flatMap(women -> divisions
                                .men()
                                .map(men -> new SumLine(name, unsigned(Difference.between(women, men)))));
            case RATIO_GENDER ->
                divisions
                        .women()
                        .flatMap(women -> divisions.men().map(men -> new SumLine(name, division(women, men, value))));
            case GAP_DISTRICT -> districtGap(name);
        };
    }

    /** Returns the division with the decimals of the groups, or as many more as it takes to come out right. */
    private String division(BigDecimal women, BigDecimal men, BigDecimal value) {
        String result = indicator.numbers().value(value).shown();
        IndicatorNumbers groups = indicator.groupNumbers();
        int most = Math.max(groups.decimals(), Math.max(scale(women), scale(men)));
        IndicatorNumbers numbers = groups.with(IntStream.range(groups.decimals(), most)
                .filter(decimals -> {
                    Quotient written = new Quotient(
                                    new Difference(women, BigDecimal.ZERO), new Difference(men, BigDecimal.ZERO))
                            .rounded(decimals);
                    return written.whole().result().signum() != 0
                            && indicator
                                    .numbers()
                                    .value(written.result())
                                    .shown()
                                    .equals(result);
                })
                .findFirst()
                .orElse(most));
        return numbers.value(women).shown() + " ÷ " + numbers.value(men).shown() + " = "
                + indicator.numbers().withUnit(value);
    }

    private static int scale(BigDecimal number) {
        return Fraction.plain(number).scale();
    }

    private Optional<SumLine> districtGap(String name) {
        return indicator
                .districtExtremes()
                .map(of -> new SumLine(
                        name,
                        unsigned(new Difference(of.most(), of.least())),
                        say("högst: ", "highest: ") + of.highest() + say("; lägst: ", "; lowest: ") + of.lowest()));
    }

    private String unsigned(Difference difference) {
        return difference.unsigned(numbersFor(difference, BigDecimal.ZERO, difference::isRightWith));
    }

    private List<SumLine> given(IndicatorNumbers numbers) {
        RulePicture rule = indicator.now().rule();
        int year = indicator.subject().year();
        return Stream.of(
                        Optional.of(new SumLine(
                                say("Utfall ", "Outcome ") + year,
                                indicator.now().value().map(numbers::withUnit).orElse(say("inget värde", "no value")))),
                        rule.baseline()
                                .map(from -> new SumLine(
                                        say("Utgångsvärde ", "Baseline ") + from.year(),
                                        numbers.withUnit(from.value()))),
                        rule.target().map(target -> new SumLine(indicator.targetName(), numbers.withUnit(target))),
                        rule.ideal().map(ideal -> new SumLine(say("Önskat läge", "Ideal"), numbers.withUnit(ideal))),
                        rule.lower()
                                .map(bound -> new SumLine(say("Undre gräns", "Lower bound"), numbers.withUnit(bound))),
                        rule.upper()
                                .map(bound -> new SumLine(say("Övre gräns", "Upper bound"), numbers.withUnit(bound))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<SumLine> tolerance() {
        return Optional.of(indicator.now().rule().tolerance())
                .filter(tolerance -> tolerance.signum() > 0)
                .map(tolerance -> new SumLine(
                        rule() instanceof Rule.Hold ? say("Marginal", "Margin") : say("Tolerans", "Tolerance"),
                        indicator.numbers().tolerance(tolerance)));
    }

    private Judgement judgement(BigDecimal value) {
        if (rule() instanceof Rule.Reach reach) {
            return reach(reach, value);
        }
        if (rule() instanceof Rule.Improve improve) {
            return improve(improve, value);
        }
        return rule() instanceof Rule.Approach approach ? approach(approach, value) : hold((Rule.Hold) rule(), value);
    }

    private Judgement improve(Rule.Improve improve, BigDecimal value) {
        Difference gain = gain(improve.from().value(), value);
        IndicatorNumbers numbers = numbersFor(gain, improve.tolerance(), gain::isRightWith);
        SumLine line = new SumLine(
                say("Bättre (+) eller sämre (−) än utgångsvärdet", "Better (+) or worse (−) than the baseline"),
                gain.signed(numbers),
                betterIs());
        Trend trend = Trend.of(Fraction.of(gain.result()), Fraction.of(improve.tolerance()));
        return new Judgement(numbers, List.of(line), against(trend, improve.tolerance()));
    }

    private Judgement reach(Rule.Reach reach, BigDecimal value) {
        BigDecimal target = reach.target(indicator.subject().year()).orElseThrow();
        Difference gain = gain(reach.direction(), target, value);
        boolean isReached = gain.result().signum() >= 0;
        Optional<Quotient> part = reach.baseline()
                .filter(this::isComparable)
                .map(Baseline::value)
                .map(baseline -> new Quotient(
                        gain(reach.direction(), baseline, value), gain(reach.direction(), baseline, target)))
                .filter(covered -> !isReached && covered.whole().result().signum() > 0);
        IndicatorNumbers numbers = numbersFor(
                gain,
                reach.tolerance(),
                decimals -> gain.isRightWith(decimals)
                        && part.map(covered -> isRightWith(covered, decimals)).orElse(true));
        List<SumLine> lines = new ArrayList<>();
        lines.add(new SumLine(
                say("Bättre (+) eller sämre (−) än ", "Better (+) or worse (−) than ")
                        + indicator.rule().comparedWith(),
                gain.signed(numbers),
                betterIs()));
        part.ifPresent(covered -> lines.add(new SumLine(
                say("Del av vägen från utgångsvärdet", "Part of the way from the baseline"),
                covered.part().bracketed(numbers) + " ÷ " + covered.whole().bracketed(numbers) + " = "
                        + percent(covered),
                leastIsNothing(covered))));
        return new Judgement(
                numbers, lines, isReached ? say("minst lika bra", "at least as good") : least(gain, reach));
    }

    private boolean isComparable(Baseline baseline) {
        return indicator
                .definition()
                .breakBetween(baseline.year(), indicator.subject().year())
                .isEmpty();
    }

    private String least(Difference gain, Rule.Reach reach) {
        boolean isWithin = gain.result().abs().compareTo(reach.tolerance()) <= 0;
        return isWithin
                ? say("sämre med högst toleransen ger minst ", "worse by at most the tolerance gives at least ")
                        + indicator.subject().percent(new BigDecimal("0.5")).shown()
                : "";
    }

    private Judgement approach(Rule.Approach approach, BigDecimal value) {
        BigDecimal target = approach.target(indicator.subject().year()).orElseThrow();
        Difference now = Difference.between(value, target);
        Difference atStart = Difference.between(approach.from().value(), target);
        boolean isClose = now.result().compareTo(approach.tolerance()) <= 0;
        Optional<Quotient> part = Optional.of(new Quotient(
                        new Difference(atStart.result(), now.result()),
                        new Difference(atStart.result(), BigDecimal.ZERO)))
                .filter(covered -> !isClose && atStart.result().signum() > 0);
        IndicatorNumbers numbers = numbersFor(
                now,
                approach.tolerance(),
                decimals -> now.isRightWith(decimals)
                        && atStart.isRightWith(decimals)
                        && part.map(covered -> isRightWith(covered, decimals)).orElse(true));
        String compared = indicator.rule().comparedWith();
        List<SumLine> lines = new ArrayList<>();
        lines.add(new SumLine(say("Avstånd till ", "Distance to ") + compared, now.unsigned(numbers)));
        if (!isClose) {
            lines.add(new SumLine(
                    say("Utgångsvärdets avstånd till ", "The baseline's distance to ") + compared,
                    atStart.unsigned(numbers)));
        }
        part.ifPresent(covered -> lines.add(new SumLine(
                say("Del av avståndet som har tagits in", "Part of the distance that has been covered"),
                covered.part().bracketed(numbers) + " ÷ "
                        + numbers.value(atStart.result()).shown() + " = " + percent(covered),
                leastIsNothing(covered))));
        return new Judgement(numbers, lines, isClose ? say("så nära räcker", "that is close enough") : "");
    }

    private Judgement hold(Rule.Hold hold, BigDecimal value) {
        Difference outside = outside(hold, value);
        if (outside.result().signum() == 0) {
            return new Judgement(indicator.numbers(), List.of(), say("inom gränserna", "within the bounds"));
        }
        IndicatorNumbers numbers = numbersFor(outside, hold.margin(), outside::isRightWith);
        boolean isNear = outside.result().compareTo(hold.margin()) <= 0;
        return new Judgement(
                numbers,
                List.of(new SumLine(say("Utanför gränserna", "Outside the bounds"), outside.unsigned(numbers))),
                isNear
                        ? say("högst marginalen utanför", "outside by at most the margin")
                        : say("utanför", "outside")
                                + (hold.margin().signum() > 0
                                        ? say(" med mer än marginalen", " by more than the margin")
                                        : ""));
    }

    /** Returns how far outside the bounds {@code value} lies. */
    private static Difference outside(Rule.Hold hold, BigDecimal value) {
        return hold.lower()
                .filter(bound -> value.compareTo(bound) < 0)
                .map(bound -> new Difference(bound, value))
                .or(() -> hold.upper()
                        .filter(bound -> value.compareTo(bound) > 0)
                        .map(bound -> new Difference(value, bound)))
                .orElse(new Difference(BigDecimal.ZERO, BigDecimal.ZERO));
    }

    /** Returns how much better {@code to} is than {@code from} by the rule. */
    private Difference gain(BigDecimal from, BigDecimal to) {
        if (rule() instanceof Rule.Reach reach) {
            return gain(reach.direction(), from, to);
        }
        if (rule() instanceof Rule.Improve improve) {
            return improve.aim() instanceof Rule.Toward toward
                    ? closer(toward.ideal(), from, to)
                    : gain((Rule.Direction) improve.aim(), from, to);
        }
        return rule() instanceof Rule.Approach approach
                ? closer(approach.target(indicator.subject().year()).orElseThrow(), from, to)
                : new Difference(
                        outside((Rule.Hold) rule(), from).result(),
                        outside((Rule.Hold) rule(), to).result());
    }

    private static Difference gain(Rule.Direction direction, BigDecimal from, BigDecimal to) {
        return direction == Rule.Direction.HIGHER ? new Difference(to, from) : new Difference(from, to);
    }

    private static Difference closer(BigDecimal best, BigDecimal from, BigDecimal to) {
        return new Difference(from.subtract(best).abs(), to.subtract(best).abs());
    }

    private String betterIs() {
        if (rule() instanceof Rule.Hold) {
            return say("avståndet till gränserna, då minus nu", "the distance to the bounds, then less now");
        }
        if (rule() instanceof Rule.Approach) {
            return say("avståndet till ", "the distance to ")
                    + indicator.rule().comparedWith()
                    + say(", då minus nu", ", then less now");
        }
        return switch (indicator.now().rule().direction().orElse("")) {
            case "higher" -> say("högre är bättre", "higher is better");
            case "lower" -> say("lägre är bättre", "lower is better");
            default -> say("avståndet till önskat läge, då minus nu", "the distance to the ideal, then less now");
        };
    }

    private String percent(Quotient covered) {
        return indicator.subject().percent(covered.result()).shown();
    }

    private boolean isRightWith(Quotient covered, int decimals) {
        Quotient written = covered.rounded(decimals);
        return written.whole().result().signum() != 0 && percent(written).equals(percent(covered));
    }

    private String leastIsNothing(Quotient covered) {
        String nothing = indicator.subject().percent(BigDecimal.ZERO).shown();
        return covered.result().signum() < 0
                ? say("mindre än ", "less than ") + nothing + say(" räknas som ", " counts as ") + nothing
                : "";
    }

    private String against(Trend trend, BigDecimal tolerance) {
        return indicator.subject().words().against(trend, tolerance.signum() > 0);
    }

    private IndicatorNumbers numbersFor(Difference compared, BigDecimal tolerance, IntPredicate comesOutRight) {
        IndicatorNumbers own = indicator.numbers();
        return own.with(Difference.decimals(
                own.decimals(), decimals -> compared.keepsItsSideOf(tolerance, decimals), comesOutRight));
    }
}
