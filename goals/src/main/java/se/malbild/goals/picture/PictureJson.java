package se.malbild.goals.picture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale;

/**
 * Writes pictures as canonical JSON: fields in a fixed order, numbers as plain decimals without trailing zeros, what does
 * not exist as {@code null}. Equal pictures give equal text.
 */
public final class PictureJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private PictureJson(JsonGenerator json) {
        this.json = json;
    }

    /** Returns {@code picture} on one line. */
    public static String compact(Picture picture) {
        return text(false, writer -> writer.picture(picture));
    }

    /** Returns {@code picture} indented, with a line break at the end. */
    public static String indented(Picture picture) {
        return text(true, writer -> writer.picture(picture)) + "\n";
    }

    /** Returns {@code goalArea} on one line. */
    public static String compact(GoalAreaPicture goalArea) {
        return text(false, writer -> writer.goalArea(goalArea));
    }

    /** Returns {@code indicator} on one line. */
    public static String compact(IndicatorPicture indicator) {
        return text(false, writer -> writer.indicator(indicator, Optional.empty()));
    }

    private interface Writing {
        void to(PictureJson writer) throws IOException;
    }

    private static String text(boolean indented, Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            if (indented) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                json.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            writing.to(new PictureJson(json));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the text is in memory
        }
        return text.toString();
    }

    private void picture(Picture picture) throws IOException {
        json.writeStartObject();
        json.writeStringField("organisation", picture.organisation());
        json.writeStringField("framework", picture.framework());
        json.writeNumberField("frameworkVersion", picture.frameworkVersion());
        json.writeNumberField("year", picture.year());
        text("title", Optional.of(picture.title()));
        text("notice", picture.notice());
        string("observedThrough", picture.observedThrough().map(Object::toString));
        standing(picture.standing());
        json.writeArrayFieldStart("scale");
        for (Scale.Level level : picture.scale().levels()) {
            json.writeStartObject();
            json.writeStringField("id", level.id());
            text("label", Optional.of(level.label()));
            number("from", Optional.of(level.from()));
            json.writeStringField("colour", level.colour());
            json.writeStringField("shape", level.shape().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("strategicAreas");
        for (StrategicAreaPicture area : picture.strategicAreas()) {
            strategicArea(area);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void strategicArea(StrategicAreaPicture area) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", area.id());
        text("title", Optional.of(area.title()));
        standing(area.standing());
        json.writeArrayFieldStart("goalAreas");
        for (GoalAreaPicture goalArea : area.goalAreas()) {
            goalArea(goalArea);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void goalArea(GoalAreaPicture goalArea) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", goalArea.id());
        text("statement", Optional.of(goalArea.statement()));
        standing(goalArea.standing());
        string("trend", goalArea.trend().map(Trend::toString));
        json.writeArrayFieldStart("indicators");
        for (GoalAreaPicture.WeightedIndicator part : goalArea.indicators()) {
            indicator(part.indicator(), Optional.of(part.weight()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void indicator(IndicatorPicture indicator, Optional<BigDecimal> weight) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", indicator.id());
        text("title", Optional.of(indicator.title()));
        text("unit", Optional.of(indicator.unit()));
        json.writeStringField("measure", indicator.measure());
        json.writeStringField("rule", indicator.rule());
        string("direction", indicator.direction());
        json.writeFieldName("baseline");
        if (indicator.baseline().isPresent()) {
            json.writeStartObject();
            json.writeNumberField("year", indicator.baseline().get().year());
            number("value", indicator.baseline().map(baseline -> baseline.value()));
            text("source", indicator.baseline().get().source());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        number("target", indicator.target());
        text("targetSource", indicator.targetSource());
        json.writeBooleanField("targetIsComparison", indicator.targetIsComparison());
        number("ideal", indicator.ideal());
        number("lower", indicator.lower());
        number("upper", indicator.upper());
        number("tolerance", Optional.of(indicator.tolerance()));
        number("value", indicator.value());
        number("attainment", indicator.attainment());
        json.writeStringField("level", indicator.level());
        reason(indicator.reason());
        string("trend", indicator.trend().map(Trend::toString));
        number("change", indicator.change());
        number("women", indicator.women());
        number("men", indicator.men());
        json.writeObjectFieldStart("districts");
        for (Map.Entry<String, BigDecimal> district : indicator.districts().entrySet()) {
            number(district.getKey(), Optional.of(district.getValue()));
        }
        json.writeEndObject();
        json.writeFieldName("comparison");
        if (indicator.comparison().isPresent()) {
            json.writeStartObject();
            number("value", indicator.comparison().map(comparison -> comparison.value()));
            json.writeNumberField("year", indicator.comparison().get().year());
            text("source", indicator.comparison().map(comparison -> comparison.source()));
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        string("control", indicator.control());
        if (weight.isPresent()) {
            number("weight", weight);
        }
        json.writeObjectFieldStart("departments");
        strings("reported", indicator.reported());
        strings("expected", indicator.expected());
        json.writeEndObject();
        json.writeArrayFieldStart("problems");
        for (Problem problem : indicator.problems()) {
            json.writeStartObject();
            json.writeStringField("code", problem.code());
            text("message", Optional.of(problem.message()));
            string("eventId", problem.eventId());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void standing(Standing standing) throws IOException {
        number("attainment", standing.attainment());
        number("coverage", standing.coverage());
        json.writeStringField("level", standing.level());
        reason(standing.reason());
        json.writeObjectFieldStart("levels");
        for (Map.Entry<String, Integer> count : standing.levels().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        string("weakest", standing.weakest());
    }

    private void reason(Optional<Reason> reason) throws IOException {
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

    private void text(String field, Optional<Text> text) throws IOException {
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

    private void string(String field, Optional<String> text) throws IOException {
        json.writeStringField(field, text.orElse(null));
    }

    private void strings(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void number(String field, Optional<BigDecimal> number) throws IOException {
        json.writeFieldName(field);
        if (number.isPresent()) {
            json.writeNumber(number.get().toPlainString());
        } else {
            json.writeNull();
        }
    }
}
