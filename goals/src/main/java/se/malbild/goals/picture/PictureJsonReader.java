package se.malbild.goals.picture;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.framework.Scale;

/**
 * Reads the pictures that {@link PictureJson} wrote, in whatever version: what a later one has added is passed over, and what an earlier
 * one did not have yet does not exist. Written again by the same version, a picture has the same bytes.
 */
public final class PictureJsonReader {
    private PictureJsonReader() {}

    /** Returns the picture that {@code json} is; its scale has no id, for the JSON has none. Empty when it is none. */
    public static Optional<Picture> read(String json) {
        try {
            return Optional.of(picture(JsonObject.parse(json)));
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException none) {
            return Optional.empty();
        }
    }

    private interface Reading<T> {
        T of(JsonObject json) throws IOException;
    }

    private static <T> List<T> each(List<JsonObject> nodes, Reading<T> reading) throws IOException {
        List<T> all = new ArrayList<>();
        for (JsonObject node : nodes) {
            all.add(reading.of(node));
        }
        return all;
    }

    private static <T> Optional<T> maybe(Optional<JsonObject> node, Reading<T> reading) throws IOException {
        return node.isEmpty() ? Optional.empty() : Optional.of(reading.of(node.get()));
    }

    private static Picture picture(JsonObject json) throws IOException {
        return new Picture(
                json.string("organisation"),
                json.string("framework"),
                json.integer("frameworkVersion"),
                json.integer("year"),
                json.text("title"),
                json.optionalText("notice"),
                json.optionalString("observedThrough").map(Instant::parse),
                standing(json),
                new Scale("", each(json.objects("scale"), PictureJsonReader::level)),
                each(json.objects("strategicAreas"), PictureJsonReader::strategicArea));
    }

    private static Scale.Level level(JsonObject json) throws IOException {
        return new Scale.Level(
                json.string("id"),
                json.text("label"),
                json.number("from"),
                json.string("colour"),
                Scale.Shape.valueOf(json.string("shape").toUpperCase(Locale.ROOT)));
    }

    private static Standing standing(JsonObject json) throws IOException {
        Map<String, Integer> levels = new LinkedHashMap<>();
        json.object("levels").numbers().forEach((level, number) -> levels.put(level, number.intValue()));
        return new Standing(
                json.optionalNumber("attainment"),
                json.optionalNumber("coverage"),
                json.string("level"),
                reason(json),
                levels,
                json.optionalString("weakest"));
    }

    private static Optional<Reason> reason(JsonObject json) throws IOException {
        return maybe(
                json.optionalObject("reason"), reason -> new Reason(reason.string("code"), reason.text("message")));
    }

    private static StrategicAreaPicture strategicArea(JsonObject json) throws IOException {
        return new StrategicAreaPicture(
                json.string("id"),
                json.text("title"),
                standing(json),
                each(json.objects("goalAreas"), PictureJsonReader::goalArea));
    }

    private static GoalAreaPicture goalArea(JsonObject json) throws IOException {
        return new GoalAreaPicture(
                json.string("id"),
                json.text("statement"),
                standing(json),
                maybe(json.optionalObject("robustness"), PictureJsonReader::robustness),
                trend(json),
                maybe(
                        json.optionalObject("forecast"),
                        forecast -> new GoalAreaForecast(
                                forecast.optionalNumber("attainment"),
                                forecast.optionalNumber("coverage"),
                                forecast.string("level"),
                                reason(forecast))),
                each(
                        json.objects("indicators"),
                        part -> new GoalAreaPicture.WeightedIndicator(part.number("weight"), indicator(part))));
    }

    private static Robustness robustness(JsonObject json) throws IOException {
        return new Robustness(
                each(
                        json.objects("decisive"),
                        decisive -> new Robustness.DecisiveIndicator(
                                decisive.string("indicator"), decisive.string("level"))),
                json.string("equalWeights"),
                json.optionalString("ownOnly"));
    }

    private static Optional<Trend> trend(JsonObject json) throws IOException {
        return json.optionalString("trend").map(word -> Trend.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static IndicatorPicture indicator(JsonObject json) throws IOException {
        Map<String, BigDecimal> districts = json.object("districts").numbers();
        return new IndicatorPicture(
                json.string("id"),
                json.text("title"),
                json.text("unit"),
                json.string("measure"),
                json.optionalString("control"),
                maybe(
                        json.optionalObject("comparison"),
                        other -> new Comparison(other.number("value"), other.integer("year"), other.text("source"))),
                rule(json),
                json.optionalNumber("value"),
                json.optionalNumber("attainment"),
                json.string("level"),
                reason(json),
                new Development(
                        trend(json),
                        json.optionalNumber("change"),
                        json.optionalNumber("changeSince").map(BigDecimal::intValueExact)),
                maybe(
                        json.optionalObject("forecast"),
                        forecast -> new IndicatorForecast(
                                forecast.optionalNumber("value"),
                                forecast.optionalNumber("attainment"),
                                forecast.string("level"),
                                reason(forecast))),
                new Divisions(json.optionalNumber("women"), json.optionalNumber("men"), new TreeMap<>(districts)),
                suppressed(json.strings("suppressed")),
                new Reporters(
                        json.object("departments").strings("reported"),
                        json.object("departments").strings("expected")),
                each(
                        json.objects("problems"),
                        problem -> new Problem(
                                problem.string("code"), problem.text("message"), problem.optionalString("eventId"))));
    }

    private static RulePicture rule(JsonObject json) throws IOException {
        return new RulePicture(
                json.string("rule"),
                json.optionalString("direction"),
                maybe(
                        json.optionalObject("baseline"),
                        baseline -> new Baseline(
                                baseline.integer("year"), baseline.number("value"), baseline.optionalText("source"))),
                json.optionalNumber("target"),
                json.optionalText("targetSource"),
                json.isTrue("targetIsComparison"),
                json.optionalNumber("ideal"),
                json.optionalNumber("lower"),
                json.optionalNumber("upper"),
                json.number("tolerance"));
    }

    /** A field that only a later version hides is not in the picture that this one reads. */
    private static Set<Suppressed> suppressed(List<String> fields) {
        Set<Suppressed> suppressed = EnumSet.noneOf(Suppressed.class);
        Stream.of(Suppressed.values())
                .filter(field -> fields.contains(field.toString()))
                .forEach(suppressed::add);
        return suppressed;
    }
}
