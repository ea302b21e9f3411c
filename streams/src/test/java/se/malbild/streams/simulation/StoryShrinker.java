package se.malbild.streams.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a story shorter while something remains true of it. */
final class StoryShrinker {
    private StoryShrinker() {}

    /** Returns a story of which {@code remains} is true, and of none that lacks one step more. */
    static Story shrink(Story given, Predicate<Story> remains) {
        Story shortest = given;
        boolean isShorter = true;
        while (isShorter) {
            isShorter = false;
            // Halves first, single steps in the end.
            for (int size = Math.max(1, shortest.steps().size() / 2); size > 0; size /= 2) {
                for (int at = shortest.steps().size() - size; at >= 0; at -= size) {
                    List<Step> fewer = new ArrayList<>(shortest.steps());
                    fewer.subList(at, at + size).clear();
                    Story candidate = shortest.with(fewer);
                    if (remains.test(candidate)) {
                        shortest = candidate;
                        isShorter = true;
                    }
                }
            }
        }
        return shortest;
    }
}
