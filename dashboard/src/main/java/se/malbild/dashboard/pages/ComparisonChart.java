package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Comparison.Pair;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;

/**
 * Two municipalities' outcomes as lines over the years, in the drawing's own units, {@value #WIDTH} by {@value #HEIGHT}. Its axis
 * does not begin at zero, so it shows change and not size.
 *
 * @param years each year with where it lies
 * @param heights the least and the greatest outcome of the two
 * @param dots the outcomes
 * @param lines the lines through them, broken where the method changed and at what is not shown
 */
public record ComparisonChart(List<Year> years, List<Height> heights, List<Dot> dots, List<Line> lines) {
    static final String FIRST = "first";
    static final int WIDTH = 360;
    static final int HEIGHT = 178;
    private static final String SECOND = "second";
    private static final double LEFT = 70;
    private static final double RIGHT = 336;
    private static final double TOP = 14;
    private static final double BOTTOM = 140;
    private static final double ROOM = 0.08;

    public record Year(int year, double x) {}

    /**
     * A height that has its number beside it.
     *
     * @param kind {@code first} or {@code second}: whose outcome it is
     */
    public record Height(String kind, BigDecimal value, double y) {}

    /**
     * One year's outcome.
     *
     * @param kind {@code first} or {@code second}
     */
    public record Dot(String kind, double x, double y) {}

    /**
     * A line through one's outcomes.
     *
     * @param kind {@code first} or {@code second}
     */
    public record Line(String kind, String points) {}

    private record Scale(int first, int last, double least, double greatest) {
        double x(int year) {
            return first == last ? (LEFT + RIGHT) / 2 : LEFT + (RIGHT - LEFT) * (year - first) / (last - first);
        }

        double y(BigDecimal value) {
            return BOTTOM - (BOTTOM - TOP) * (value.doubleValue() - least) / (greatest - least);
        }
    }

    static ComparisonChart of(Pair pair) {
        SortedMap<Integer, BigDecimal> first = values(pair.ofFirst());
        SortedMap<Integer, BigDecimal> second = values(pair.ofSecond());
        List<Integer> years = pair.years();
        if (!pair.hasSameUnit() || first.isEmpty() || second.isEmpty()) {
            return new ComparisonChart(List.of(), List.of(), List.of(), List.of());
        }
        Outcome lowest = outcomes(first, second)
                .min(Comparator.comparing(Outcome::value))
                .orElseThrow();
        Outcome highest = outcomes(first, second)
                .max(Comparator.comparing(Outcome::value))
                .orElseThrow();
        double least = lowest.value().doubleValue();
        double greatest = highest.value().doubleValue();
        double room = greatest > least ? (greatest - least) * ROOM : 1;
        Scale scale = new Scale(years.get(0), years.get(years.size() - 1), least - room, greatest + room);
        List<Dot> dots = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        draw(FIRST, pair.first(), pair.ofFirst(), first, scale, dots, lines);
        draw(SECOND, pair.second(), pair.ofSecond(), second, scale, dots, lines);
        return new ComparisonChart(
                years.stream().map(year -> new Year(year, scale.x(year))).toList(),
                (greatest > least ? Stream.of(lowest, highest) : Stream.of(lowest))
                        .map(outcome -> new Height(outcome.kind(), outcome.value(), scale.y(outcome.value())))
                        .toList(),
                dots,
                lines);
    }

    private record Outcome(String kind, BigDecimal value) {}

    private static Stream<Outcome> outcomes(
            SortedMap<Integer, BigDecimal> first, SortedMap<Integer, BigDecimal> second) {
        return Stream.concat(
                first.values().stream().map(value -> new Outcome(FIRST, value)),
                second.values().stream().map(value -> new Outcome(SECOND, value)));
    }

    private static SortedMap<Integer, BigDecimal> values(SortedMap<Integer, IndicatorPicture> years) {
        SortedMap<Integer, BigDecimal> values = new TreeMap<>();
        years.forEach((year, shown) -> shown.value().ifPresent(value -> values.put(year, value)));
        return values;
    }

    private static void draw(
            String kind,
            Indicator indicator,
            SortedMap<Integer, IndicatorPicture> years,
            SortedMap<Integer, BigDecimal> values,
            Scale scale,
            List<Dot> dots,
            List<Line> lines) {
        List<String> points = new ArrayList<>();
        int before = values.firstKey();
        for (Map.Entry<Integer, BigDecimal> value : values.entrySet()) {
            double x = scale.x(value.getKey());
            double y = scale.y(value.getValue());
            dots.add(new Dot(kind, x, y));
            if (indicator.breakBetween(before, value.getKey()).isPresent()
                    || isSuppressedBetween(years, before, value.getKey())) {
                line(kind, points, lines);
                points.clear();
            }
            points.add(Bullet.at(x) + "," + Bullet.at(y));
            before = value.getKey();
        }
        line(kind, points, lines);
    }

    /** A line through a year would look as if its value lay on it. */
    private static boolean isSuppressedBetween(SortedMap<Integer, IndicatorPicture> years, int before, int after) {
        return years.subMap(before, after).values().stream()
                .anyMatch(year -> year.suppressed().contains(Suppressed.VALUE));
    }

    /** Through a single value there is no line. */
    private static void line(String kind, List<String> points, List<Line> lines) {
        if (points.size() > 1) {
            lines.add(new Line(kind, String.join(" ", points)));
        }
    }

    /** Tells whether there is nothing to draw together. */
    public boolean isEmpty() {
        return dots.isEmpty();
    }
}
