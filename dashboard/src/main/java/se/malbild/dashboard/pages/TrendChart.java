package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.report.words.Mark;
import se.malbild.report.words.Wording;

/**
 * Where the parts of a line chart over the years lie, in the drawing's own units, {@value #WIDTH} by {@value #HEIGHT}. Its
 * axis does not begin at zero, so it shows change and not size. The values stand in a row above it, where no line passes.
 *
 * @param years those that are named under the chart, each with where it lies
 * @param points the outcomes, with the mark of each year's level
 * @param suppressed the years whose outcome is not shown because of small groups
 * @param forecasts what is foretold of years whose outcome is not of the whole year
 * @param dots the outcomes for women and men; none where the indicator is a difference or ratio, which has a scale of its own
 * @param lines the lines, the outcome's last
 * @param levels horizontal lines: the baseline, and what the rule compares with in every year
 * @param labels the names of the lines, at their right ends and never over each other
 */
public record TrendChart(
        List<Year> years,
        List<Point> points,
        List<Year> suppressed,
        List<Forecast> forecasts,
        List<Dot> dots,
        List<Line> lines,
        List<Level> levels,
        List<Label> labels) {
    static final int WIDTH = 360;
    static final int HEIGHT = 178;

    public record Year(int year, double x) {}

    /**
     * One year's outcome.
     *
     * @param mark empty for a year before the period, which is not judged
     * @param value empty where it would lie over that of the next year
     */
    public record Point(double x, double y, Optional<Mark> mark, Optional<Wording.Shown> value) {}

    /** One year's forecast. */
    public record Forecast(double x, double y) {}

    /**
     * One year's outcome for one gender.
     *
     * @param kind {@code women} or {@code men}
     */
    public record Dot(String kind, double x, double y) {}

    /**
     * A line through one group's outcomes, or along the targets.
     *
     * @param kind {@code total}, {@code women}, {@code men} or {@code target}
     */
    public record Line(String kind, String points) {}

    /**
     * A horizontal line to compare with.
     *
     * @param kind {@code baseline} or {@code target}
     */
    public record Level(String kind, double y) {}

    public record Label(String kind, String text, double y) {}

    static TrendChart of(IndicatorYears indicator) {
        return new TrendDrawing(indicator).chart();
    }

    /** Tells whether there is neither an outcome nor a forecast to show. */
    public boolean isEmpty() {
        return points.isEmpty() && dots.isEmpty() && forecasts.isEmpty();
    }
}
