package se.malbild.report.output;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.report.document.Chart;

/** Draws charts as SVG, of the shapes that {@link SvgShapes} knows. */
final class ChartSvg {
    private static final int SHARES_WIDTH = 640;
    private static final int SHARES_HEIGHT = 22;
    private static final int GAP = 2;
    private static final int YEARS_WIDTH = 150;
    private static final int YEARS_HEIGHT = 44;
    private static final int MARGIN = 6;
    private static final String INK = "#1d2a33";
    private static final String FAINT = "#6b7780";

    /** Opens and closes the drawing around the shapes. */
    interface Frame {
        String around(int width, int height, String shapes);
    }

    private ChartSvg() {}

    static String of(Chart chart, Frame frame) {
        return chart instanceof Chart.Shares shares
                ? frame.around(SHARES_WIDTH, SHARES_HEIGHT, shares(shares))
                : frame.around(YEARS_WIDTH, YEARS_HEIGHT, years((Chart.Years) chart));
    }

    private static String shares(Chart.Shares shares) {
        int all = shares.parts().stream().mapToInt(Chart.Share::number).sum();
        StringBuilder svg = new StringBuilder();
        double x = 0;
        for (Chart.Share share : shares.parts()) {
            double width = (double) SHARES_WIDTH * share.number() / all;
            svg.append("<rect x=\"")
                    .append(at(x))
                    .append("\" y=\"0\" width=\"")
                    .append(at(Math.max(1, width - GAP)))
                    .append("\" height=\"")
                    .append(SHARES_HEIGHT)
                    .append("\" fill=\"")
                    .append(share.mark().onLight())
                    .append("\"/>");
            x += width;
        }
        return svg.toString();
    }

    private static String years(Chart.Years years) {
        List<Chart.Point> points = years.points();
        double[] values = Stream.concat(points.stream().map(Chart.Point::value), years.aim().stream())
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        int first = points.get(0).year();
        int last = points.get(points.size() - 1).year();
        StringBuilder svg = new StringBuilder();
        Optional<BigDecimal> aim = years.aim();
        aim.ifPresent(value -> {
            String y = at(y(value, least, most));
            svg.append("<line x1=\"0\" y1=\"")
                    .append(y)
                    .append("\" x2=\"")
                    .append(YEARS_WIDTH)
                    .append("\" y2=\"")
                    .append(y)
                    .append("\" stroke=\"")
                    .append(FAINT)
                    .append("\" stroke-width=\"1\" stroke-dasharray=\"4 3\"/>");
        });
        svg.append("<polyline fill=\"none\" stroke=\"")
                .append(INK)
                .append("\" stroke-width=\"1.5\" points=\"")
                .append(points.stream()
                        .map(point -> at(x(point.year(), first, last)) + "," + at(y(point.value(), least, most)))
                        .collect(Collectors.joining(" ")))
                .append("\"/>");
        for (Chart.Point point : points) {
            svg.append("<circle cx=\"")
                    .append(at(x(point.year(), first, last)))
                    .append("\" cy=\"")
                    .append(at(y(point.value(), least, most)))
                    .append("\" r=\"3\" stroke=\"")
                    .append(INK)
                    .append("\" stroke-width=\"1.5\" fill=\"")
                    .append(point.isOutcome() ? INK : "#ffffff")
                    .append("\"/>");
        }
        return svg.toString();
    }

    private static double x(int year, int first, int last) {
        return MARGIN + (double) (YEARS_WIDTH - 2 * MARGIN) * (year - first) / Math.max(1, last - first);
    }

    private static double y(BigDecimal value, double least, double most) {
        double share = most > least ? (value.doubleValue() - least) / (most - least) : 0.5;
        return YEARS_HEIGHT - MARGIN - (YEARS_HEIGHT - 2 * MARGIN) * share;
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
