package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;

/**
 * A CloudEvent 1.0 whose data is an observation. What the data does not say itself comes from the attributes: the event id
 * from {@code source} and {@code id}, which are unique together, the source from {@code source}, and {@code observedAt}
 * from {@code time}.
 *
 * @param attributes by name, as text
 * @param data JSON, where there is any
 * @param dataPointer where the data is in what was sent
 * @param faults of the attributes and of what is beside the data; {@code field} is the name
 */
record CloudEvent(Map<String, String> attributes, Optional<String> data, String dataPointer, List<Fault> faults) {
    /** What {@code type} says of an observation. */
    static final String TYPE = "se.malbild.observation.v1";
    /** The version of CloudEvents. */
    static final String VERSION = "1.0";
    /** How event ids begin that are a digest of source and id. */
    static final String DIGEST_PREFIX = "cloudevent-";

    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";
    /** The attributes that mean something here, all of them texts. */
    private static final List<String> TEXTS = List.of("id", "source", "type", "specversion", "time", DATA_CONTENT_TYPE);

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
        Map<String, String> attributes = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        for (JsonTexts.Field field : JsonTexts.fields(json)) {
            if (fields.put(field.name(), field.json()) != null) {
                faults.add(new Fault(
                        "duplicate-field",
                        field.name(),
                        new Text(
                                "Fältet är angivet två gånger; behåll det ena.",
                                "The field is given twice; keep one of them.")));
            }
        }
        for (String name : TEXTS) {
            JsonNode value = JSON.readTree(fields.getOrDefault(name, "null"));
            if (value.isTextual()) {
                attributes.put(name, value.textValue());
            } else if (!value.isNull()) {
                faults.add(new Fault(
                        "wrong-type",
                        name,
                        new Text("En text inom citattecken väntas.", "A text in quotation marks is expected.")));
            }
        }
        addDataFaults(attributes, fields, faults);
        return new CloudEvent(
                attributes,
                Optional.ofNullable(fields.get(DATA)),
                "/" + DATA,
                new AttributeFaults(attributes, "", faults).all());
    }

    private static void addDataFaults(Map<String, String> attributes, Map<String, String> fields, List<Fault> faults) {
        Text expected = new Text("Observationen skickas som JSON i data.", "The observation is sent as JSON in data.");
        if (fields.containsKey(DATA_BASE64)) {
            faults.add(new Fault("data-not-json", DATA_BASE64, expected));
        }
        if (!MediaTypes.isJson(attributes.getOrDefault(DATA_CONTENT_TYPE, "application/json"))) {
            faults.add(new Fault("data-not-json", DATA_CONTENT_TYPE, expected));
        }
    }

    /** Returns the event in binary mode: attributes from {@code headers}, and the body. */
    static CloudEvent binary(AttributeHeaders headers, String data) {
        return new CloudEvent(
                headers.attributes(),
                Optional.of(data),
                "",
                new AttributeFaults(headers.attributes(), AttributeHeaders.PREFIX, headers.faults()).all());
    }

    /** Returns what the attribute {@code time} says, where it says a time. */
    static Optional<Instant> time(Map<String, String> attributes) {
        try {
            return Optional.ofNullable(attributes.get("time"))
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Returns the faults of the attributes with pointers to them. No pointer leads to a header, which is not part of the
     * JSON; the message names it.
     *
     * @param pointer to the event in what was sent
     */
    List<PointedFault> faultsAt(String pointer) {
        boolean areHeaders = dataPointer.isEmpty();
        return faults.stream()
                .map(fault -> areHeaders
                        ? new PointedFault(pointer, fault.code(), fault.message())
                        : PointedFault.at(pointer, fault))
                .toList();
    }

    /** Puts into {@code draft} what holds where the data says nothing else, and nothing that is already a fault. */
    void fillIn(ObservationDraft draft) {
        if (faults.isEmpty()) {
            draft.eventId(eventId()).source(attributes.get("source"));
        }
        boolean isTimeTold = faults.stream().anyMatch(fault -> fault.field().equals("time"));
        (isTimeTold ? Optional.of(Instant.EPOCH) : time(attributes)).ifPresent(draft::observedAt);
    }

    /** Source and id; where they are too long for an event id, a digest of them. */
    private String eventId() {
        String both = attributes.get("source") + "#" + attributes.get("id");
        return both.length() <= ObservationDraft.LONGEST_ID
                ? both
                : DIGEST_PREFIX + ContentId.hash(both.getBytes(StandardCharsets.UTF_8));
    }
}
