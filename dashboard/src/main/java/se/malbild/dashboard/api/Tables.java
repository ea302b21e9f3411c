package se.malbild.dashboard.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Trend;
import se.malbild.schemas.IndicatorObservations;

/** What the pages show, as tables. */
public final class Tables {
    private static final List<Text> STANDING = List.of(
            new Text("År", "Year"),
            new Text("Avser", "Kind"),
            new Text("Id", "Id"),
            new Text("Namn", "Name"),
            new Text("Nivå", "Level"),
            new Text("Måluppfyllelse", "Attainment"),
            new Text("Täckning", "Coverage"),
            new Text("Trend", "Trend"),
            new Text("Svagast", "Weakest"),
            new Text("Skäl", "Reason"));
    private static final List<Text> INDICATOR = List.of(
            new Text("År", "Year"),
            new Text("Id", "Id"),
            new Text("Nyckeltal", "Indicator"),
            new Text("Enhet", "Unit"),
            new Text("Vikt", "Weight"),
            new Text("Utfall", "Value"),
            new Text("Nivå", "Level"),
            new Text("Måluppfyllelse", "Attainment"),
            new Text("Trend", "Trend"),
            new Text("Ändring från året före", "Change from the year before"),
            new Text("Regel", "Rule"),
            new Text("Riktning", "Direction"),
            new Text("Utgångsvärde, år", "Baseline, year"),
            new Text("Utgångsvärde", "Baseline"),
            new Text("Utgångsvärde, källa", "Baseline, source"),
            new Text("Målvärde", "Target"),
            new Text("Målvärde, källa", "Target, source"),
            new Text("Ideal", "Ideal"),
            new Text("Undre gräns", "Lower bound"),
            new Text("Övre gräns", "Upper bound"),
            new Text("Tolerans", "Tolerance"),
            new Text("Kvinnor", "Women"),
            new Text("Män", "Men"),
            new Text("Jämförelsevärde", "Comparison"),
            new Text("Jämförelsevärde, år", "Comparison, year"),
            new Text("Jämförelsevärde, källa", "Comparison, source"),
            new Text("Rådighet", "Control"),
            new Text("Har rapporterat", "Reported"),
            new Text("Ska rapportera", "Expected"),
            new Text("Skäl", "Reason"),
            new Text("Anmärkningar", "Problems"));
    private static final Text COMMENT = new Text("Kommentar", "Comment");
    private static final List<Text> OBSERVATION = List.of(
            new Text("År", "Year"),
            new Text("Period", "Period"),
            new Text("Förvaltning eller nämnd", "Department"),
            new Text("Kön", "Gender"),
            new Text("Stadsdel", "District"),
            new Text("Utfall", "Value"),
            new Text("Antal personer", "Persons"),
            new Text("Inget värde för att", "No value because"),
            new Text("Fastställt", "Established"),
            new Text("Revision", "Revision"),
            new Text("Källa", "Source"),
            COMMENT,
            new Text("Händelse", "Event"));

    private Tables() {}

    /** Returns the strategic areas and goal areas of {@code pictures}, which are told in one scale. */
    static byte[] pictures(Collection<Picture> pictures, Language language) {
        Csv csv = new Csv(language, standingHeader(pictures));
        for (Picture picture : pictures) {
            csv.row(standing(
                    picture,
                    new Text("Kommunen", "Municipality"),
                    picture.organisation(),
                    picture.title(),
                    picture.standing(),
                    Optional.empty()));
            for (StrategicAreaPicture area : picture.strategicAreas()) {
                csv.row(standing(
                        picture,
                        new Text("Strategiskt område", "Strategic area"),
                        area.id(),
                        area.title(),
                        area.standing(),
                        Optional.empty()));
                area.goalAreas().forEach(goalArea -> csv.row(goalArea(picture, goalArea)));
            }
        }
        return csv.bytes();
    }

    /** Returns a goal area and its indicators in the years of {@code pictures}. */
    static byte[] goalArea(Collection<Picture> pictures, String id, Language language) {
        List<GoalAreaPicture> all =
                pictures.stream().flatMap(picture -> in(picture, id).stream()).toList();
        List<String> districts = districts(
                all.stream().flatMap(area -> area.indicators().stream()).map(part -> part.indicator()));
        Csv csv = new Csv(language, indicatorHeader(districts));
        for (Picture picture : pictures) {
            in(picture, id)
                    .ifPresent(area -> area.indicators()
                            .forEach(part -> csv.row(indicator(
                                    picture.year(),
                                    part.indicator(),
                                    Optional.of(part.weight()),
                                    Labels.level(
                                            picture.scale(), part.indicator().level()),
                                    districts))));
        }
        return csv.bytes();
    }

    /** Returns an indicator in all years of {@code records}, oldest first. */
    static byte[] indicator(Collection<IndicatorObservations> records, Scale scale, Language language) {
        List<String> districts = districts(records.stream().map(IndicatorObservations::indicator));
        Csv csv = new Csv(language, indicatorHeader(districts));
        records.forEach(record -> csv.row(indicator(
                record.year(),
                record.indicator(),
                Optional.empty(),
                Labels.level(scale, record.indicator().level()),
                districts)));
        return csv.bytes();
    }

    /** Returns the observations behind an indicator in all years of {@code records}. */
    public static byte[] observations(Collection<IndicatorObservations> records, Language language) {
        Csv csv = new Csv(language, OBSERVATION);
        for (IndicatorObservations record : records) {
            record.observations().forEach(observed -> csv.row(observation(observed)));
            if (record.observationsLeftOut() > 0) {
                csv.row(leftOut(record));
            }
        }
        return csv.bytes();
    }

    private static Optional<GoalAreaPicture> in(Picture picture, String id) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> area.id().equals(id))
                .findFirst();
    }

    private static List<Text> standingHeader(Collection<Picture> pictures) {
        List<Text> header = new ArrayList<>(STANDING);
        pictures.stream()
                .findFirst()
                .ifPresent(picture -> picture.standing().levels().keySet().forEach(level -> {
                    Text label = Labels.level(picture.scale(), level);
                    header.add(new Text("Antal: " + label.sv(), "Number: " + label.en()));
                }));
        return header;
    }

    private static List<Object> goalArea(Picture picture, GoalAreaPicture area) {
        return standing(
                picture,
                new Text("Målområde", "Goal area"),
                area.id(),
                area.statement(),
                area.standing(),
                area.trend());
    }

    private static List<Object> standing(
            Picture picture, Text kind, String id, Text name, Standing standing, Optional<Trend> trend) {
        List<Object> row = new ArrayList<>(List.of(
                picture.year(),
                kind,
                id,
                name,
                Labels.level(picture.scale(), standing.level()),
                standing.attainment(),
                standing.coverage(),
                trend.map(Labels::trend),
                standing.weakest(),
                standing.reason().map(Reason::message)));
        row.addAll(standing.levels().values());
        return row;
    }

    private static List<String> districts(Stream<IndicatorPicture> indicators) {
        SortedSet<String> districts = new TreeSet<>();
        indicators.forEach(
                indicator -> districts.addAll(indicator.divisions().districts().keySet()));
        return List.copyOf(districts);
    }

    private static List<Text> indicatorHeader(List<String> districts) {
        List<Text> header = new ArrayList<>(INDICATOR);
        districts.forEach(district -> header.add(new Text("Stadsdel " + district, "District " + district)));
        return header;
    }

    private static List<Object> indicator(
            int year, IndicatorPicture indicator, Optional<?> weight, Text level, List<String> districts) {
        List<Object> row = new ArrayList<>(List.of(
                year,
                indicator.id(),
                indicator.title(),
                indicator.unit(),
                weight,
                indicator.value(),
                level,
                indicator.attainment(),
                indicator.development().trend().map(Labels::trend),
                indicator.development().change(),
                indicator.rule().kind(),
                indicator.rule().direction(),
                indicator.rule().baseline().map(Baseline::year),
                indicator.rule().baseline().map(Baseline::value),
                indicator.rule().baseline().flatMap(Baseline::source),
                indicator.rule().target(),
                indicator.rule().targetSource(),
                indicator.rule().ideal(),
                indicator.rule().lower(),
                indicator.rule().upper(),
                indicator.rule().tolerance(),
                indicator.divisions().women(),
                indicator.divisions().men(),
                indicator.comparison().map(comparison -> comparison.value()),
                indicator.comparison().map(comparison -> comparison.year()),
                indicator.comparison().map(comparison -> comparison.source()),
                indicator.control(),
                String.join(" ", indicator.departments().reported()),
                String.join(" ", indicator.departments().expected()),
                indicator.reason().map(Reason::message),
                new Text(
                        String.join(
                                " ",
                                indicator.problems().stream()
                                        .map(problem -> problem.message().sv())
                                        .toList()),
                        String.join(
                                " ",
                                indicator.problems().stream()
                                        .map(problem -> problem.message().en())
                                        .toList()))));
        districts.forEach(district ->
                row.add(Optional.ofNullable(indicator.divisions().districts().get(district))));
        return row;
    }

    private static List<Object> observation(Observation observed) {
        return List.of(
                observed.cell().year(),
                observed.cell().period().toString(),
                observed.cell().department(),
                observed.cell().gender().name().toLowerCase(Locale.ROOT),
                observed.cell().district(),
                observed.content() instanceof Content.Value value ? Optional.of(value.number()) : Optional.empty(),
                observed.count().isPresent() ? Optional.of(observed.count().getAsLong()) : Optional.empty(),
                noValue(observed.content()),
                observed.observedAt().toString(),
                observed.revision(),
                observed.source(),
                observed.comment(),
                observed.eventId());
    }

    /** A row that is no observation, so that a year does not seem to have none. */
    private static List<Object> leftOut(IndicatorObservations record) {
        List<Object> row = new ArrayList<>(Collections.nCopies(OBSERVATION.size(), ""));
        row.set(0, record.year());
        row.set(
                OBSERVATION.indexOf(COMMENT),
                new Text(
                        record.observationsLeftOut() + " observationer är för stora tillsammans för att listas här.",
                        record.observationsLeftOut() + " observations are too large together to be listed here."));
        return row;
    }

    private static String noValue(Content content) {
        if (content instanceof Content.Missing missing) {
            return missing.reason().name().toLowerCase(Locale.ROOT);
        }
        return content instanceof Content.Retracted ? "retracted" : "";
    }
}
