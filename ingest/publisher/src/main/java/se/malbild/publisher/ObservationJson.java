package se.malbild.publisher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/**
 * An observation as a JSON object, such as one line of NDJSON, with the field names of the event. A field that is absent
 * or null has its default. {@code value} is a string or a number; both are taken exactly as written.
 */
public final class ObservationJson {
    /** How deep the content of a field may be nested; an observation is flat, so all nesting is a fault. */
    public static final int DEEPEST = 32;
    /** Fields that are read of one object; a longer one is at fault, and the rest of it is not looked at. */
    public static final int MOST_FIELDS = 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    private static final List<String> FIELDS = List.of(
            "eventId",
            "organisation",
            "indicator",
            "department",
            "year",
            "period",
            "gender",
            "district",
            "value",
            "missing",
            "count",
            "kind",
            "retracted",
            "revision",
            "observedAt",
            "source",
            "comment");
    private static final Text UNKNOWN_FIELD = new Text(
            "Fältet finns inte; fälten är " + String.join(", ", FIELDS) + ".",
            "There is no such field; the fields are " + String.join(", ", FIELDS) + ".");

    private ObservationJson() {}

    /** Returns the names of the fields, in their order. */
    public static List<String> fields() {
        return FIELDS;
    }

    /**
     * Returns the observation that {@code json} says.
     *
     * @throws InvalidObservationException with every fault of it; with one only when it is not a JSON object
     */
    public static Observation read(String json) throws InvalidObservationException {
        ObservationDraft draft = new ObservationDraft();
        read(json, draft);
        return draft.build();
    }

    /**
     * Clears {@code draft} and fills it, with a fault for every field that cannot be understood; it is still to be
     * judged.
     *
     * @throws InvalidObservationException when {@code json} is not a JSON object, so that there is nothing to judge
     */
    public static void read(String json, ObservationDraft draft) throws InvalidObservationException {
        draft.clear();
        fill(json, draft, Map.of());
    }

    /**
     * As {@link #read(String, ObservationDraft)}, but keeps what {@code draft} holds where the object says nothing else.
     *
     * @param more what is to be done with the texts of further fields, by their names
     * @throws InvalidObservationException when {@code json} is not a JSON object, so that there is nothing to judge
     */
    public static void fill(String json, ObservationDraft draft, Map<String, Consumer<String>> more)
            throws InvalidObservationException {
        try (JsonParser parser = JSON.createParser(json)) {
            new Reading(parser, draft, more).object();
        } catch (StreamConstraintsException tooMuch) {
            throw invalid(
                    "too-complex",
                    "Objektet är nästlat i mer än " + DEEPEST + " nivåer eller har ett orimligt långt tal.",
                    "The object is nested more than " + DEEPEST + " levels deep or has an unreasonably long number.");
        } catch (JsonProcessingException notJson) {
            String why = notJson.getOriginalMessage();
            throw notAnObject("Det är inte giltig JSON: " + why + ".", "It is not valid JSON: " + why + ".");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
    }

    private static InvalidObservationException notAnObject(String sv, String en) {
        return invalid("not-json", sv, en);
    }

    private static InvalidObservationException invalid(String code, String sv, String en) {
        return new InvalidObservationException(List.of(new Fault(code, "", new Text(sv, en))));
    }

    /** One walk through an object's fields. */
    private static final class Reading {
        private final JsonParser parser;
        private final ObservationDraft draft;
        private final Map<String, Consumer<String>> more;
        private final Set<String> seen = new HashSet<>();

        Reading(JsonParser parser, ObservationDraft draft, Map<String, Consumer<String>> more) {
            this.parser = parser;
            this.draft = draft;
            this.more = more;
        }

        void object() throws IOException, InvalidObservationException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notAnObject(
                        "Ett JSON-objekt väntas: {\"eventId\": …}.", "A JSON object is expected: {\"eventId\": …}.");
            }
            int fields = 0;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                fields++;
                if (fields > MOST_FIELDS) {
                    fault(
                            "too-many-fields",
                            "",
                            "Objektet har fler än " + MOST_FIELDS + " fält.",
                            "The object has more than " + MOST_FIELDS + " fields.");
                    return;
                }
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!seen.add(name)) {
                    fault(
                            "duplicate-field",
                            name,
                            "Fältet är angivet två gånger; behåll det ena.",
                            "The field is given twice; keep one of them.");
                } else if (value != JsonToken.VALUE_NULL || !FIELDS.contains(name)) {
                    field(name);
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw notAnObject(
                        "Det står något efter objektet; skriv ett objekt per rad.",
                        "There is something after the object; write one object per line.");
            }
        }

        private void field(String name) throws IOException {
            switch (name) {
                case "eventId" -> text(name, draft::eventId);
                case "organisation" -> text(name, draft::organisation);
                case "indicator" -> text(name, draft::indicator);
                case "department" -> text(name, draft::department);
                case "year" -> whole(name, Integer.MIN_VALUE, Integer.MAX_VALUE, year -> draft.year((int) year));
                case "period" -> text(name, draft::period);
                case "gender" -> symbol(name, Gender.class, draft::gender);
                case "district" -> text(name, draft::district);
                case "value" -> value(name);
                case "missing" -> symbol(name, MissingReason.class, draft::missing);
                case "count" -> whole(name, Long.MIN_VALUE, Long.MAX_VALUE, draft::count);
                case "kind" -> symbol(name, Kind.class, draft::kind);
                case "retracted" -> flag(name, draft::retracted);
                case "revision" ->
                    whole(name, Integer.MIN_VALUE, Integer.MAX_VALUE, revision -> draft.revision((int) revision));
                case "observedAt" -> text(name, text -> time(name, text));
                case "source" -> text(name, draft::source);
                case "comment" -> text(name, draft::comment);
                default -> {
                    if (more.containsKey(name)) {
                        text(name, more.get(name));
                    } else {
                        draft.unreadable(new Fault("unknown-field", name, UNKNOWN_FIELD));
                    }
                }
            }
        }

        private void text(String name, Consumer<String> into) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                String text = parser.getText();
                if (draft.isWhole(name, text)) {
                    into.accept(text);
                }
            } else {
                wrongType(name, "En text inom citattecken väntas.", "A text in quotation marks is expected.");
            }
        }

        private void value(String name) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                draft.value(parser.getText());
            } else {
                wrongType(
                        name,
                        "Ett tal väntas, till exempel 78.37 eller \"78.37\".",
                        "A number is expected, for example 78.37 or \"78.37\".");
            }
        }

        private void whole(String name, long least, long most, LongConsumer into) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                wrongType(
                        name,
                        "Ett heltal utan citattecken väntas.",
                        "A whole number without quotation marks is expected.");
                return;
            }
            boolean isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (isLong && parser.getLongValue() >= least && parser.getLongValue() <= most) {
                into.accept(parser.getLongValue());
            } else {
                fault("out-of-range", name, "Talet är för stort.", "The number is too large.");
            }
        }

        private void flag(String name, Consumer<Boolean> into) {
            if (parser.currentToken().isBoolean()) {
                into.accept(parser.currentToken() == JsonToken.VALUE_TRUE);
            } else {
                wrongType(
                        name,
                        "true eller false utan citattecken väntas.",
                        "true or false without quotation marks is expected.");
            }
        }

        private <E extends Enum<E>> void symbol(String name, Class<E> type, Consumer<E> into) throws IOException {
            text(
                    name,
                    text -> Arrays.stream(type.getEnumConstants())
                            .filter(constant -> constant.name().equals(text))
                            .findFirst()
                            .ifPresentOrElse(into, () -> {
                                String known = Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "));
                                fault(
                                        "unknown-symbol",
                                        name,
                                        "Okänt värde; välj ett av " + known + ".",
                                        "Unknown; use one of " + known + ".");
                            }));
        }

        private void time(String name, String text) {
            try {
                draft.observedAt(EventTime.parse(text));
            } catch (DateTimeParseException notATime) {
                fault(
                        "not-a-time",
                        name,
                        "En tidpunkt med tidszon väntas, till exempel 2018-09-01T12:00:00Z eller 2018-09-01T14:00:00+02:00.",
                        "A time with its zone is expected, for example 2018-09-01T12:00:00Z or 2018-09-01T14:00:00+02:00.");
            }
        }

        private void wrongType(String name, String sv, String en) {
            fault("wrong-type", name, sv, en);
        }

        private void fault(String code, String name, String sv, String en) {
            draft.unreadable(new Fault(code, name, new Text(sv, en)));
        }
    }

    /** Returns {@code observation} on one line, without the fields that have their defaults. */
    public static String write(Observation observation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(observation, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
        return text.toString();
    }

    private static void write(Observation observation, JsonGenerator json) throws IOException {
        Cell cell = observation.cell();
        json.writeStartObject();
        json.writeStringField("eventId", observation.eventId());
        json.writeStringField("organisation", cell.organisation());
        json.writeStringField("indicator", cell.indicator());
        json.writeStringField("department", cell.department());
        json.writeNumberField("year", cell.year());
        if (!cell.period().isWholeYear()) {
            json.writeStringField("period", cell.period().toString());
        }
        json.writeStringField("gender", cell.gender().name());
        writePresent(json, "district", cell.district());
        if (observation.content() instanceof Content.Value value) {
            json.writeStringField("value", value.number().toPlainString());
        } else if (observation.content() instanceof Content.Missing missing) {
            json.writeStringField("missing", missing.reason().name());
        }
        if (observation.count().isPresent()) {
            json.writeNumberField("count", observation.count().getAsLong());
        }
        if (cell.kind() != Kind.OUTCOME) {
            json.writeStringField("kind", cell.kind().name());
        }
        if (observation.content() instanceof Content.Retracted) {
            json.writeBooleanField("retracted", true);
        }
        if (observation.revision() != 0) {
            json.writeNumberField("revision", observation.revision());
        }
        json.writeStringField("observedAt", observation.observedAt().toString());
        writePresent(json, "source", observation.source());
        writePresent(json, "comment", observation.comment());
        json.writeEndObject();
    }

    private static void writePresent(JsonGenerator json, String field, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }
}
