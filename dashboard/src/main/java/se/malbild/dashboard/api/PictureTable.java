package se.malbild.dashboard.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.picture.GoalAreaForecast;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Robustness;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;

/** Pictures as a table: a row for the municipality, for each strategic area and for each goal area. */
final class PictureTable {
    private PictureTable() {}

    private record Row(
            Picture picture,
            Text kind,
            String id,
            Text name,
            Standing standing,
            Optional<GoalAreaPicture> goalArea,
            Optional<Text> weakest) {
        private Optional<GoalAreaForecast> forecast() {
            return goalArea.flatMap(GoalAreaPicture::forecast);
        }

        private Optional<Robustness> robustness() {
            return goalArea.flatMap(GoalAreaPicture::robustness);
        }

        private Text level(String level) {
            return Labels.level(picture.scale(), level);
        }
    }

    static byte[] of(Collection<Picture> pictures, Optional<AsOf> asOf, Language language) {
        Columns<Row> columns = new Columns<Row>()
                .with("År", "Year", row -> row.picture().year())
                .with("Avser", "Kind", Row::kind)
                .with("Id", "Id", Row::id)
                .with("Namn", "Name", Row::name)
                .with("Nivå", "Level", row -> row.level(row.standing().level()))
                .with("Måluppfyllelse", "Attainment", row -> row.standing().attainment())
                .with("Täckning", "Coverage", row -> row.standing().coverage())
                .with(
                        "Trend",
                        "Trend",
                        row -> row.goalArea().flatMap(GoalAreaPicture::trend).map(Labels::trend))
                .with(
                        "Prognos, nivå",
                        "Forecast, level",
                        row -> row.forecast().map(forecast -> row.level(forecast.level())))
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
                .with(
                        "Står fast",
                        "Stands",
                        row -> row.goalArea()
                                .flatMap(GoalAreaPicture::stands)
                                .map(stands -> stands ? new Text("Ja", "Yes") : new Text("Nej", "No")))
                .with(
                        "Avgörande nyckeltal",
                        "Decisive indicators",
                        row -> row.goalArea().map(PictureTable::decisive))
                .with(
                        "Nivå, lika vikter",
                        "Level, equal weights",
                        row -> row.robustness().map(robustness -> row.level(robustness.equalWeights())))
                .with(
                        "Nivå, bara egen rådighet",
                        "Level, own control only",
                        row -> row.robustness().flatMap(Robustness::ownOnly).map(row::level))
                .with("Skäl", "Reason", row -> row.standing().reason().map(Reason::message));
        levels(pictures)
                .forEach((level, label) -> columns.with(
                        "Antal: " + label.sv(),
                        "Number: " + label.en(),
                        row -> Optional.ofNullable(row.standing().levels().get(level))));
        columns.withAsOf(asOf).withNotice(row -> row.picture().notice());
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
                Optional.of(area),
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
        return area.standing().weakest().flatMap(id -> titles(area, List.of(id)).findFirst());
    }

    private static Text decisive(GoalAreaPicture area) {
        List<String> indicators = area.robustness().stream()
                .flatMap(robustness -> robustness.decisive().stream())
                .map(Robustness.DecisiveIndicator::indicator)
                .toList();
        return Columns.joined("; ", titles(area, indicators).toList());
    }

    private static Stream<Text> titles(GoalAreaPicture area, List<String> indicators) {
        return area.indicators().stream()
                .map(GoalAreaPicture.WeightedIndicator::indicator)
                .filter(indicator -> indicators.contains(indicator.id()))
                .map(IndicatorPicture::title);
    }
}
