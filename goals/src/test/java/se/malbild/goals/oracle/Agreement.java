package se.malbild.goals.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import se.malbild.goals.observation.Observation;

/** What is shown by random cases: {@code goals} and the oracle make the same pictures, and order does not change a byte of them. */
public final class Agreement {
    /** Of as many cases one is tried in another order. */
    private static final int SHUFFLED_OF = 10;

    private Agreement() {}

    /**
     * Fails when a case is not as it should, and prints the smallest that can be made of it.
     *
     * @param cases how many to try, rounded up to the cases of a seed
     */
    public static void holds(int cases) {
        holds(LongStream.range(0, (cases + Cases.OF_A_SEED - 1) / Cases.OF_A_SEED)
                .boxed());
    }

    /** Fails when a case of {@code seeds} is not as it should, and prints the smallest that can be made of it. */
    static void holds(Stream<Long> seeds) {
        seeds.parallel()
                .map(Agreement::firstDifference)
                .flatMap(Optional::stream)
                .findAny()
                .ifPresent(difference -> {
                    throw new AssertionError(difference);
                });
    }

    private static Optional<String> firstDifference(long seed) {
        Cases cases = Cases.of(seed);
        int number = 0;
        for (Case one : (Iterable<Case>) cases.stream()::iterator) {
            String name = "Seed " + seed + ", case " + number;
            try {
                List<Observation> observations = one.observations();
                SortedMap<String, String> goals = Case.goals(cases.applied(), observations);
                if (!Case.differences(goals, Case.oracle(cases.applied(), observations))
                        .isEmpty()) {
                    Case smallest = Shrinker.shrink(
                            one, smaller -> !smaller.differences().isEmpty());
                    return Optional.of(
                            name + ", made smaller:\n" + String.join("\n", smallest.differences()) + "\n" + smallest);
                }
                if (number % SHUFFLED_OF == 0) {
                    Random random = new Random(seed);
                    if (!goals.equals(Case.goals(shuffled(cases.applied(), random), shuffled(observations, random)))) {
                        return Optional.of(name + ", in another order, is another picture:\n" + one);
                    }
                }
            } catch (RuntimeException noPicture) {
                throw new IllegalStateException(name + ":\n" + one, noPicture);
            }
            number++;
        }
        return Optional.empty();
    }

    /** In another order, and some of it twice. */
    private static <T> List<T> shuffled(List<T> set, Random random) {
        List<T> shuffled = new ArrayList<>(set);
        set.stream().filter(member -> random.nextInt(4) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
