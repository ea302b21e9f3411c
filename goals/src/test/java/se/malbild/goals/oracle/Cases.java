package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.assessment.FrameworkVersion;

/**
 * Random cases with the same frameworks, which take longest to read: the same seed gives the same cases.
 *
 * @param frameworks the documents, none with a fault
 * @param applied the same as they are applied
 */
record Cases(long seed, List<JsonNode> frameworks, List<FrameworkVersion> applied) {
    /** How many cases there are of each seed. */
    static final int OF_A_SEED = 10;

    static Cases of(long seed) {
        Dice dice = new Dice(seed);
        int number = dice.any(List.of(1, 1, 1, 2, 3));
        List<JsonNode> frameworks = new ArrayList<>();
        List<FrameworkVersion> applied = new ArrayList<>();
        while (frameworks.size() < number) {
            JsonNode framework = RandomPlan.document(dice);
            new Case(List.of(framework), List.of()).applied().ifPresent(faultless -> {
                frameworks.add(framework);
                applied.addAll(faultless);
            });
        }
        return new Cases(seed, frameworks, applied);
    }

    Stream<Case> stream() {
        return IntStream.range(0, OF_A_SEED)
                .mapToObj(number ->
                        new Case(frameworks, RandomEvents.of(new Dice(~(seed * OF_A_SEED + number)), frameworks)));
    }
}
