package se.malbild.dashboard.api;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.PictureLabels;

/** Indicators as a table: a row for each in each year. */
final class IndicatorTable {
    private static final Reason BEFORE_THE_PERIOD = new Reason(
            "before-the-period",
            new Text("Året ligger före styrmodellens period.", "The year is before the period of the framework."));

    private IndicatorTable() {}

    /**
     * An indicator in a year.
     *
     * @param framework knows what levels and departments are called
     * @param weight in the goal area that the table is about, if it is about one
     */
    record Row(GoalFramework framework, int year, Optional<BigDecimal> weight, IndicatorPicture indicator) {
        private boolean isJudged() {
            return year >= framework.from();
        }

        private Optional<Reason> reason() {
            return isJudged() ? indicator.reason() : Optional.of(BEFORE_THE_PERIOD);
        }
    }

    static byte[] of(Collection<Row> rows, Optional<AsOf> asOf, Language language) {
        Columns<Row> columns = new Columns<Row>()
                .with("År", "Year", Row::year)
                .with("Id", "Id", row -> row.indicator().id())
                .with("Nyckeltal", "Indicator", row -> row.indicator().title())
                .with("Enhet", "Unit", row -> row.indicator().unit())
                .with("Vikt", "Weight", Row::weight)
                .with(
                        "Utfall",
                        "Value",
                        row -> shown(row, Suppressed.VALUE, row.indicator().value()))
                .with("Nivå", "Level", IndicatorTable::level)
                .with(
                        "Måluppfyllelse",
                        "Attainment",
                        row -> row.indicator().attainment().filter(share -> row.isJudged()))
                .with(
                        "Trend",
                        "Trend",
                        row -> row.indicator().development().trend().map(Labels::trend))
                .with(
                        "Ändring från föregående mätår",
                        "Change from the previous due year",
                        row -> shown(
                                row,
                                Suppressed.CHANGE,
                                row.indicator().development().change()))
                .with(
                        "Föregående mätår",
                        "Previous due year",
                        row -> row.indicator().development().changeSince())
                .with(
                        "Prognos helår",
                        "Forecast",
                        row -> forecast(row).flatMap(of -> shown(row, Suppressed.FORECAST, of.value())))
                .with(
                        "Prognos, nivå",
                        "Forecast, level",
                        row -> forecast(row)
                                .map(forecast -> Labels.level(row.framework().scale(), forecast.level())))
                .with(
                        "Prognos, måluppfyllelse",
                        "Forecast, attainment",
                        row -> forecast(row).flatMap(IndicatorForecast::attainment))
                .with(
                        "Prognos, skäl",
                        "Forecast, reason",
                        row -> forecast(row).flatMap(IndicatorForecast::reason).map(Reason::message))
                .with("Regel", "Rule", row -> Labels.rule(row.indicator().rule()))
                .with(
                        "Riktning",
                        "Direction",
                        row -> row.indicator().rule().direction().map(Labels::direction))
                .with("Utgångsvärde, år", "Baseline, year", row -> baseline(row).map(Baseline::year))
                .with("Utgångsvärde", "Baseline", row -> baseline(row).map(Baseline::value))
                .with(
                        "Utgångsvärde, källa",
                        "Baseline, source",
                        row -> baseline(row).flatMap(Baseline::source))
                .with("Målvärde", "Target", row -> row.indicator().rule().ownTarget())
                .with("Målvärde, källa", "Target, source", IndicatorTable::targetSource)
                .with("Önskat läge", "Ideal", row -> row.indicator().rule().ideal())
                .with(
                        "Undre gräns",
                        "Lower bound",
                        row -> row.indicator().rule().lower())
                .with("Övre gräns", "Upper bound", row -> row.indicator().rule().upper())
                .with("Tolerans", "Tolerance", row -> row.indicator().rule().tolerance())
                .with(
                        "Kvinnor",
                        "Women",
                        row -> shown(
                                row,
                                Suppressed.WOMEN,
                                row.indicator().divisions().women()))
                .with(
                        "Män",
                        "Men",
                        row -> shown(
                                row, Suppressed.MEN, row.indicator().divisions().men()))
                .with(
                        "Jämförelsevärde",
                        "Comparison",
                        row -> row.indicator().comparison().map(other -> other.value()))
                .with(
                        "Jämförelsevärde, år",
                        "Comparison, year",
                        row -> row.indicator().comparison().map(other -> other.year()))
                .with(
                        "Jämförelsevärde, källa",
                        "Comparison, source",
                        row -> row.indicator().comparison().map(other -> other.source()))
                .with("Rådighet", "Control", row -> row.indicator().control().map(PictureLabels::control))
                .with(
                        "Har rapporterat",
                        "Reported",
                        row -> names(row, row.indicator().departments().reported()))
                .with("Ska rapportera", "Expected", row -> names(row, expected(row.indicator())))
                .with("Skäl", "Reason", row -> row.reason().map(Reason::message))
                .with(
                        "Anmärkningar",
                        "Problems",
                        row -> Columns.joined(
                                " ",
                                row.indicator().problems().stream()
                                        .map(Problem::message)
                                        .toList()));
        districts(rows)
                .forEach(district -> columns.with(
                        "Stadsdel " + district,
                        "District " + district,
                        row -> shown(
                                row,
                                Suppressed.DISTRICTS,
                                Optional.ofNullable(
                                        row.indicator().divisions().districts().get(district)))));
        columns.withAsOf(asOf).withNotice(row -> row.framework().notice());
        return columns.csv(rows, language);
    }

    /** Returns {@code number}, or that it is not shown, where that is why there is none. */
    private static Optional<Object> shown(Row row, Suppressed field, Optional<BigDecimal> number) {
        return number.<Object>map(shown -> shown)
                .or(() -> Optional.of(PictureLabels.SUPPRESSED)
                        .filter(hidden -> row.indicator().suppressed().contains(field)));
    }

    private static SortedSet<String> districts(Collection<Row> rows) {
        SortedSet<String> districts = new TreeSet<>();
        rows.forEach(
                row -> districts.addAll(row.indicator().divisions().districts().keySet()));
        return districts;
    }

    private static Optional<Text> level(Row row) {
        return row.isJudged()
                ? Optional.of(
                        Labels.level(row.framework().scale(), row.indicator().level()))
                : Optional.empty();
    }

    private static Optional<IndicatorForecast> forecast(Row row) {
        return row.indicator().forecast().filter(forecast -> row.isJudged());
    }

    private static Optional<Baseline> baseline(Row row) {
        return row.indicator().rule().baseline();
    }

    private static Optional<Text> targetSource(Row row) {
        return row.indicator()
                .rule()
                .targetSource()
                .filter(source -> row.indicator().rule().ownTarget().isPresent());
    }

    /** In a year in which nothing is due nobody is to report. */
    private static List<String> expected(IndicatorPicture indicator) {
        return indicator.level().equals(IndicatorAssessment.NOT_DUE)
                ? List.of()
                : indicator.departments().expected();
    }

    private static Text names(Row row, List<String> departments) {
        Map<String, Department> known = row.framework().departmentsById();
        return Columns.joined(
                "; ",
                departments.stream()
                        .map(id -> known.containsKey(id) ? known.get(id).name() : new Text(id, id))
                        .toList());
    }
}
