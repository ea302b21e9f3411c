package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import se.malbild.goals.Text;

/**
 * The levels that attainment is given in.
 *
 * @param levels best first; the last one starts at 0, so that every attainment has a level
 */
public record Scale(String id, List<Level> levels) {

    /**
     * One step of the scale.
     *
     * @param from least attainment, 0 to 1, of the level
     * @param colour {@code #rrggbb}
     */
    public record Level(String id, Text label, BigDecimal from, String colour, Shape shape) {}

    /** What a level is drawn as, so that it is never shown by colour alone. */
    public enum Shape {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND,
        CROSS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Scale {
        levels = List.copyOf(levels);
    }

    /** Returns the first level from the top that {@code attainment}, rounded to 6 decimals, is enough for. */
    public Level levelOf(BigDecimal attainment) {
        return levels.stream()
                .filter(level -> attainment.compareTo(level.from()) >= 0)
                .findFirst()
                .orElseThrow();
    }
}
