package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * Where the parts of a line chart over the years lie, in the drawing's own units, {@value #WIDTH} by {@value #HEIGHT}. Its
 * axis does not begin at zero, so it shows change and not size.
 *
 * @param years each with where it lies
 * @param points the outcomes, with the mark of each year's level
 * @param lines the lines, the outcome's last
 * @param levels horizontal lines: the baseline, and what the rule compares with
 * @param labels the names of the lines, at their right ends and never over each other
 */
public record TrendChart(
        List<Year> years, List<Point> points, List<Line> lines, List<Level> levels, List<Label> labels) {
    static final int WIDTH = 360;
    static final int HEIGHT = 178;
    private static final int LEFT = 24;
    private static final int RIGHT = 224;
    private static final int TOP = 30;
    private static final int BOTTOM = 140;
    private static final int LABEL_HEIGHT = 15;

    public record Year(int year, double x) {}

    /**
     * One year's outcome.
     *
     * @param mark empty for the baseline, which is not judged
     */
    public record Point(double x, double y, Optional<Mark> mark, PageLanguage.Shown value) {}

    /**
     * A line through one group's outcomes.
     *
     * @param kind {@code total}, {@code women} or {@code men}
     */
    public record Line(String kind, String points) {}

    /**
     * A horizontal line to compare with.
     *
     * @param kind {@code baseline} or {@code target}
     */
    public record Level(String kind, double y) {}

    public record Label(String kind, String text, double y) {}

    private record Scale(int first, int last, double least, double greatest) {
        double x(int year) {
            return first == last
                    ? (LEFT + RIGHT) / 2.0
                    : LEFT + (RIGHT - LEFT) * (year - first) / (double) (last - first);
        }

        double y(BigDecimal value) {
            return BOTTOM - (BOTTOM - TOP) * (value.doubleValue() - least) / (greatest - least);
        }
    }

    static TrendChart of(IndicatorYears indicator) {
        PageLanguage words = indicator.subject().words();
        Map<Integer, IndicatorPicture> byYear = indicator.byYear();
        Optional<BigDecimal> target =
                indicator.now().rule().target().or(indicator.now().rule()::ideal);
        Scale scale = scale(indicator, target);
        List<Point> points = new ArrayList<>();
        indicator
                .baseline()
                .filter(from -> !byYear.containsKey(from.year()))
                .ifPresent(from -> points.add(new Point(
                        scale.x(from.year()), scale.y(from.value()), Optional.empty(), words.number(from.value()))));
        byYear.forEach((year, picture) -> picture.value()
                .ifPresent(value -> points.add(new Point(
                        scale.x(year), scale.y(value), Optional.of(indicator.mark(picture)), words.number(value)))));
        List<Line> lines = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        line(
                indicator,
                scale,
                "women",
                words.say("Kvinnor", "Women"),
                of -> of.divisions().women(),
                lines,
                labels);
        line(
                indicator,
                scale,
                "men",
                words.say("Män", "Men"),
                of -> of.divisions().men(),
                lines,
                labels);
        if (!points.isEmpty()) {
            lines.add(new Line(
                    "total",
                    points.stream()
                            .map(point -> Bullet.at(point.x()) + "," + Bullet.at(point.y()))
                            .collect(Collectors.joining(" "))));
            labels.add(new Label(
                    "total",
                    words.say("Utfall", "Outcome"),
                    points.get(points.size() - 1).y()));
        }
        List<Level> levels = new ArrayList<>();
        indicator.baseline().ifPresent(from -> {
            levels.add(new Level("baseline", scale.y(from.value())));
            labels.add(new Label("baseline", words.say("Utgångsvärde", "Baseline"), scale.y(from.value())));
        });
        target.ifPresent(value -> {
            levels.add(new Level("target", scale.y(value)));
            labels.add(new Label("target", targetName(indicator), scale.y(value)));
        });
        return new TrendChart(
                IntStream.rangeClosed(scale.first(), scale.last())
                        .mapToObj(year -> new Year(year, scale.x(year)))
                        .toList(),
                points,
                lines,
                levels,
                spread(labels));
    }

    private static String targetName(IndicatorYears indicator) {
        return indicator.now().rule().target().isPresent()
                ? indicator.targetWord()
                : indicator.subject().words().say("Önskat läge", "Ideal");
    }

    private static Scale scale(IndicatorYears indicator, Optional<BigDecimal> target) {
        int[] years = Stream.concat(
                        indicator.byYear().keySet().stream(), indicator.baseline().map(from -> from.year()).stream())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        double[] values = Stream.of(
                        indicator.byYear().values().stream()
                                .flatMap(year -> Stream.of(
                                                year.value(),
                                                year.divisions().women(),
                                                year.divisions().men())
                                        .flatMap(Optional::stream)),
                        indicator.baseline().map(from -> from.value()).stream(),
                        target.stream())
                .flatMap(Function.identity())
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
        double least = DoubleStream.of(values).min().orElse(0);
        double greatest = DoubleStream.of(values).max().orElse(1);
        double room = greatest > least ? (greatest - least) * 0.08 : Math.max(1, Math.abs(greatest) * 0.1);
        return new Scale(years[0], years[years.length - 1], least - room, greatest + room);
    }

    private static void line(
            IndicatorYears indicator,
            Scale scale,
            String kind,
            String name,
            Function<IndicatorPicture, Optional<BigDecimal>> value,
            List<Line> lines,
            List<Label> labels) {
        List<String> points = new ArrayList<>();
        indicator
                .byYear()
                .forEach((year, picture) -> value.apply(picture)
                        .ifPresent(number -> points.add(Bullet.at(scale.x(year)) + "," + Bullet.at(scale.y(number)))));
        if (!points.isEmpty()) {
            lines.add(new Line(kind, String.join(" ", points)));
            indicator.byYear().values().stream()
                    .flatMap(picture -> value.apply(picture).stream())
                    .reduce((first, last) -> last)
                    .ifPresent(last -> labels.add(new Label(kind, name, scale.y(last))));
        }
    }

    /** Moves labels apart, downwards first, and then back up so that none leaves the drawing. */
    private static List<Label> spread(List<Label> labels) {
        List<Label> sorted = new ArrayList<>(labels);
        sorted.sort(Comparator.comparingDouble(Label::y));
        double free = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Label label = sorted.get(i);
            double y = Math.max(label.y(), free);
            sorted.set(i, new Label(label.kind(), label.text(), y));
            free = y + LABEL_HEIGHT;
        }
        double limit = BOTTOM + LABEL_HEIGHT;
        for (int i = sorted.size() - 1; i >= 0; i--) {
            Label label = sorted.get(i);
            double y = Math.min(label.y(), limit);
            sorted.set(i, new Label(label.kind(), label.text(), y));
            limit = y - LABEL_HEIGHT;
        }
        return sorted;
    }
}
