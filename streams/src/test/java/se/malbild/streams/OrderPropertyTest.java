package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import se.malbild.applications.DrivenTopology;
import se.malbild.applications.ExpectedOutputs;
import se.malbild.goals.RandomCases;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;

/** Whatever order frameworks and events come in, and however they are flushed, every output ends as the function says. */
class OrderPropertyTest {
    private static final int CASES = RandomCases.tried(150);
    private static final long FIRST_SEED = 20171; // any: a failing case names its own

    @Test
    void what_is_published_is_to_the_byte_what_the_function_gives_in_any_order() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            List<FrameworkVersion> frameworks = read(given.frameworks());
            assertPublished(given, frameworks, new Random(seed));
        }
    }

    private static void assertPublished(RandomCases.Case given, List<FrameworkVersion> frameworks, Random random)
            throws Exception {
        List<Consumer<DrivenTopology>> steps = DrivenTopology.steps(given);
        for (Observation observation : given.observations()) {
            if (random.nextInt(5) == 0) {
                steps.add(topology -> topology.send(observation)); // a retry
            }
        }
        Collections.shuffle(steps, random);
        SortedMap<String, String> published = new TreeMap<>();
        try (TopologyFixture topology = new TopologyFixture()) {
            for (Consumer<DrivenTopology> step : steps) {
                step.accept(topology);
                if (random.nextInt(10) == 0) {
                    topology.flush();
                    topology.readOutputs(published);
                }
            }
            topology.flush();
            topology.readOutputs(published);
            assertThat(published)
                    .as("seed %d", given.seed())
                    .isEqualTo(ExpectedOutputs.of(topology.writer(), frameworks, given.observations()));
            assertThat(topology.readRejected()).as("seed %d", given.seed()).isEmpty();
        }
    }

    private static List<FrameworkVersion> read(List<String> documents) throws InvalidFrameworkException {
        List<FrameworkVersion> read = new ArrayList<>();
        for (String document : documents) {
            read.add(FrameworkVersion.read(document));
        }
        return read;
    }
}
