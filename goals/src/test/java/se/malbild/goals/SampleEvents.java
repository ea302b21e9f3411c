package se.malbild.goals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/** The frameworks and sample events that come with the product. */
public final class SampleEvents {
    private static final Path SAMPLES = Path.of("../cli/src/main/resources/se/malbild/cli/demo/samples");
    private static final JsonMapper JSON = new JsonMapper();

    private SampleEvents() {}

    /** Returns the sample events of {@code organisation}, 1880 or 1980. */
    public static List<Observation> of(String organisation) {
        try {
            return parsed(Files.readString(SAMPLES.resolve(organisation + ".ndjson")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the events of {@code ndjson}, which has one on each line. */
    public static List<Observation> parsed(String ndjson) {
        return ndjson.lines().map(SampleEvents::observation).toList();
    }

    /** Returns the document of the shipped framework {@code id}. */
    public static String framework(String id) {
        try (InputStream document = SampleEvents.class.getResourceAsStream("frameworks/" + id + ".yaml")) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Observation observation(String line) {
        try {
            return observation(JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** Returns the observation of {@code event}, which has the fields of an event. */
    public static Observation observation(JsonNode event) {
        try {
            ObservationDraft draft = new ObservationDraft()
                    .eventId(event.path("eventId").asText())
                    .organisation(event.path("organisation").asText())
                    .indicator(event.path("indicator").asText())
                    .department(event.path("department").asText())
                    .year(event.path("year").asInt())
                    .observedAt(Instant.parse(event.path("observedAt").asText()))
                    .retracted(event.path("retracted").asBoolean())
                    .revision(event.path("revision").asInt());
            given(event, "period", draft::period);
            given(event, "gender", gender -> draft.gender(Gender.valueOf(gender)));
            given(event, "district", draft::district);
            given(event, "value", draft::value);
            given(event, "missing", missing -> draft.missing(MissingReason.valueOf(missing)));
            given(event, "count", count -> draft.count(Long.valueOf(count)));
            given(event, "kind", kind -> draft.kind(Kind.valueOf(kind)));
            given(event, "source", draft::source);
            given(event, "comment", draft::comment);
            return draft.build();
        } catch (InvalidObservationException e) {
            throw new IllegalStateException(event.toString(), e);
        }
    }

    private static void given(JsonNode event, String field, Consumer<String> setter) {
        Optional.of(event.path(field))
                .filter(JsonNode::isValueNode)
                .filter(node -> !node.isNull())
                .map(JsonNode::asText)
                .ifPresent(setter);
    }
}
