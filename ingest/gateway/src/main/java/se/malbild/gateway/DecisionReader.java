package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.service.Tokens.Holder;

/** Reads what somebody wants to decide from the body of a request. */
final class DecisionReader {
    /** The fields, in their order. */
    static final List<String> FIELDS = List.of(
            "organisation",
            "framework",
            "year",
            "kind",
            "subject",
            "department",
            "follows",
            "decidedOn",
            "reference",
            "reason",
            "level",
            "indicators",
            "text",
            "language",
            "acknowledge",
            "picture");

    private static final int DEEPEST = 20;
    private static final int MOST_FIELDS = 100;
    private static final int MOST_ELEMENTS = 1_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final JsonParser parser;
    private final DecisionDraft draft = new DecisionDraft();

    private DecisionReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Returns what {@code json} says, with a fault for every field that cannot be understood; it is still to be judged. Where it does
     * not say whose it is, the token does.
     *
     * @throws se.malbild.service.HttpProblemException when it is no JSON object
     */
    static DecisionDraft read(String json, Holder holder) {
        try (JsonParser parser = JSON.createParser(json)) {
            DecisionReader reader = new DecisionReader(parser);
            reader.draft.organisation(holder.organisation());
            if (holder.departments().size() == 1) {
                reader.draft.department(holder.departments().iterator().next());
            }
            reader.object();
            return reader.draft;
        } catch (JsonProcessingException notJson) {
            String why = notJson.getOriginalMessage();
            throw GatewayProblems.badRequest(
                    "not-json", "Det är inte giltig JSON: " + why + ".", "It is not valid JSON: " + why + ".");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
    }

    private void object() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw GatewayProblems.badRequest(
                    "not-json",
                    "Ett JSON-objekt väntas: {\"framework\": …}.",
                    "A JSON object is expected: {\"framework\": …}.");
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (seen.size() == MOST_FIELDS) {
                throw GatewayProblems.badRequest(
                        "too-many-fields",
                        "Objektet har fler än " + MOST_FIELDS + " fält.",
                        "The object has more than " + MOST_FIELDS + " fields.");
            }
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
            throw GatewayProblems.badRequest(
                    "not-json",
                    "Det står något efter objektet; skicka ett beslut i taget.",
                    "There is something after the object; send one decision at a time.");
        }
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "organisation" -> text(name, draft::organisation);
            case "framework" -> text(name, draft::framework);
            case "year" -> year(name);
            case "kind" -> kind(name);
            case "subject" -> text(name, draft::subject);
            case "department" -> text(name, draft::department);
            case "follows" -> text(name, draft::follows);
            case "decidedOn" -> text(name, text -> day(name, text));
            case "reference" -> text(name, draft::reference);
            case "reason" -> text(name, draft::reason);
            case "level" -> text(name, draft::level);
            case "indicators" -> texts(name, draft::indicators);
            case "text" -> text(name, draft::text);
            case "language" -> language(name);
            case "acknowledge" -> texts(name, draft::acknowledged);
            case "picture" -> text(name, draft::picture);
            default ->
                fault(
                        "unknown-field",
                        name,
                        "Fältet finns inte; fälten är " + String.join(", ", FIELDS) + ".",
                        "There is no such field; the fields are " + String.join(", ", FIELDS) + ".");
        }
    }

    private void text(String name, Consumer<String> into) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            into.accept(parser.getText());
        } else {
            wrongType(name, "En text inom citattecken väntas.", "A text in quotation marks is expected.");
        }
    }

    private void texts(String name, Consumer<List<String>> into) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(name, "En lista av texter väntas.", "A list of texts is expected.");
            return;
        }
        List<String> texts = new ArrayList<>();
        boolean isGood = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            isGood &= parser.currentToken() == JsonToken.VALUE_STRING && texts.size() < MOST_ELEMENTS;
            if (isGood) {
                texts.add(parser.getText());
            }
            parser.skipChildren();
        }
        if (isGood) {
            into.accept(texts);
        } else {
            wrongType(
                    name,
                    "En lista av högst " + MOST_ELEMENTS + " texter väntas.",
                    "A list of at most " + MOST_ELEMENTS + " texts is expected.");
        }
    }

    private void year(String name) throws IOException {
        boolean isInt = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
        if (isInt) {
            draft.year(parser.getIntValue());
        } else {
            wrongType(
                    name,
                    "Ett år utan citattecken väntas, till exempel 2018.",
                    "A year without quotation marks is expected, for example 2018.");
        }
    }

    private void kind(String name) throws IOException {
        text(
                name,
                text -> Stream.of(DecisionKind.values())
                        .filter(kind -> kind.name().equals(text))
                        .findFirst()
                        .ifPresentOrElse(
                                draft::kind,
                                () -> unknown(
                                        name,
                                        Stream.of(DecisionKind.values())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", ")))));
    }

    private void language(String name) throws IOException {
        text(
                name,
                text -> Stream.of(Language.values())
                        .filter(language ->
                                language.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .ifPresentOrElse(draft::language, () -> unknown(name, "sv, en")));
    }

    private void day(String name, String text) {
        try {
            draft.decidedOn(LocalDate.parse(text));
        } catch (DateTimeParseException noDay) {
            fault(
                    "not-a-date",
                    name,
                    "En dag väntas, till exempel 2019-03-26.",
                    "A day is expected, for example 2019-03-26.");
        }
    }

    private void unknown(String name, String known) {
        fault("unknown-symbol", name, "Okänt värde; välj ett av " + known + ".", "Unknown; use one of " + known + ".");
    }

    private void wrongType(String name, String sv, String en) {
        fault("wrong-type", name, sv, en);
    }

    private void fault(String code, String name, String sv, String en) {
        draft.unreadable(new Fault(code, name, new Text(sv, en)));
    }
}
