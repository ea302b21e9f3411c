package se.malbild.goals.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;

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
        LongStream.range(0, (cases + Cases.OF_A_SEED - 1) / Cases.OF_A_SEED)
                .parallel()
                .mapToObj(Agreement::firstDifference)
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
                if (differs(cases, one)) {
                    Case smallest = Shrinker.shrink(
                            one, smaller -> !smaller.differences().isEmpty());
                    return Optional.of(
                            name + ", made smaller:\n" + String.join("\n", smallest.differences()) + "\n" + smallest);
                }
                if (number % SHUFFLED_OF == 0
                        && dependsOnOrder(cases.applied(), one.observations(), new Random(seed))) {
                    return Optional.of(name + ", in another order, is another picture:\n" + one);
                }
            } catch (RuntimeException noPicture) {
                throw new IllegalStateException(name + ":\n" + one, noPicture);
            }
            number++;
        }
        return Optional.empty();
    }

    private static boolean differs(Cases cases, Case one) {
        return !Case.differences(cases.applied(), one.observations()).isEmpty();
    }

    private static boolean dependsOnOrder(
            List<FrameworkVersion> applied, List<Observation> observations, Random random) {
        return !json(shuffled(applied, random), shuffled(observations, random)).equals(json(applied, observations));
    }

    private static SortedMap<Pictures.Key, String> json(
            List<FrameworkVersion> applied, List<Observation> observations) {
        SortedMap<Pictures.Key, String> json = new TreeMap<>();
        Pictures.of(applied, observations).forEach((key, picture) -> json.put(key, PictureJson.compact(picture)));
        return json;
    }

    /** In another order, and some of it twice. */
    private static <T> List<T> shuffled(List<T> set, Random random) {
        List<T> shuffled = new ArrayList<>(set);
        set.stream().filter(member -> random.nextInt(4) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Returns in which case the first difference or failure is, counted from 1; 0 when there is none in {@code most} cases. */
    static int foundIn(int most) {
        int tried = 0;
        for (long seed = 0; tried < most; seed++) {
            Cases cases = Cases.of(seed);
            for (Iterator<Case> next = cases.stream().iterator(); next.hasNext() && tried < most; ) {
                tried++;
                if (differsOrFails(cases, next.next())) {
                    return tried;
                }
            }
        }
        return 0;
    }

    private static boolean differsOrFails(Cases cases, Case one) {
        try {
            return differs(cases, one);
        } catch (RuntimeException noPicture) {
            return true;
        }
    }
}
