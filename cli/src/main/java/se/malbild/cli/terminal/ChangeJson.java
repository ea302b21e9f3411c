package se.malbild.cli.terminal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Because;
import se.malbild.history.Change;
import se.malbild.history.PartJson;

/** A change as JSON on one line: numbers as plain decimals, what does not exist as {@code null}. */
public final class ChangeJson {
    private static final ObjectWriter WRITER =
            new JsonMapper().writer().with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private ChangeJson() {}

    public static String of(Change change) {
        ObjectNode node = object().put("at", change.at().toString());
        node.set(
                "cut",
                object().put("events", change.cut().events())
                        .put("frameworks", change.cut().frameworks()));
        node.put("organisation", change.picture().organisation())
                .put("framework", change.picture().framework())
                .put("year", change.picture().year());
        node.set("notice", text(change.picture().notice()));
        PartJson.addTo(node, change.part());
        node.set("because", because(change.because()));
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // the tree is in memory
        }
    }

    private static JsonNode because(Because because) {
        if (because instanceof Because.Observed observed) {
            Observation observation = observed.observation();
            return object().put("eventId", observation.eventId())
                    .put("indicator", observation.cell().indicator())
                    .put("department", observation.cell().department())
                    .put("period", observation.cell().period().toString());
        }
        FrameworkVersion version = ((Because.Applied) because).version();
        return object().put("framework", version.framework().id())
                .put("frameworkVersion", version.framework().version())
                .put("contentHash", version.contentHash());
    }

    private static JsonNode text(Optional<Text> text) {
        return text.map(ChangeJson::text).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static JsonNode text(Text text) {
        return object().put("sv", text.sv()).put("en", text.en());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
