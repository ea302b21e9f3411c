package se.malbild.goals.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault in {@code goals} that is listed shows as a difference from the oracle. */
class FaultsTest {
    @TempDir
    private Path directory;

    @Test
    void everyFaultIsFoundInTheCasesThatEveryBuildTries() {
        Map<Fault, Integer> found = new ConcurrentHashMap<>();
        Fault.ALL.parallelStream().forEach(fault -> found.put(fault, foundIn(fault, OracleTest.CASES)));

        Fault.ALL.forEach(fault -> System.out.printf("found in case %,5d: %s%n", found.get(fault), fault.name()));
        assertThat(found)
                .allSatisfy((fault, in) -> assertThat(in).as(fault.name()).isPositive());
    }

    @Test
    void withoutAFaultThereIsNothingToFind() {
        Fault none = new Fault("none", "Fraction", "max(ZERO).min(ONE)", "min(ONE).max(ZERO)");

        assertThat(foundIn(none, OracleTest.CASES / 10)).isZero();
    }

    private int foundIn(Fault fault, int most) {
        try {
            return new FaultyGoals(fault, Files.createTempDirectory(directory, "classes")).foundIn(most);
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(fault.name(), e);
        }
    }
}
