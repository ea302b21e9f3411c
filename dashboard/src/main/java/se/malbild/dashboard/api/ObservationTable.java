package se.malbild.dashboard.api;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.IndicatorObservations;

/**
 * The observations behind an indicator as a table with the headings and words of a file that can be published. Nothing that
 * has a default is left blank, since a blank label beside others is a fault there.
 */
public final class ObservationTable {
    private ObservationTable() {}

    private static final Text COUNTED = new Text(
            "Observationer med antal personer lämnas inte ut; förvaltningen som rapporterade har dem.",
            "Observations with a count of persons are not handed out; the department that reported has them.");

    /** @param observed empty where the record's observations cannot be listed, so that its year does not seem to have none */
    private record Row(IndicatorObservations record, Optional<Observation> observed) {}

    /** Returns the observations of {@code records}. */
    public static byte[] of(Collection<IndicatorObservations> records, Optional<Text> notice, Language language) {
        return new Columns<Row>()
                .with("Händelse-id", "Event id", of(Observation::eventId))
                .with("Kommun", "Organisation", row -> row.record().organisation())
                .with("Nyckeltal", "Indicator", of(observed -> observed.cell().indicator()))
                .with(
                        "Förvaltning",
                        "Department",
                        of(observed -> observed.cell().department()))
                .with("År", "Year", row -> row.record().year())
                .with("Period", "Period", of(observed -> observed.cell().period()))
                .with(
                        "Kön",
                        "Gender",
                        of(observed -> Labels.gender(observed.cell().gender())))
                .with("Stadsdel", "District", of(observed -> Labels.district(observed.cell())))
                .with("Utfall", "Value", of(ObservationTable::value))
                .with("Bortfall", "Missing", of(ObservationTable::missing))
                .with("Antal", "Count", of(ObservationTable::count))
                .with("Slag", "Kind", of(observed -> Labels.kind(observed.cell().kind())))
                .with("Återtagen", "Retracted", of(ObservationTable::retracted))
                .with("Revision", "Revision", of(Observation::revision))
                .with("Tidpunkt", "Observed at", of(Observation::observedAt))
                .with("Källa", "Source", of(Observation::source))
                .with("Kommentar", "Comment", ObservationTable::comment)
                .withNotice(row -> notice)
                .csv(records.stream().flatMap(ObservationTable::rows).toList(), language);
    }

    private static Function<Row, Object> of(Function<Observation, Object> cell) {
        return row -> row.observed().map(cell);
    }

    private static Stream<Row> rows(IndicatorObservations record) {
        if (record.isCounted()) {
            // Sent back without counts, they would be other events.
            return Stream.of(new Row(record, Optional.empty()));
        }
        Stream<Row> leftOut =
                record.observationsLeftOut() > 0 ? Stream.of(new Row(record, Optional.empty())) : Stream.empty();
        return Stream.concat(
                record.observations().stream().map(observed -> new Row(record, Optional.of(observed))), leftOut);
    }

    private static Object value(Observation observed) {
        return observed.content() instanceof Content.Value value ? value.number() : "";
    }

    private static Object missing(Observation observed) {
        return observed.content() instanceof Content.Missing missing ? Labels.missing(missing.reason()) : "";
    }

    private static Object count(Observation observed) {
        return observed.count().isPresent() ? observed.count().getAsLong() : "";
    }

    private static Object retracted(Observation observed) {
        return observed.content() instanceof Content.Retracted ? new Text("ja", "yes") : "";
    }

    private static Object comment(Row row) {
        if (row.record().isCounted()) {
            return COUNTED;
        }
        int leftOut = row.record().observationsLeftOut();
        return row.observed()
                .<Object>map(Observation::comment)
                .orElse(new Text(
                        leftOut + " observationer är för stora tillsammans för att listas här.",
                        leftOut + " observations are too large together to be listed here."));
    }
}
