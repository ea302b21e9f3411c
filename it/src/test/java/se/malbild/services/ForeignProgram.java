package se.malbild.services;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import se.malbild.cluster.EventBytes;
import se.malbild.goals.HostileObservations;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.codec.RecordWriter;

/** Writes observations to the topic as a program does that asks no judge. */
final class ForeignProgram {
    private static final String ANY_OBSERVATION = """
            {"eventId": "e1", "organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen",
             "year": 2018, "value": "78.37", "observedAt": "2019-03-01T11:00:00Z"}
            """;

    private final byte[] any;

    ForeignProgram(RecordWriter writer) throws InvalidObservationException {
        any = writer.event(ObservationJson.read(ANY_OBSERVATION));
    }

    byte[] bytes(HostileObservations.Case one) {
        return EventBytes.with(
                any,
                event -> one.json().properties().forEach(field -> {
                    event.put(field.getKey(), onWire(event, field.getKey(), field.getValue()));
                }));
    }

    /** Returns the key of the record; where the organisation is at fault it is not judged. */
    static String organisation(HostileObservations.Case one) {
        try {
            ObservationDraft draft = new ObservationDraft();
            ObservationJson.read(one.json().toString(), draft);
            return draft.build().cell().organisation();
        } catch (InvalidObservationException faulty) {
            return "1880";
        }
    }

    private static Object onWire(GenericRecord event, String field, JsonNode value) {
        return switch (field) {
            case "year", "revision" -> value.asInt();
            case "count" -> value.asLong();
            case "observedAt" -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value.asText()));
            case "value" ->
                value.isNull()
                        ? null
                        : ByteBuffer.wrap(new BigDecimal(value.asText())
                                .setScale(10, RoundingMode.HALF_EVEN)
                                .unscaledValue()
                                .toByteArray());
            case "gender" ->
                new GenericData.EnumSymbol(event.getSchema().getField(field).schema(), "UNKNOWN");
            case "missing" ->
                new GenericData.EnumSymbol(
                        event.getSchema().getField(field).schema().getTypes().get(1), value.asText());
            default -> value.asText();
        };
    }
}
