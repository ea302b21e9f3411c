package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;

/** From frameworks, and then from events, to the pictures of {@code goals}, in types that all class loaders share. */
public final class Goals implements Function<List<JsonNode>, Function<List<JsonNode>, SortedMap<String, String>>> {
    @Override
    public Function<List<JsonNode>, SortedMap<String, String>> apply(List<JsonNode> frameworks) {
        List<FrameworkVersion> applied =
                new Case(frameworks, List.of()).applied().orElseThrow();
        return events -> Case.goals(
                applied, events.stream().map(SampleEvents::observation).toList());
    }
}
