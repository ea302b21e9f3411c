package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.ObservationDraft;

/**
 * A CloudEvent 1.0 whose data is an observation. What the data does not say itself comes from the attributes: the event id
 * from {@code source} and {@code id}, which are unique together, the source from {@code source}, and {@code observedAt}
 * from {@code time}.
 *
 * @param attributes by name, as text
 * @param data JSON, where there is any
 * @param dataPointer where the data stands in what was sent
 * @param faults of the attributes
 */
record CloudEvent(Map<String, String> attributes, Optional<String> data, String dataPointer, List<Fault> faults) {
    /** What {@code type} says of an observation. */
    static final String TYPE = "se.malbild.observation.v1";
    /** The version of CloudEvents. */
    static final String VERSION = "1.0";
    /** How the names of attributes begin among the headers of a request. */
    static final String HEADER_PREFIX = "ce-";

    private static final String DATA = "data";
    private static final List<String> REQUIRED = List.of("id", "source", "type", "specversion");
    private static final ObjectMapper JSON = new ObjectMapper();

    CloudEvent {
        attributes = Map.copyOf(attributes);
        faults = List.copyOf(faults);
    }

    /**
     * Reads an event in structured mode.
     *
     * @throws JsonProcessingException when it is no JSON object
     */
    static CloudEvent structured(String json) throws JsonProcessingException {
        Map<String, String> fields = JsonTexts.fields(json);
        Map<String, String> attributes = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            JsonNode value = field.getKey().equals(DATA) ? null : JSON.readTree(field.getValue());
            if (value != null && value.isTextual()) {
                attributes.put(field.getKey(), value.textValue());
            } else if (value != null && !value.isNull() && REQUIRED.contains(field.getKey())) {
                faults.add(new Fault(
                        "wrong-type",
                        field.getKey(),
                        new Text("En text inom citattecken väntas.", "A text in quotation marks is expected.")));
                attributes.put(field.getKey(), field.getValue());
            }
        }
        String type = attributes.getOrDefault("datacontenttype", "application/json");
        if (fields.containsKey("data_base64") || !isJson(type)) {
            faults.add(new Fault(
                    "data-not-json",
                    fields.containsKey("data_base64") ? "data_base64" : "datacontenttype",
                    new Text("Observationen skickas som JSON i data.", "The observation is sent as JSON in data.")));
        }
        faults.addAll(attributeFaults(attributes, ""));
        return new CloudEvent(attributes, Optional.ofNullable(fields.get(DATA)), "/" + DATA, faults);
    }

    private static boolean isJson(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/json") || lower.startsWith("text/json");
    }

    /** Returns the event in binary mode: {@code attributes} from headers, without their prefix, and the body. */
    static CloudEvent binary(Map<String, String> attributes, String data) {
        return new CloudEvent(attributes, Optional.of(data), "", attributeFaults(attributes, HEADER_PREFIX));
    }

    private static List<Fault> attributeFaults(Map<String, String> attributes, String prefix) {
        List<Fault> faults = new ArrayList<>();
        for (String name : REQUIRED) {
            if (attributes.getOrDefault(name, "").isBlank()) {
                faults.add(fault(
                        "required",
                        name,
                        prefix,
                        "CloudEvents kräver " + prefix + name + ".",
                        "CloudEvents requires " + prefix + name + "."));
            }
        }
        String version = attributes.getOrDefault("specversion", VERSION);
        if (!version.isBlank() && !version.equals(VERSION)) {
            faults.add(
                    fault("unknown-version", "specversion", prefix, "Version 1.0 väntas.", "Version 1.0 is expected."));
        }
        String type = attributes.getOrDefault("type", TYPE);
        if (!type.isBlank() && !type.equals(TYPE)) {
            faults.add(fault(
                    "unknown-type",
                    "type",
                    prefix,
                    prefix + "type ska vara " + TYPE + ".",
                    prefix + "type must be " + TYPE + "."));
        }
        if (attributes.containsKey("time") && time(attributes).isEmpty()) {
            faults.add(fault(
                    "not-a-time",
                    "time",
                    prefix,
                    prefix + "time ska vara en tidpunkt med tidszon, till exempel 2018-09-01T12:00:00Z.",
                    prefix + "time must be a time with its zone, for example 2018-09-01T12:00:00Z."));
        }
        return faults;
    }

    /** A header is not part of the JSON, so no pointer leads to it; the message names it. */
    private static Fault fault(String code, String name, String prefix, String sv, String en) {
        return new Fault(code, prefix.isEmpty() ? name : "", new Text(sv, en));
    }

    private static Optional<OffsetDateTime> time(Map<String, String> attributes) {
        try {
            return Optional.ofNullable(attributes.get("time")).map(OffsetDateTime::parse);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** Puts into {@code draft} what holds where the data says nothing else. */
    void fillIn(ObservationDraft draft) {
        draft.eventId(attributes.getOrDefault("source", "") + "#" + attributes.getOrDefault("id", ""));
        draft.source(attributes.getOrDefault("source", ""));
        time(attributes).ifPresent(time -> draft.observedAt(time.toInstant()));
    }
}
