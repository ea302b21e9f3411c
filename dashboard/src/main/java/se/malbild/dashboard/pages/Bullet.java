package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * Where the parts of a bullet chart lie: a bar from zero to the outcome, with the baseline and what else the rule compares
 * with. Lengths are in the drawing's own units, {@value #WIDTH} wide.
 *
 * @param zero where 0 lies
 * @param value where the outcome lies; empty when there is none
 * @param baseline where the baseline lies, where the rule has one
 * @param aims where the target, the ideal, another's value or each bound lies
 */
public record Bullet(double zero, Optional<Double> value, Optional<Double> baseline, List<Double> aims) {
    static final int WIDTH = 340;
    /** Room at either end for a mark that lies on it. */
    private static final int MARGIN = 10;

    /** Share of the greatest possible value from which on the bar is drawn against that. */
    private static final double NEAR_THE_BOUND = 0.5;

    private static final double ROOM_ABOVE_THE_GREATEST = 1.15;

    static Bullet of(IndicatorYears indicator) {
        IndicatorPicture now = indicator.now();
        List<BigDecimal> aims = indicator.aims();
        double[] shown = Stream.concat(
                        Stream.of(now.value(), now.rule().baseline().map(from -> from.value()))
                                .flatMap(Optional::stream),
                        aims.stream())
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
        double least = Math.min(0, DoubleStream.of(shown).min().orElse(0)) * ROOM_ABOVE_THE_GREATEST;
        double most = Math.max(0, DoubleStream.of(shown).max().orElse(1));
        double greatest = indicator
                .definition()
                .range()
                .upper()
                .map(BigDecimal::doubleValue)
                .filter(bound -> most > bound * NEAR_THE_BOUND && most <= bound)
                .orElse(most * ROOM_ABOVE_THE_GREATEST);
        double span = greatest > least ? greatest - least : 1;
        Function<BigDecimal, Double> place =
                number -> MARGIN + (WIDTH - 2 * MARGIN) * (number.doubleValue() - least) / span;
        return new Bullet(
                place.apply(BigDecimal.ZERO),
                now.value().map(place),
                now.rule().baseline().map(from -> from.value()).map(place),
                aims.stream().map(place).toList());
    }

    /** Returns where the text about the aims stands. */
    public double aimMiddle() {
        return aims.stream().mapToDouble(Double::doubleValue).average().orElse(zero);
    }

    /** Returns where the bar begins. */
    public String barFrom() {
        return at(Math.min(zero, value.orElse(zero)));
    }

    public String barWidth() {
        return at(Math.abs(value.orElse(zero) - zero));
    }

    /** Returns {@code place} as SVG writes it. */
    public static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    /** Returns how a text at {@code place} is anchored so that it stays in the drawing. */
    public static String anchor(double place) {
        return place < WIDTH * 0.3 ? "start" : place > WIDTH * 0.7 ? "end" : "middle";
    }
}
