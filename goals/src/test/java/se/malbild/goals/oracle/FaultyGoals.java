package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import se.malbild.goals.FaultyClasses;

/** All of {@code goals} and its tests once more, with a fault in one class. */
final class FaultyGoals extends FaultyClasses {
    private static final List<String> PACKAGES = List.of("se.malbild.goals.");
    private static final Path SOURCES = Path.of("src/main/java/se/malbild/goals");

    /** @param compiled an empty directory */
    FaultyGoals(Fault fault, Path compiled) throws IOException {
        super(PACKAGES, SOURCES.resolve(fault.source() + ".java"), fault.is(), fault.becomes(), compiled);
    }

    /** Returns {@link Goals} with the fault. */
    @SuppressWarnings("unchecked") // it is the same class, loaded again
    Function<List<JsonNode>, Function<List<JsonNode>, SortedMap<String, String>>> goals()
            throws ReflectiveOperationException {
        return (Function<List<JsonNode>, Function<List<JsonNode>, SortedMap<String, String>>>)
                loadClass(Goals.class.getName()).getConstructor().newInstance();
    }
}
