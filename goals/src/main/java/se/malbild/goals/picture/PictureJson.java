package se.malbild.goals.picture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.framework.Scale;

/**
 * Writes pictures as canonical JSON: fields in a fixed order, numbers as plain decimals without trailing zeros, what does
 * not exist as {@code null}. Equal pictures give equal text.
 */
public final class PictureJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private final JsonFields fields;

    private PictureJson(JsonGenerator json) {
        this.json = json;
        this.fields = new JsonFields(json);
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
        fields.text("title", Optional.of(picture.title()));
        fields.text("notice", picture.notice());
        fields.string("observedThrough", picture.observedThrough().map(Object::toString));
        standing(picture.standing());
        json.writeArrayFieldStart("scale");
        for (Scale.Level level : picture.scale().levels()) {
            json.writeStartObject();
            json.writeStringField("id", level.id());
            fields.text("label", Optional.of(level.label()));
            fields.number("from", Optional.of(level.from()));
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
        fields.text("title", Optional.of(area.title()));
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
        fields.text("statement", Optional.of(goalArea.statement()));
        standing(goalArea.standing());
        robustness(goalArea);
        fields.string("trend", goalArea.trend().map(Trend::toString));
        goalAreaForecast(goalArea.forecast());
        json.writeArrayFieldStart("indicators");
        for (GoalAreaPicture.WeightedIndicator part : goalArea.indicators()) {
            indicator(part.indicator(), Optional.of(part.weight()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void robustness(GoalAreaPicture goalArea) throws IOException {
        json.writeFieldName("robustness");
        if (goalArea.robustness().isEmpty()) {
            json.writeNull();
            return;
        }
        Robustness robustness = goalArea.robustness().get();
        json.writeStartObject();
        json.writeBooleanField("stands", goalArea.stands().orElseThrow());
        json.writeArrayFieldStart("decisive");
        for (Robustness.DecisiveIndicator decisive : robustness.decisive()) {
            json.writeStartObject();
            json.writeStringField("indicator", decisive.indicator());
            json.writeStringField("level", decisive.level());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("equalWeights", robustness.equalWeights());
        fields.string("ownOnly", robustness.ownOnly());
        json.writeEndObject();
    }

    private void indicator(IndicatorPicture indicator, Optional<BigDecimal> weight) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", indicator.id());
        fields.text("title", Optional.of(indicator.title()));
        fields.text("unit", Optional.of(indicator.unit()));
        json.writeStringField("measure", indicator.measure());
        rule(indicator.rule());
        fields.number("value", indicator.value());
        fields.number("attainment", indicator.attainment());
        json.writeStringField("level", indicator.level());
        fields.reason(indicator.reason());
        fields.string("trend", indicator.development().trend().map(Trend::toString));
        fields.number("change", indicator.development().change());
        fields.integer("changeSince", indicator.development().changeSince());
        indicatorForecast(indicator.forecast());
        fields.number("women", indicator.divisions().women());
        fields.number("men", indicator.divisions().men());
        json.writeObjectFieldStart("districts");
        for (Map.Entry<String, BigDecimal> district :
                indicator.divisions().districts().entrySet()) {
            fields.number(district.getKey(), Optional.of(district.getValue()));
        }
        json.writeEndObject();
        fields.strings(
                "suppressed",
                indicator.suppressed().stream().map(Suppressed::toString).toList());
        json.writeFieldName("comparison");
        if (indicator.comparison().isPresent()) {
            json.writeStartObject();
            fields.number("value", indicator.comparison().map(comparison -> comparison.value()));
            json.writeNumberField("year", indicator.comparison().get().year());
            fields.text("source", indicator.comparison().map(comparison -> comparison.source()));
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        fields.string("control", indicator.control());
        if (weight.isPresent()) {
            fields.number("weight", weight);
        }
        json.writeObjectFieldStart("departments");
        fields.strings("reported", indicator.departments().reported());
        fields.strings("expected", indicator.departments().expected());
        json.writeEndObject();
        json.writeArrayFieldStart("problems");
        for (Problem problem : indicator.problems()) {
            json.writeStartObject();
            json.writeStringField("code", problem.code());
            fields.text("message", Optional.of(problem.message()));
            fields.string("eventId", problem.eventId());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void goalAreaForecast(Optional<GoalAreaForecast> forecast) throws IOException {
        json.writeFieldName("forecast");
        if (forecast.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        fields.number("attainment", forecast.get().attainment());
        fields.number("coverage", forecast.get().coverage());
        json.writeStringField("level", forecast.get().level());
        fields.reason(forecast.get().reason());
        json.writeEndObject();
    }

    private void indicatorForecast(Optional<IndicatorForecast> forecast) throws IOException {
        json.writeFieldName("forecast");
        if (forecast.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        fields.number("value", forecast.get().value());
        fields.number("attainment", forecast.get().attainment());
        json.writeStringField("level", forecast.get().level());
        fields.reason(forecast.get().reason());
        json.writeEndObject();
    }

    private void rule(RulePicture rule) throws IOException {
        json.writeStringField("rule", rule.kind());
        fields.string("direction", rule.direction());
        json.writeFieldName("baseline");
        if (rule.baseline().isPresent()) {
            json.writeStartObject();
            json.writeNumberField("year", rule.baseline().get().year());
            fields.number("value", rule.baseline().map(baseline -> baseline.value()));
            fields.text("source", rule.baseline().get().source());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        fields.number("target", rule.target());
        fields.text("targetSource", rule.targetSource());
        json.writeBooleanField("targetIsComparison", rule.targetIsComparison());
        fields.number("ideal", rule.ideal());
        fields.number("lower", rule.lower());
        fields.number("upper", rule.upper());
        fields.number("tolerance", Optional.of(rule.tolerance()));
    }

    private void standing(Standing standing) throws IOException {
        fields.number("attainment", standing.attainment());
        fields.number("coverage", standing.coverage());
        json.writeStringField("level", standing.level());
        fields.reason(standing.reason());
        json.writeObjectFieldStart("levels");
        for (Map.Entry<String, Integer> count : standing.levels().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        fields.string("weakest", standing.weakest());
    }
}
