package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.dashboard.pages.TrendChart.Dot;
import se.malbild.dashboard.pages.TrendChart.Forecast;
import se.malbild.dashboard.pages.TrendChart.Label;
import se.malbild.dashboard.pages.TrendChart.Level;
import se.malbild.dashboard.pages.TrendChart.Line;
import se.malbild.dashboard.pages.TrendChart.Point;
import se.malbild.dashboard.pages.TrendChart.Year;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.Wording;

/** Lays out a {@link TrendChart}. */
final class TrendDrawing {
    private static final int LEFT = 24;
    private static final int RIGHT = 224;
    /** How far lines that belong to whole years reach beyond the first and last year. */
    private static final int OVERHANG = 6;

    private static final int TOP = 30;
    private static final int BOTTOM = 140;
    private static final int LABEL_HEIGHT = 17;
    /** The room that a year, and a digit of a value, takes up on a phone, where texts are largest. */
    private static final double YEAR_WIDTH = 40;

    private static final double DIGIT_WIDTH = 9;

    private final IndicatorYears indicator;
    private final PageLanguage words;
    private final IndicatorNumbers numbers;
    private final NavigableMap<Integer, BigDecimal> outcomes;
    private final SortedMap<Integer, BigDecimal> forecasts;
    private final SortedMap<Integer, BigDecimal> women;
    private final SortedMap<Integer, BigDecimal> men;
    private final SortedMap<Integer, BigDecimal> targets;
    private final SortedMap<Integer, Set<Suppressed>> suppressed;
    private final Scale scale;
    private final List<Dot> dots = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    private record Scale(int first, int last, double least, double greatest) {
        double x(int year) {
            return first == last ? (LEFT + RIGHT) / 2.0 : LEFT + (year - first) * yearWidth();
        }

        double yearWidth() {
            return (RIGHT - LEFT) / (double) Math.max(1, last - first);
        }

        double y(BigDecimal value) {
            return BOTTOM - (BOTTOM - TOP) * (value.doubleValue() - least) / (greatest - least);
        }
    }

    TrendDrawing(IndicatorYears indicator) {
        this.indicator = indicator;
        this.words = indicator.subject().words();
        this.numbers = indicator.numbers();
        this.outcomes = outcomes();
        this.forecasts = forecasts();
        this.women = divided(Divisions::women);
        this.men = divided(Divisions::men);
        this.targets = targets();
        this.suppressed = suppressed();
        this.scale = scale();
    }

    private NavigableMap<Integer, BigDecimal> outcomes() {
        NavigableMap<Integer, BigDecimal> byYear = new TreeMap<>();
        indicator.pastYears().stream()
                .filter(past -> !indicator.byYear().containsKey(past.year()))
                .forEach(past -> past.value().ifPresent(value -> byYear.put(past.year(), value)));
        indicator.byYear().forEach((year, picture) -> picture.value().ifPresent(value -> byYear.put(year, value)));
        return byYear;
    }

    private SortedMap<Integer, BigDecimal> forecasts() {
        SortedMap<Integer, BigDecimal> byYear = new TreeMap<>();
        indicator
                .byYear()
                .forEach((year, picture) -> picture.forecast()
                        .flatMap(IndicatorForecast::value)
                        .ifPresent(value -> byYear.put(year, value)));
        return byYear;
    }

    /** A difference or ratio is drawn alone: on one scale with its parts it would be a flat line. */
    private SortedMap<Integer, BigDecimal> divided(Function<Divisions, Optional<BigDecimal>> part) {
        SortedMap<Integer, BigDecimal> byYear = new TreeMap<>();
        if (indicator.definition().measure() != Indicator.Measure.TOTAL) {
            return byYear;
        }
        BiConsumer<Integer, IndicatorPicture> add =
                (year, picture) -> part.apply(picture.divisions()).ifPresent(value -> byYear.put(year, value));
        indicator.past().forEach(add);
        indicator.byYear().forEach(add);
        return byYear;
    }

    private SortedMap<Integer, BigDecimal> targets() {
        SortedMap<Integer, BigDecimal> byYear = new TreeMap<>();
        indicator
                .byYear()
                .forEach((year, picture) -> picture.rule().ownTarget().ifPresent(value -> byYear.put(year, value)));
        return byYear;
    }

    private SortedMap<Integer, Set<Suppressed>> suppressed() {
        SortedMap<Integer, Set<Suppressed>> byYear = new TreeMap<>();
        indicator.past().forEach((year, picture) -> byYear.put(year, picture.suppressed()));
        indicator.byYear().forEach((year, picture) -> byYear.put(year, picture.suppressed()));
        byYear.values().removeIf(Set::isEmpty);
        return byYear;
    }

    private Scale scale() {
        int[] years = Stream.of(
                        indicator.byYear().keySet(),
                        outcomes.keySet(),
                        women.keySet(),
                        men.keySet(),
                        suppressed.keySet())
                .flatMap(Collection::stream)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        double[] values = Stream.of(
                        outcomes.values(),
                        forecasts.values(),
                        women.values(),
                        men.values(),
                        targets.values(),
                        indicator.aims(),
                        indicator.baseline().map(from -> from.value()).stream().toList())
                .flatMap(Collection::stream)
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
        double least = DoubleStream.of(values).min().orElse(0);
        double greatest = DoubleStream.of(values).max().orElse(1);
        double room = greatest > least ? (greatest - least) * 0.08 : Math.max(1, Math.abs(greatest) * 0.1);
        return new Scale(years[0], years[years.length - 1], least - room, greatest + room);
    }

    TrendChart chart() {
        compareWith();
        gender("women", words.say("Kvinnor", "Women"), women, Suppressed.WOMEN);
        gender("men", words.say("Män", "Men"), men, Suppressed.MEN);
        line("total", words.say("Utfall", "Outcome"), outcomes, Suppressed.VALUE);
        return new TrendChart(years(), points(), suppressedYears(), foretold(), dots, lines, levels, spread());
    }

    private List<Forecast> foretold() {
        if (!forecasts.isEmpty()) {
            BigDecimal last = forecasts.get(forecasts.lastKey());
            labels.add(new Label("forecast", words.say("Prognos", "Forecast"), scale.y(last)));
        }
        return forecasts.entrySet().stream()
                .map(forecast -> new Forecast(scale.x(forecast.getKey()), scale.y(forecast.getValue())))
                .toList();
    }

    private void compareWith() {
        indicator.baseline().ifPresent(from -> level("baseline", words.say("Utgångsvärde", "Baseline"), from.value()));
        RulePicture rule = indicator.now().rule();
        if (rule.targetIsComparison()) {
            rule.target().ifPresent(value -> level("target", indicator.targetWord(), value));
        }
        rule.ideal().ifPresent(value -> level("target", words.say("Önskat läge", "Ideal"), value));
        rule.lower().ifPresent(value -> level("target", words.say("Undre gräns", "Lower bound"), value));
        rule.upper().ifPresent(value -> level("target", words.say("Övre gräns", "Upper bound"), value));
        steps();
    }

    private void level(String kind, String name, BigDecimal value) {
        levels.add(new Level(kind, scale.y(value)));
        labels.add(new Label(kind, name, scale.y(value)));
    }

    /** A target holds for its year: a line across the year, and a step to the next year's. */
    private void steps() {
        List<String> points = new ArrayList<>();
        for (Map.Entry<Integer, BigDecimal> target : targets.entrySet()) {
            int year = target.getKey();
            if (!targets.containsKey(year - 1)) {
                points.clear();
            }
            double middle = scale.x(year);
            points.add(place(Math.max(LEFT - OVERHANG, middle - scale.yearWidth() / 2), target.getValue()));
            points.add(place(Math.min(RIGHT + OVERHANG, middle + scale.yearWidth() / 2), target.getValue()));
            if (!targets.containsKey(year + 1)) {
                lines.add(new Line("target", String.join(" ", points)));
            }
        }
        if (!targets.isEmpty()) {
            BigDecimal last = targets.get(targets.lastKey());
            labels.add(new Label("target", words.say("Målvärde", "Target"), scale.y(last)));
        }
    }

    private void gender(String kind, String name, SortedMap<Integer, BigDecimal> values, Suppressed field) {
        values.forEach((year, value) -> dots.add(new Dot(kind, scale.x(year), scale.y(value))));
        line(kind, name, values, field);
    }

    private void line(String kind, String name, SortedMap<Integer, BigDecimal> values, Suppressed field) {
        if (values.isEmpty()) {
            return;
        }
        List<String> points = new ArrayList<>();
        int before = values.firstKey();
        for (Map.Entry<Integer, BigDecimal> value : values.entrySet()) {
            if (indicator.definition().breakBetween(before, value.getKey()).isPresent()
                    || isSuppressedBetween(before, value.getKey(), field)) {
                draw(kind, points);
                points.clear();
            }
            points.add(place(scale.x(value.getKey()), value.getValue()));
            before = value.getKey();
        }
        draw(kind, points);
        labels.add(new Label(kind, name, scale.y(values.get(values.lastKey()))));
    }

    /** A line through a year would look as if its value lay on it. */
    private boolean isSuppressedBetween(int before, int after, Suppressed field) {
        return suppressed.subMap(before, after).values().stream().anyMatch(fields -> fields.contains(field));
    }

    private List<Year> suppressedYears() {
        return suppressed.entrySet().stream()
                .filter(year -> year.getValue().contains(Suppressed.VALUE) && !outcomes.containsKey(year.getKey()))
                .map(year -> new Year(year.getKey(), scale.x(year.getKey())))
                .toList();
    }

    /** Through a single value there is no line. */
    private void draw(String kind, List<String> points) {
        if (points.size() > 1) {
            lines.add(new Line(kind, String.join(" ", points)));
        }
    }

    private String place(double x, BigDecimal value) {
        return Bullet.at(x) + "," + Bullet.at(scale.y(value));
    }

    /** The latest year is named, and of those before it as many as there is room for. */
    private List<Year> years() {
        int every = (int) Math.ceil(YEAR_WIDTH / scale.yearWidth());
        return IntStream.rangeClosed(scale.first(), scale.last())
                .filter(year -> (scale.last() - year) % every == 0)
                .mapToObj(year -> new Year(year, scale.x(year)))
                .toList();
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        double free = Double.MAX_VALUE;
        for (Map.Entry<Integer, BigDecimal> outcome : outcomes.descendingMap().entrySet()) {
            double x = scale.x(outcome.getKey());
            Wording.Shown value = numbers.value(outcome.getValue());
            double half = value.shown().length() * DIGIT_WIDTH / 2;
            boolean hasRoom = x + half <= free;
            free = hasRoom ? x - half : free;
            points.add(
                    0,
                    new Point(
                            x,
                            scale.y(outcome.getValue()),
                            Optional.ofNullable(indicator.byYear().get(outcome.getKey()))
                                    .map(indicator::mark),
                            hasRoom ? Optional.of(value) : Optional.empty()));
        }
        return points;
    }

    /** Moves labels apart, downwards first, and then back up so that none leaves the drawing. */
    private List<Label> spread() {
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
