package se.malbild.goals.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;

/** The fields of canonical JSON: numbers are plain decimals, and what does not exist is {@code null}. */
final class JsonFields {
    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    void reason(Optional<Reason> reason) throws IOException {
        json.writeFieldName("reason");
        if (reason.isPresent()) {
            json.writeStartObject();
            json.writeStringField("code", reason.get().code());
            text("message", Optional.of(reason.get().message()));
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    void text(String field, Optional<Text> text) throws IOException {
        json.writeFieldName(field);
        if (text.isPresent()) {
            json.writeStartObject();
            json.writeStringField("sv", text.get().sv());
            json.writeStringField("en", text.get().en());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    void string(String field, Optional<String> text) throws IOException {
        json.writeStringField(field, text.orElse(null));
    }

    void strings(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    void integer(String field, Optional<Integer> number) throws IOException {
        number(field, number.map(BigDecimal::valueOf));
    }

    void number(String field, Optional<BigDecimal> number) throws IOException {
        json.writeFieldName(field);
        if (number.isPresent()) {
            json.writeNumber(number.get().toPlainString());
        } else {
            json.writeNull();
        }
    }
}
