package se.malbild.dashboard.api;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import se.malbild.dashboard.view.Comparison;
import se.malbild.dashboard.view.Comparison.Pair;
import se.malbild.dashboard.view.Comparison.Side;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.PictureLabels;

/** Two municipalities as a table: a row for each indicator that both have, in each year. */
final class ComparisonTable {
    private ComparisonTable() {}

    private record Row(Pair pair, int year) {}

    static byte[] of(Comparison comparison, Language language) {
        Columns<Row> columns = new Columns<Row>()
                .with("År", "Year", Row::year)
                .with("Serie", "Series", row -> row.pair().first().series())
                .with("Nyckeltal", "Indicator", row -> row.pair().first().title());
        add(columns, comparison.first(), true);
        add(columns, comparison.second(), false);
        columns.with("Skillnader", "Differences", row -> differences(comparison, row));
        List<Row> rows = comparison.pairs().stream()
                .flatMap(pair -> pair.years().stream().map(year -> new Row(pair, year)))
                .toList();
        return columns.csv(rows, language);
    }

    private static void add(Columns<Row> columns, Side side, boolean isFirst) {
        Text name = side.name();
        columns.with(
                        name.sv() + ", enhet",
                        name.en() + ", unit",
                        row -> (isFirst ? row.pair().first() : row.pair().second()).unit())
                .with(
                        name.sv() + ", utfall",
                        name.en() + ", value",
                        row -> of(row, isFirst).flatMap(ComparisonTable::value))
                .with(
                        name.sv() + ", nivå",
                        name.en() + ", level",
                        row -> judged(row, side, isFirst)
                                .map(shown ->
                                        Labels.level(side.view().framework().scale(), shown.level())))
                .with(
                        name.sv() + ", måluppfyllelse",
                        name.en() + ", attainment",
                        row -> judged(row, side, isFirst).flatMap(IndicatorPicture::attainment))
                .with(
                        name.sv() + ", regel",
                        name.en() + ", rule",
                        row -> judged(row, side, isFirst).map(shown -> Labels.rule(shown.rule())))
                .with(
                        name.sv() + ", viktigt att veta",
                        name.en() + ", notice",
                        row -> side.view().framework().notice());
    }

    private static Optional<IndicatorPicture> of(Row row, boolean isFirst) {
        SortedMap<Integer, IndicatorPicture> years =
                isFirst ? row.pair().ofFirst() : row.pair().ofSecond();
        return Optional.ofNullable(years.get(row.year()));
    }

    private static Optional<IndicatorPicture> judged(Row row, Side side, boolean isFirst) {
        return of(row, isFirst).filter(shown -> side.judges(row.year()));
    }

    private static Optional<Object> value(IndicatorPicture shown) {
        return shown.value()
                .<Object>map(number -> number)
                .or(() -> Optional.of(PictureLabels.SUPPRESSED)
                        .filter(hidden -> shown.suppressed().contains(Suppressed.VALUE)));
    }

    private static Text differences(Comparison comparison, Row row) {
        return Columns.joined(" ", comparison.differences(row.pair(), row.year()));
    }
}
