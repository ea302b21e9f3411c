package se.malbild.report.document;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.report.words.Mark;

/** What a drawing shows. There are no letters in it: those would be drawn with whatever fonts the machine has. */
public sealed interface Chart {
    /**
     * How many have each level, as parts of one bar.
     *
     * @param parts each more than 0
     */
    record Shares(List<Share> parts) implements Chart {
        public Shares {
            parts = List.copyOf(parts);
        }
    }

    /** One part of the bar. */
    record Share(Mark mark, int number) {}

    /**
     * An indicator's values over the years.
     *
     * @param points in order of the years, at least one
     * @param aim what they are to come to, where there is one value
     */
    record Years(List<Point> points, Optional<BigDecimal> aim) implements Chart {
        public Years {
            points = List.copyOf(points);
        }
    }

    /**
     * One year's value.
     *
     * @param isOutcome whether it was measured; otherwise it is the baseline
     */
    record Point(int year, BigDecimal value, boolean isOutcome) {}
}
