package se.malbild.cli.terminal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.dashboard.api.Columns;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Arrival;
import se.malbild.history.ReconciledFigure;
import se.malbild.history.Reconciliation;
import se.malbild.schemas.Sender;

/** The figures of a comparison as CSV for a spreadsheet. */
public final class ReconciledTable {
    private ReconciledTable() {}

    public static String of(Collection<Reconciled> all, Language language) {
        byte[] csv = new Columns<Reconciled>()
                .with("Rad", "Row", of(figure -> figure.row().map(Reconciliation.Row::number)))
                .with("Jämförelse", "Comparison", of(figure -> FigureWords.verdict(figure.verdict())))
                .with("Kommun", "Organisation", of(figure -> figure.cell().organisation()))
                .with("Nyckeltal", "Indicator", of(figure -> figure.cell().indicator()))
                .with("Förvaltning", "Department", of(figure -> figure.cell().department()))
                .with("Period", "Period", of(figure -> figure.cell().period()))
                .with("Kön", "Gender", of(figure -> Labels.gender(figure.cell().gender())))
                .with("Stadsdel", "District", of(figure -> Labels.district(figure.cell())))
                .with("Slag", "Kind", of(figure -> Labels.kind(figure.cell().kind())))
                .with("I tabellen", "In the table", of(figure -> figure.row().map(row -> content(row.said()))))
                .with(
                        "Antal i tabellen",
                        "Count in the table",
                        of(figure -> figure.row().flatMap(row -> count(row.said()))))
                .with("I loggen", "In the log", standing(event -> content(event.observation())))
                .with(
                        "Antal i loggen",
                        "Count in the log",
                        of(figure -> figure.standing().flatMap(event -> count(event.observation()))))
                .with(
                        "Gällande händelse",
                        "Event that counts",
                        standing(event -> event.observation().eventId()))
                .with("Kom in", "Came in", standing(event -> SwedishTime.second(event.at())))
                .with("Avsändare", "Sender", standing(event -> event.sender().map(Sender::name)))
                .with("Källa", "Source", standing(event -> event.observation().source()))
                .with(
                        "Kommentar",
                        "Comment",
                        standing(event -> event.observation().comment()))
                .with(
                        "Er siffras händelse",
                        "Event of your figure",
                        of(figure ->
                                figure.theirs().map(event -> event.observation().eventId())))
                .with("Er siffra kom in", "Your figure came in", of(figure -> at(figure.theirs())))
                .with("Ersattes", "Was replaced", of(figure -> at(figure.replacedBy())))
                .with(
                        "Avvisade händelser",
                        "Rejected events",
                        row -> row.rejected().stream().map(RejectedClaim::key).collect(Collectors.joining(" ")))
                .csv(all, language);
        return new String(csv, StandardCharsets.UTF_8);
    }

    private static Function<Reconciled, Object> of(Function<ReconciledFigure, Object> cell) {
        return row -> cell.apply(row.figure());
    }

    private static Function<Reconciled, Object> standing(Function<Arrival, Object> cell) {
        return row -> row.figure().standing().map(cell);
    }

    private static Optional<String> at(Optional<Arrival> event) {
        Optional<Instant> at = event.map(Arrival::at);
        return at.map(SwedishTime::second);
    }

    private static Object content(Observation said) {
        if (said.content() instanceof Content.Value value) {
            return value.number();
        }
        return said.content() instanceof Content.Missing missing
                ? Labels.missing(missing.reason())
                : new Text("återtagen", "retracted");
    }

    private static Optional<Long> count(Observation said) {
        return said.count().isPresent() ? Optional.of(said.count().getAsLong()) : Optional.empty();
    }
}
