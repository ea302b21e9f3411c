package se.malbild.report.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.report.words.Wording.Shown;

/**
 * How the numbers of one indicator are written: all of them with the same decimals.
 *
 * @param decimals as many as the framework's own tolerance, targets, ideal and bounds have; of what is measured never more
 *     than make three digits or so
 * @param unit of a value
 * @param differenceUnit of the difference between two values
 */
public record IndicatorNumbers(Wording words, int decimals, Text unit, Text differenceUnit) {
    private static final Text PERCENT = new Text("%", "%");
    private static final Text NO_UNIT = new Text("", "");
    private static final Text PERCENTAGE_POINT = new Text("procentenhet", "percentage point");
    private static final Text PERCENTAGE_POINTS = new Text("procentenheter", "percentage points");
    private static final int DIGITS = 3;

    /**
     * What the decimals follow from.
     *
     * @param judged the indicator in the years that are judged
     * @param all the indicator in every year that there is something of
     */
    public record Years(
            Wording words,
            Indicator definition,
            Text unit,
            Collection<IndicatorPicture> judged,
            Collection<IndicatorPicture> all) {

        /** Tells whether the value is a difference between two groups. */
        private boolean isGap() {
            return definition.measure() == Measure.GAP_GENDER || definition.measure() == Measure.GAP_DISTRICT;
        }

        private boolean isRatio() {
            return definition.measure() == Measure.RATIO_GENDER;
        }
    }

    /** Returns how the indicator's value, and what it is compared with, are written. */
    public static IndicatorNumbers of(Years indicator) {
        Stream<BigDecimal> groups = indicator.isRatio() ? Stream.empty() : groups(indicator);
        return of(indicator, decided(indicator), Stream.concat(compared(indicator), groups));
    }

    /**
     * Returns how the values that it is computed from are written: they are no ratios where it is one, and no differences where
     * it is one.
     */
    public static IndicatorNumbers ofGroups(Years indicator) {
        if (indicator.isRatio()) {
            return of(indicator, Stream.empty(), groups(indicator)).in(NO_UNIT);
        }
        IndicatorNumbers numbers = of(indicator);
        return indicator.isGap() && numbers.unit().equals(PERCENTAGE_POINTS) ? numbers.in(PERCENT) : numbers;
    }

    private IndicatorNumbers in(Text otherUnit) {
        return new IndicatorNumbers(words, decimals, otherUnit, differenceUnit);
    }

    /** Returns how percentages are written with {@code decimals}. */
    public static IndicatorNumbers ofPercentages(Wording words, int decimals) {
        return new IndicatorNumbers(words, decimals, PERCENT, PERCENTAGE_POINTS);
    }

    private static IndicatorNumbers of(Years indicator, Stream<BigDecimal> decided, Stream<BigDecimal> measured) {
        int least = decided.mapToInt(IndicatorNumbers::scale).max().orElse(0);
        BigDecimal[] known = measured.toArray(BigDecimal[]::new);
        int most = Stream.of(known).mapToInt(IndicatorNumbers::scale).max().orElse(0);
        int enough = Stream.of(known)
                .map(BigDecimal::abs)
                .max(BigDecimal::compareTo)
                .map(IndicatorNumbers::enough)
                .orElse(0);
        Text unit = indicator.unit();
        Text differenceUnit = isPercent(unit) ? PERCENTAGE_POINTS : unit;
        return new IndicatorNumbers(
                indicator.words(),
                Math.min(Fraction.DECIMALS, Math.max(least, Math.min(most, enough))),
                indicator.isGap() ? differenceUnit : unit,
                differenceUnit);
    }

    private static Stream<BigDecimal> decided(Years indicator) {
        return indicator.judged().stream()
                .map(IndicatorPicture::rule)
                .flatMap(rule -> Stream.of(
                        Optional.of(rule.tolerance()),
                        rule.target().filter(target -> !rule.targetIsComparison()),
                        rule.ideal(),
                        rule.lower(),
                        rule.upper()))
                .flatMap(Optional::stream);
    }

    private static Stream<BigDecimal> compared(Years indicator) {
        return indicator.all().stream()
                .flatMap(year -> Stream.of(
                        year.value(),
                        year.forecast().flatMap(forecast -> forecast.value()),
                        year.rule().baseline().map(Baseline::value),
                        year.rule().target(),
                        year.comparison().map(other -> other.value())))
                .flatMap(Optional::stream);
    }

    private static Stream<BigDecimal> groups(Years indicator) {
        return indicator.all().stream()
                .map(IndicatorPicture::divisions)
                .flatMap(divisions -> Stream.concat(
                        Stream.of(divisions.women(), divisions.men()).flatMap(Optional::stream),
                        divisions.districts().values().stream()));
    }

    private static int scale(BigDecimal number) {
        return Fraction.plain(number).scale();
    }

    /** Returns the decimals that are enough of what is measured: none from 1,000 on, and at least one below. */
    private static int enough(BigDecimal greatest) {
        int digitsBefore = greatest.precision() - greatest.scale();
        return digitsBefore > DIGITS ? 0 : Math.max(1, DIGITS - digitsBefore);
    }

    private static boolean isPercent(Text unit) {
        return unit.sv().strip().equals("%") || unit.sv().strip().equalsIgnoreCase("procent");
    }

    /** Returns the same with {@code otherDecimals}. */
    public IndicatorNumbers with(int otherDecimals) {
        return new IndicatorNumbers(words, otherDecimals, unit, differenceUnit);
    }

    public Shown value(BigDecimal number) {
        return words.number(number, decimals);
    }

    public Optional<Shown> value(Optional<BigDecimal> number) {
        return number.map(this::value);
    }

    /** Returns {@code number} with its unit. */
    public String withUnit(BigDecimal number) {
        return value(number).shown() + unitAfter(number);
    }

    /** Returns the unit as it stands after {@code number}, with the space between them. */
    public String unitAfter(BigDecimal number) {
        return after(number, unit);
    }

    /** Returns the difference {@code number} with its unit. */
    public String difference(BigDecimal number) {
        return value(number).shown() + after(number, differenceUnit);
    }

    /** Returns the rule's tolerance with its unit and the decimals that were decided. */
    public String tolerance(BigDecimal number) {
        return with(scale(number)).difference(number);
    }

    /** Returns the difference {@code number} without its unit, with a sign also where it is shown as more than 0. */
    public Shown change(BigDecimal number) {
        Shown plain = value(number);
        boolean isMore = number.setScale(decimals, RoundingMode.HALF_UP).signum() > 0;
        return isMore ? new Shown(plain.exact(), "+" + plain.shown()) : plain;
    }

    /** Returns the unit of the difference {@code number}. */
    public String unitOfChange(BigDecimal number) {
        return words.say(counted(number, differenceUnit));
    }

    /** Returns the unit as it stands after {@code number}: in English a percent sign stands close to it. */
    private String after(BigDecimal number, Text unitOfIt) {
        if (unitOfIt.equals(PERCENT)) {
            return words.say("\u00a0%", "%");
        }
        return unitOfIt.equals(NO_UNIT) ? "" : " " + words.say(counted(number, unitOfIt));
    }

    private Text counted(BigDecimal number, Text unitOfIt) {
        boolean isOne = decimals == 0 && words.number(number.abs(), 0).shown().equals("1");
        return isOne && unitOfIt.equals(PERCENTAGE_POINTS) ? PERCENTAGE_POINT : unitOfIt;
    }
}
