package se.malbild.goals.observation;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What all events of a cell have said, those that lost included, as far as the protection of small groups needs it. Like the
 * winner it depends neither on the order nor on duplicates of the events.
 *
 * @param leastCount the least count above 0; empty when there was none
 * @param greatestCount the greatest count, which may be 0; empty when no event had a count
 * @param valueWithoutCount whether an event had a value and no count
 * @param revised whether two events differed in content or count
 */
public record CellMemory(
        OptionalLong leastCount, OptionalLong greatestCount, boolean valueWithoutCount, boolean revised) {

    private static final CellMemory OF_VALUE_WITHOUT_COUNT =
            new CellMemory(OptionalLong.empty(), OptionalLong.empty(), true, false);
    private static final CellMemory OF_NOTHING =
            new CellMemory(OptionalLong.empty(), OptionalLong.empty(), false, false);

    public CellMemory {
        Objects.requireNonNull(leastCount, "leastCount");
        Objects.requireNonNull(greatestCount, "greatestCount");
    }

    /** Returns what {@code observation} alone leaves. */
    public static CellMemory of(Observation observation) {
        OptionalLong count = observation.count();
        if (count.isEmpty()) {
            return observation.content() instanceof Content.Value ? OF_VALUE_WITHOUT_COUNT : OF_NOTHING;
        }
        return new CellMemory(count.getAsLong() > 0 ? count : OptionalLong.empty(), count, false, false);
    }

    /**
     * Returns what both leave.
     *
     * @param differ whether the winners of both differ in content or count
     */
    CellMemory merge(CellMemory other, boolean differ) {
        return new CellMemory(
                least(leastCount, other.leastCount),
                greatest(greatestCount, other.greatestCount),
                valueWithoutCount || other.valueWithoutCount,
                revised || other.revised || differ);
    }

    private static OptionalLong least(OptionalLong a, OptionalLong b) {
        return b.isEmpty() || (a.isPresent() && a.getAsLong() <= b.getAsLong()) ? a : b;
    }

    private static OptionalLong greatest(OptionalLong a, OptionalLong b) {
        return b.isEmpty() || (a.isPresent() && a.getAsLong() >= b.getAsLong()) ? a : b;
    }
}
