package se.malbild.schemas.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * Decodes the values of {@link Topic#INDICATOR_EVENTS}. It uses only the schemas that are at hand, so it never
 * blocks. One per thread.
 *
 * <p>Values in our own schema are decoded by hand, all others by Avro's resolving reader; both fill the same draft.
 */
public final class IndicatorEventReader {
    private static final Schema OURS = Topic.INDICATOR_EVENTS.schema();
    private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(OURS);
    // Avro indexes, with UNKNOWN first.
    private static final Gender[] GENDERS = {null, Gender.TOTAL, Gender.WOMEN, Gender.MEN};
    private static final Kind[] KINDS = {null, Kind.OUTCOME, Kind.FORECAST};
    private static final MissingReason[] REASONS = {
        null, MissingReason.DROPOUT, MissingReason.NOT_APPLICABLE, MissingReason.SECRECY
    };
    /** More bytes than any value of 28 digits has, also when it is padded to a whole number of words. */
    private static final int LONGEST_VALUE_BYTES = 16;

    private static final Reading.Filled FILLED = new Reading.Filled();

    /** What came of reading a value. */
    public sealed interface Reading {
        /** The draft is filled, with faults where a field could not be understood; it is still to be judged. */
        record Filled() implements Reading {}

        /** The writer's schema is not at hand: look it up and read again. */
        record UnknownSchema(int id) implements Reading {}

        /** There is nothing to judge. The draft may hold what came before the fault. */
        record Faulty(List<Fault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** How values of one writer's schema are decoded. */
    private sealed interface Decoding {
        record ByHand() implements Decoding {}

        record Resolving(ResolvingReader reader) implements Decoding {}

        record Impossible(Fault fault) implements Decoding {}
    }

    private final WriterSchemas schemas;
    private final AvroInput input = new AvroInput();
    private final Map<Integer, Decoding> decodings = new HashMap<>();
    // Of the latest event that could be decoded, if there was one: the next is almost always of the same schema.
    private int latestId;
    private Optional<Decoding> latestDecoding = Optional.empty();

    public IndicatorEventReader(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * Clears {@code draft} and fills it from {@code value}. Never throws, whatever the bytes are.
     *
     * @param value as it lies on the topic; may be null
     */
    public Reading read(byte[] value, ObservationDraft draft) {
        draft.clear();
        Optional<Fault> headerFault = WireFormat.fault(value);
        if (headerFault.isPresent()) {
            return new Reading.Faulty(List.of(headerFault.get()));
        }
        int id = WireFormat.schemaId(value);
        if (latestDecoding.isEmpty() || id != latestId) {
            latestDecoding = decoding(id);
            latestId = id;
        }
        if (latestDecoding.isEmpty()) {
            return new Reading.UnknownSchema(id);
        }
        Decoding decoding = latestDecoding.get();
        if (decoding instanceof Decoding.ByHand) {
            return readByHand(value, draft);
        }
        return decoding instanceof Decoding.Resolving resolving
                ? readResolving(resolving.reader(), value, draft)
                : new Reading.Faulty(List.of(((Decoding.Impossible) decoding).fault()));
    }

    private Optional<Decoding> decoding(int id) {
        return Optional.ofNullable(decodings.get(id))
                .or(() -> schemas.known(id).map(writer -> {
                    Decoding decoding = decoding(id, writer);
                    decodings.put(id, decoding);
                    return decoding;
                }));
    }

    private static Decoding decoding(int id, Schema writer) {
        Optional<String> obstacle = Readability.obstacle(OURS, writer);
        if (obstacle.isPresent()) {
            return new Decoding.Impossible(WireFormat.unusableSchema(id, obstacle.get()));
        }
        return SchemaNormalization.parsingFingerprint64(writer) == FINGERPRINT
                ? new Decoding.ByHand()
                : new Decoding.Resolving(new ResolvingReader(writer, OURS));
    }

    private Reading readByHand(byte[] value, ObservationDraft draft) {
        input.start(value, WireFormat.HEADER_BYTES);
        String field = "eventId";
        try {
            draft.eventId(text(draft, field, input.readText()));
            field = "organisation";
            draft.organisation(text(draft, field, input.readRepeatedText()));
            field = "indicator";
            draft.indicator(text(draft, field, input.readRepeatedText()));
            field = "department";
            draft.department(text(draft, field, input.readRepeatedText()));
            field = "year";
            draft.year(input.readInt());
            field = "period";
            draft.period(text(draft, field, input.readRepeatedText()));
            field = "gender";
            draft.gender(GENDERS[input.readIndex(GENDERS.length)]);
            field = "district";
            if (input.readIsPresent()) {
                draft.district(text(draft, field, input.readRepeatedText()));
            }
            field = "value";
            if (input.readIsPresent()) {
                int length = input.readLength();
                if (isPossible(length, draft)) {
                    draft.value(input.readDecimal(length, Observation.VALUE_DECIMALS));
                } else {
                    input.skip(length);
                }
            }
            field = "missing";
            if (input.readIsPresent()) {
                missing(REASONS[input.readIndex(REASONS.length)], draft);
            }
            field = "count";
            if (input.readIsPresent()) {
                draft.count(input.readLong());
            }
            field = "kind";
            draft.kind(KINDS[input.readIndex(KINDS.length)]);
            field = "retracted";
            draft.retracted(input.readBoolean());
            field = "revision";
            draft.revision(input.readInt());
            field = "observedAt";
            draft.observedAt(instant(input.readLong()));
            field = "source";
            if (input.readIsPresent()) {
                draft.source(text(draft, field, input.readRepeatedText()));
            }
            field = "comment";
            if (input.readIsPresent()) {
                draft.comment(text(draft, field, input.readText()));
            }
            field = "";
            input.end();
            return FILLED;
        } catch (AvroInput.MalformedException malformed) {
            return new Reading.Faulty(List.of(WireFormat.undecodable(field, malformed.sv(), malformed.en())));
        }
    }

    private static Reading readResolving(ResolvingReader reader, byte[] value, ObservationDraft draft) {
        GenericRecord event;
        try {
            event = reader.read(value);
        } catch (ResolvingReader.UndecodableException undecodable) {
            return new Reading.Faulty(List.of(undecodable.fault()));
        }
        draft.eventId(text(draft, event, "eventId"));
        draft.organisation(text(draft, event, "organisation"));
        draft.indicator(text(draft, event, "indicator"));
        draft.department(text(draft, event, "department"));
        draft.year((Integer) event.get("year"));
        draft.period(text(draft, event, "period"));
        draft.gender(GENDERS[index(event.get("gender"), "gender")]);
        if (event.get("district") != null) {
            draft.district(text(draft, event, "district"));
        }
        if (event.get("value") instanceof ByteBuffer bytes && isPossible(bytes.remaining(), draft)) {
            byte[] unscaled = new byte[bytes.remaining()];
            bytes.get(unscaled);
            draft.value(new BigDecimal(new BigInteger(unscaled), Observation.VALUE_DECIMALS));
        }
        if (event.get("missing") != null) {
            missing(REASONS[index(event.get("missing"), "missing")], draft);
        }
        draft.count((Long) event.get("count"));
        draft.kind(KINDS[index(event.get("kind"), "kind")]);
        draft.retracted((Boolean) event.get("retracted"));
        draft.revision((Integer) event.get("revision"));
        draft.observedAt(instant((Long) event.get("observedAt")));
        if (event.get("source") != null) {
            draft.source(text(draft, event, "source"));
        }
        if (event.get("comment") != null) {
            draft.comment(text(draft, event, "comment"));
        }
        return FILLED;
    }

    private static String text(ObservationDraft draft, GenericRecord event, String field) {
        Utf8 bytes = (Utf8) event.get(field);
        String text = bytes.toString();
        if (Utf8Bytes.areDoubtful(text) && !Utf8Bytes.areWellFormed(bytes)) {
            draft.unreadable(Utf8Bytes.fault(field));
        }
        return text;
    }

    private String text(ObservationDraft draft, String field, String text) {
        if (Utf8Bytes.areDoubtful(text) && !input.wasUtf8()) {
            draft.unreadable(Utf8Bytes.fault(field));
        }
        return text;
    }

    private static int index(Object symbol, String field) {
        Schema ours = OURS.getField(field).schema();
        Schema choice = ours.getType() == Schema.Type.UNION ? ours.getTypes().get(1) : ours;
        return choice.getEnumOrdinal(Objects.toString(symbol));
    }

    private static boolean isPossible(int valueBytes, ObservationDraft draft) {
        if (valueBytes == 0) {
            draft.unreadable(new Fault(
                    "not-a-number",
                    "value",
                    new Text(
                            "Värdet har inga byte; 0 skrivs som en nollbyte.",
                            "The value has no bytes; 0 is written as a zero byte.")));
        } else if (valueBytes > LONGEST_VALUE_BYTES) {
            int digits = Observation.VALUE_DIGITS - Observation.VALUE_DECIMALS;
            draft.unreadable(new Fault(
                    "value-too-large",
                    "value",
                    new Text(
                            "Värdet har " + valueBytes + " byte; högst " + digits
                                    + " siffror före decimaltecknet tas emot.",
                            "The value has " + valueBytes + " bytes; at most " + digits
                                    + " digits before the decimal point are accepted.")));
        }
        return valueBytes > 0 && valueBytes <= LONGEST_VALUE_BYTES;
    }

    private static void missing(MissingReason reason, ObservationDraft draft) {
        if (reason == null) {
            draft.unreadable(new Fault(
                    "unknown-symbol",
                    "missing",
                    new Text(
                            "Okänt värde; välj ett av DROPOUT, NOT_APPLICABLE, SECRECY.",
                            "Unknown; use one of DROPOUT, NOT_APPLICABLE, SECRECY.")));
        }
        draft.missing(reason);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
