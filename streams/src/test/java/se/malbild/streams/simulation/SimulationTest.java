package se.malbild.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.streams.simulation.Instance.Flush;

/**
 * Whatever happens to the application, what it commits is what the function says; and the stories in which that is seen would show
 * the faults that somebody could make.
 */
class SimulationTest {
    /** The property that says how many stories are tried. */
    private static final String SEEDS = "malbild.simulation.seeds";

    private static final int TRIED = Integer.getInteger(SEEDS, 2_000);
    private static final long FIRST_SEED = Long.getLong("malbild.simulation.first.seed", 0);
    /** A fault that is not found in so many stories is not found. */
    private static final int ENOUGH = 2_000;

    @TempDir
    private Path directory;

    @Test
    void whatever_happens_what_is_committed_is_what_the_function_says() {
        long began = System.nanoTime();
        LongAdder compared = new LongAdder();

        Optional<String> failure = LongStream.range(FIRST_SEED, FIRST_SEED + TRIED)
                .parallel()
                .mapToObj(seed -> failure(seed, Flush.BEFORE_COMMIT, compared))
                .flatMap(Optional::stream)
                .findAny();

        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "Simulation: %d stories in %.1f s, %.0f a second, what was committed held against the function %d times%n",
                TRIED, seconds, TRIED / seconds, compared.sum());
        assertThat(failure).isEmpty();
    }

    @Test
    void a_story_happens_in_the_same_way_again() {
        for (long seed = 0; seed < 20; seed++) {
            Registry registry = Registry.ofThisThread();
            Simulation.Result first = Simulation.of(Story.of(seed, registry), Flush.BEFORE_COMMIT);

            assertThat(Simulation.of(Story.of(seed, registry), Flush.BEFORE_COMMIT))
                    .isEqualTo(first);
        }
    }

    @Test
    void what_is_flushed_after_the_commit_is_lost() {
        LongAdder compared = new LongAdder();

        assertThat(LongStream.range(0, ENOUGH).mapToObj(seed -> failure(seed, Flush.AFTER_COMMIT, compared)))
                .anyMatch(Optional::isPresent);
    }

    @Test
    void a_fault_is_told_in_a_short_story() {
        Story story = LongStream.range(0, ENOUGH)
                .mapToObj(seed -> Story.of(seed, Registry.ofThisThread()))
                .filter(SimulationTest::loses)
                .findFirst()
                .orElseThrow();

        Story shortest = StoryShrinker.shrink(story, SimulationTest::loses);

        System.out.println(shortest);
        assertThat(shortest.steps()).hasSizeLessThan(story.steps().size() / 2).hasSizeLessThan(15);
    }

    private static boolean loses(Story story) {
        return Simulation.of(story, Flush.AFTER_COMMIT).failure().isPresent();
    }

    @Test
    void every_fault_that_is_listed_is_found() {
        Map<String, Long> found = new ConcurrentHashMap<>();
        SeededFault.ALL.parallelStream().forEach(fault -> found.put(fault.name(), foundAfter(fault)));

        found.forEach((fault, stories) -> System.out.printf("Found after %d stories: %s%n", stories, fault));
        assertThat(found)
                .hasSameSizeAs(SeededFault.ALL)
                .allSatisfy((fault, stories) -> assertThat(stories).as(fault).isPositive());
    }

    /** Returns in how many stories it was looked for until it was found; 0 when it was not. */
    private long foundAfter(SeededFault fault) {
        try {
            LongFunction<String> failures = fault.failures(Files.createTempDirectory(directory, "classes"));
            return LongStream.range(0, ENOUGH)
                            .filter(seed -> !failures.apply(seed).isEmpty())
                            .findFirst()
                            .orElse(-1)
                    + 1;
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(fault.name(), e);
        }
    }

    private static Optional<String> failure(long seed, Flush flush, LongAdder compared) {
        Story story = Story.of(seed, Registry.ofThisThread());
        Simulation.Result result = Simulation.of(story, flush);
        compared.add(result.compared());
        return result.failure().map(failure -> shortened(story, flush));
    }

    private static String shortened(Story story, Flush flush) {
        Story shortest = StoryShrinker.shrink(
                story, shorter -> Simulation.of(shorter, flush).failure().isPresent());
        return shortest + "\n" + Simulation.of(shortest, flush).failure().orElseThrow();
    }
}
