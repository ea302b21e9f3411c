package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import se.malbild.goals.Text;
import se.malbild.publisher.ObservationPublisher.Published;
import se.malbild.schemas.Topic;

/** Results as JSON. */
final class ResultJson {
    static final JsonFactory JSON = new JsonFactory();

    /** What says which event it is: its place in a body, from 0. */
    static final String INDEX = "index";
    /** What says which event it is: its line, from 1. */
    static final String LINE = "line";

    private ResultJson() {}

    /** @param place {@link #INDEX} or {@link #LINE} */
    static void write(JsonGenerator json, String place, long number, EventResult result) throws IOException {
        json.writeStartObject();
        json.writeNumberField(place, number);
        json.writeStringField("status", result.outcome());
        if (result instanceof EventResult.Accepted accepted) {
            Published published = accepted.published();
            json.writeStringField("eventId", accepted.eventId());
            json.writeStringField("topic", Topic.INDICATOR_EVENTS.topicName());
            json.writeNumberField("partition", published.partition());
            json.writeNumberField("offset", published.offset());
            writeWarnings(json, accepted.warnings());
        } else if (result instanceof EventResult.Valid valid) {
            json.writeStringField("eventId", valid.eventId());
            writeWarnings(json, valid.warnings());
        } else if (result instanceof EventResult.Rejected rejected) {
            write(json, "faults", rejected.faults());
        } else if (result instanceof EventResult.Unconfirmed unconfirmed) {
            json.writeStringField("eventId", unconfirmed.eventId());
        }
        json.writeEndObject();
    }

    private static void writeWarnings(JsonGenerator json, List<PointedFault> warnings) throws IOException {
        if (!warnings.isEmpty()) {
            write(json, "warnings", warnings);
        }
    }

    private static void write(JsonGenerator json, String name, List<PointedFault> faults) throws IOException {
        json.writeArrayFieldStart(name);
        for (PointedFault fault : faults) {
            Text message = fault.message();
            json.writeStartObject();
            json.writeStringField("pointer", fault.pointer());
            json.writeStringField("code", fault.code());
            json.writeObjectFieldStart("message");
            json.writeStringField("sv", message.sv());
            json.writeStringField("en", message.en());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
