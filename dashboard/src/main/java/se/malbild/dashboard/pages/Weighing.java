package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.explain.Explanation.Level;
import se.malbild.dashboard.explain.Explanation.Mean;
import se.malbild.dashboard.explain.Explanation.OfMean;
import se.malbild.dashboard.explain.Explanation.Part;
import se.malbild.goals.Fraction;
import se.malbild.goals.assessment.GoalAreaTrend;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Trend;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.Wording.Shown;

/** How parts are weighed together to a level, as a table that can be computed again by hand. */
public record Weighing(Subject subject, OfMean of) {

    /** Returns what one part is called. */
    public String partWord() {
        return of.level() == Level.GOAL_AREA
                ? subject.words().say("Nyckeltal", "Indicator")
                : subject.words().say("Målområde", "Goal area");
    }

    public String partsTitle() {
        return (of.level() == Level.GOAL_AREA
                        ? subject.words().say("Nyckeltalen ", "The indicators ")
                        : subject.words().say("Målområdena ", "The goal areas "))
                + subject.year();
    }

    public String name(Part part) {
        String name = subject.words().say(part.name());
        return of.level() == Level.GOAL_AREA ? name : PageLanguage.firstSentence(name);
    }

    /** Returns where the part itself is explained. */
    public String path(Part part) {
        Address picture = subject.address();
        Address of = this.of.level() == Level.GOAL_AREA ? picture.indicator(part.id()) : picture.goalArea(part.id());
        return of.explanation().in(subject.words().language());
    }

    public Shown weight(Part part) {
        return weight(part.weight());
    }

    private Shown weight(BigDecimal weight) {
        int decimals = of.parts().stream()
                .mapToInt(part -> Fraction.plain(part.weight()).scale())
                .max()
                .orElse(0);
        return subject.words().number(weight, decimals);
    }

    public Optional<Shown> attainment(Part part) {
        return part.attainment().map(this::percent);
    }

    public Optional<Shown> coverage(Part part) {
        return part.coverage().map(this::percent);
    }

    public Optional<Shown> product(Part part) {
        return weighted(part).map(this::percent);
    }

    /** Returns why the part has no attainment. */
    public Optional<String> why(Part part) {
        return part.reason()
                .map(reason -> subject.why(
                        reason,
                        subject.goalArea(part.id())
                                .flatMap(area -> area.standing().coverage())));
    }

    private static Optional<Fraction> weighted(Part part) {
        return part.attainment().map(share -> share.times(Fraction.of(part.weight())));
    }

    private Shown percent(Fraction share) {
        return subject.words().percent(share.rounded(), decimals());
    }

    /** Returns none when every percentage is whole; otherwise one, or those that keep each at its own level. */
    private int decimals() {
        return of.parts().stream()
                .flatMap(part -> Stream.of(part.attainment(), weighted(part), part.coverage()))
                .flatMap(Optional::stream)
                .map(Fraction::rounded)
                .mapToInt(share -> Math.max(isWhole(share) ? 0 : 1, subject.percentDecimals(share)))
                .max()
                .orElse(0);
    }

    private static boolean isWhole(BigDecimal share) {
        return share.scale() <= 2;
    }

    /** Returns the division that gives the attainment; empty when it is not shown, or nothing is assessed. */
    public Optional<String> attainment() {
        return of.attainment()
                .filter(mean -> of.standing().attainment().isPresent())
                .map(mean -> division(mean, percent(mean.sum())));
    }

    /** Returns the division that gives the coverage; empty when nothing was due. */
    public Optional<String> coverage() {
        return of.coverage()
                .map(mean -> division(
                        mean, of.level() == Level.GOAL_AREA ? weight(mean.sum().rounded()) : percent(mean.sum())));
    }

    private String division(Mean mean, Shown sum) {
        BigDecimal result = mean.rounded();
        boolean isWritten =
                rounded(result, decimals()).compareTo(rounded(result, subject.percentDecimals(result))) == 0;
        String written = subject.words().percent(result, decimals()).shown();
        return sum.shown() + " ÷ " + weight(mean.weight().rounded()).shown() + " = "
                + (isWritten ? "" : written + subject.words().say(", avrundat ", ", rounded "))
                + subject.percent(result).shown();
    }

    private static BigDecimal rounded(BigDecimal share, int percentDecimals) {
        return share.setScale(2 + percentDecimals, RoundingMode.HALF_UP);
    }

    /** Returns how a goal area's trend comes about; empty when it has none. */
    public List<SumLine> trend() {
        Optional<Trend> shown = subject.goalArea(of.id()).flatMap(GoalAreaPicture::trend);
        return subject.explanations()
                .goalAreaTrend(of.id())
                .filter(compared -> shown.equals(Optional.of(compared.trend())))
                .map(this::trend)
                .orElse(List.of());
    }

    private List<SumLine> trend(GoalAreaTrend compared) {
        PageLanguage words = subject.words();
        int year = subject.year();
        Difference gain = new Difference(percentage(compared.now()), percentage(compared.before()));
        BigDecimal tolerance = GoalAreaTrend.UNCHANGED_WITHIN.movePointRight(2);
        int decimals =
                Difference.decimals(0, candidate -> gain.keepsItsSideOf(tolerance, candidate), gain::isRightWith);
        IndicatorNumbers numbers = IndicatorNumbers.ofPercentages(words, decimals);
        String over = words.say(
                "vägt medelvärde av de nyckeltal som är bedömda båda åren",
                "weighted mean of the indicators that are assessed in both years");
        return List.of(
                new SumLine(
                        words.say("Måluppfyllelse ", "Attainment ") + (year - 1), numbers.withUnit(gain.less()), over),
                new SumLine(words.say("Måluppfyllelse ", "Attainment ") + year, numbers.withUnit(gain.from()), over),
                new SumLine(
                        words.say("Bättre (+) eller sämre (−) än ", "Better (+) or worse (−) than ") + (year - 1),
                        gain.signed(numbers)),
                new SumLine(words.say("Tolerans", "Tolerance"), numbers.tolerance(tolerance)),
                new SumLine(
                        words.say("Utveckling", "Trend"),
                        words.trend(compared.trend()),
                        words.byTolerance(compared.trend(), true)));
    }

    private static BigDecimal percentage(Fraction share) {
        return share.rounded().movePointRight(2);
    }
}
