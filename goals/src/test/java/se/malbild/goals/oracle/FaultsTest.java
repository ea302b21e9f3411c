package se.malbild.goals.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault in {@code goals} that is listed shows as a difference from the oracle. */
class FaultsTest {
    /** By seed; every fault is looked for in the same cases. */
    private final Map<Long, List<Expected>> expected = new ConcurrentHashMap<>();

    @TempDir
    private Path directory;

    /** A case, and what the oracle says of it. */
    private record Expected(Case one, SortedMap<String, Map<String, Object>> pictures) {
        static List<Expected> of(long seed) {
            Cases cases = Cases.of(seed);
            return cases.stream()
                    .map(one -> new Expected(one, Case.oracle(cases.applied(), one.observations())))
                    .toList();
        }

        boolean differsOrFails(Function<List<JsonNode>, SortedMap<String, String>> goals) {
            try {
                return !Case.differences(goals.apply(one.events()), pictures).isEmpty();
            } catch (RuntimeException noPicture) {
                return true;
            }
        }
    }

    @Test
    void everyFaultIsFoundInTheCasesThatEveryBuildTries() {
        Map<Fault, Integer> found = new ConcurrentHashMap<>();
        Fault.ALL.parallelStream().forEach(fault -> found.put(fault, foundIn(fault, OracleTest.SEEDS)));

        System.out.printf("%d faults are found, the last in case %d%n", found.size(), Collections.max(found.values()));
        assertThat(found)
                .allSatisfy((fault, in) -> assertThat(in).as(fault.name()).isPositive());
    }

    @Test
    void withoutAFaultThereIsNothingToFind() {
        Fault none = new Fault("none", "Fraction", "max(ZERO).min(ONE)", "min(ONE).max(ZERO)");

        assertThat(foundIn(none, OracleTest.SEEDS.subList(0, 15))).isZero();
    }

    /** Returns in which case the first difference or failure is, counted from 1; 0 when there is none in the cases of {@code seeds}. */
    private int foundIn(Fault fault, List<Long> seeds) {
        try {
            Function<List<JsonNode>, Function<List<JsonNode>, SortedMap<String, String>>> faulty =
                    new FaultyGoals(fault, Files.createTempDirectory(directory, "classes")).goals();
            int tried = 0;
            for (long seed : seeds) {
                List<Expected> cases = expected.computeIfAbsent(seed, Expected::of);
                Function<List<JsonNode>, SortedMap<String, String>> goals =
                        faulty.apply(cases.get(0).one().frameworks());
                for (Expected one : cases) {
                    tried++;
                    if (one.differsOrFails(goals)) {
                        return tried;
                    }
                }
            }
            return 0;
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(fault.name(), e);
        }
    }
}
