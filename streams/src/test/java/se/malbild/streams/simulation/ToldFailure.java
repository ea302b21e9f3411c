package se.malbild.streams.simulation;

import java.util.function.LongFunction;

/** What goes wrong in the story of a seed; nothing, as an empty text, when nothing does. Loaded again with faults. */
public final class ToldFailure implements LongFunction<String> {
    @Override
    public String apply(long seed) {
        Story story = Story.of(seed, Registry.ofThisThread());
        return Simulation.of(story, Instance.Flush.BEFORE_COMMIT).failure().orElse("");
    }
}
