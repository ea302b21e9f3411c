package se.malbild.dashboard.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.picture.GoalAreaForecast;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Trend;

/** Pictures as a table: a row for the municipality, for each strategic area and for each goal area. */
final class PictureTable {
    private PictureTable() {}

    private record Row(
            Picture picture,
            Text kind,
            String id,
            Text name,
            Standing standing,
            Optional<Trend> trend,
            Optional<GoalAreaForecast> forecast,
            Optional<Text> weakest) {}

    static byte[] of(Collection<Picture> pictures, Language language) {
        Columns<Row> columns = new Columns<Row>()
                .with("År", "Year", row -> row.picture().year())
                .with("Avser", "Kind", Row::kind)
                .with("Id", "Id", Row::id)
                .with("Namn", "Name", Row::name)
                .with(
                        "Nivå",
                        "Level",
                        row -> Labels.level(
                                row.picture().scale(), row.standing().level()))
                .with("Måluppfyllelse", "Attainment", row -> row.standing().attainment())
                .with("Täckning", "Coverage", row -> row.standing().coverage())
                .with("Trend", "Trend", row -> row.trend().map(Labels::trend))
                .with(
                        "Prognos, nivå",
                        "Forecast, level",
                        row -> row.forecast()
                                .map(forecast -> Labels.level(row.picture().scale(), forecast.level())))
                .with(
                        "Prognos, måluppfyllelse",
                        "Forecast, attainment",
                        row -> row.forecast().flatMap(GoalAreaForecast::attainment))
                .with(
                        "Prognos, täckning",
                        "Forecast, coverage",
                        row -> row.forecast().flatMap(GoalAreaForecast::coverage))
                .with(
                        "Prognos, skäl",
                        "Forecast, reason",
                        row -> row.forecast().flatMap(GoalAreaForecast::reason).map(Reason::message))
                .with("Svagast", "Weakest", Row::weakest)
                .with("Skäl", "Reason", row -> row.standing().reason().map(Reason::message));
        levels(pictures)
                .forEach((level, label) -> columns.with(
                        "Antal: " + label.sv(),
                        "Number: " + label.en(),
                        row -> Optional.ofNullable(row.standing().levels().get(level))));
        columns.withNotice(row -> row.picture().notice());
        return columns.csv(pictures.stream().flatMap(PictureTable::rows).toList(), language);
    }

    /** Returns every level and status of {@code pictures}, with what it is called. */
    private static Map<String, Text> levels(Collection<Picture> pictures) {
        Map<String, Text> levels = new LinkedHashMap<>();
        pictures.forEach(picture -> picture.standing()
                .levels()
                .keySet()
                .forEach(level -> levels.putIfAbsent(level, Labels.level(picture.scale(), level))));
        return levels;
    }

    private static Stream<Row> rows(Picture picture) {
        Row whole = new Row(
                picture,
                new Text("Kommunen", "Municipality"),
                picture.organisation(),
                picture.title(),
                picture.standing(),
                Optional.empty(),
                Optional.empty(),
                weakestArea(picture, picture.standing()));
        return Stream.concat(Stream.of(whole), picture.strategicAreas().stream().flatMap(area -> rows(picture, area)));
    }

    private static Stream<Row> rows(Picture picture, StrategicAreaPicture area) {
        Row whole = new Row(
                picture,
                new Text("Strategiskt område", "Strategic area"),
                area.id(),
                area.title(),
                area.standing(),
                Optional.empty(),
                Optional.empty(),
                weakestArea(picture, area.standing()));
        return Stream.concat(Stream.of(whole), area.goalAreas().stream().map(goalArea -> row(picture, goalArea)));
    }

    private static Row row(Picture picture, GoalAreaPicture area) {
        return new Row(
                picture,
                new Text("Målområde", "Goal area"),
                area.id(),
                area.statement(),
                area.standing(),
                area.trend(),
                area.forecast(),
                weakestIndicator(area));
    }

    private static Optional<Text> weakestArea(Picture picture, Standing standing) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> standing.weakest().filter(area.id()::equals).isPresent())
                .findFirst()
                .map(GoalAreaPicture::statement);
    }

    private static Optional<Text> weakestIndicator(GoalAreaPicture area) {
        return area.indicators().stream()
                .map(GoalAreaPicture.WeightedIndicator::indicator)
                .filter(indicator ->
                        area.standing().weakest().filter(indicator.id()::equals).isPresent())
                .findFirst()
                .map(IndicatorPicture::title);
    }
}
