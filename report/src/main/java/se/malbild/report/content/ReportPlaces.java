package se.malbild.report.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.PlacedDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.history.Cut;
import se.malbild.history.DecidedYear;
import se.malbild.history.Known;
import se.malbild.history.Moment;
import se.malbild.history.OrganisationLog;

/**
 * Where in an organisation's log is what a report follows from. An annual report without a moment is of the place where its year is
 * closed.
 */
public final class ReportPlaces {
    private final OrganisationLog log;
    private final Pictures.Key of;
    private final ReportKind kind;
    private final Optional<Instant> asOf;
    private final boolean isOfNow;
    private final YearDecisions decisions;

    /**
     * @param of the picture that is reported
     * @param asOf the moment at which the report is to be; empty for none
     * @param isOfNow whether a report without a moment is of what is known now, even if the year is closed
     * @param decided what has been decided about the year
     */
    public ReportPlaces(
            OrganisationLog log,
            Pictures.Key of,
            ReportKind kind,
            Optional<Instant> asOf,
            boolean isOfNow,
            DecidedYear decided) {
        this.log = log;
        this.of = of;
        this.kind = kind;
        this.asOf = asOf;
        this.isOfNow = isOfNow;
        this.decisions = asOf.map(moment -> by(moment, decided)).orElse(decided.decisions());
    }

    private static YearDecisions by(Instant moment, DecidedYear decided) {
        long by = decided.places().stream()
                .takeWhile(place -> !place.at().isAfter(moment))
                .count();
        return YearDecisions.of(decided.decisions().records().subList(0, (int) by));
    }

    private Moment place() {
        return asOf.map(log::at).orElse(new Moment(log.end(), false, false));
    }

    private Optional<YearDecision> closing() {
        return asOf.isPresent() ? Optional.empty() : decisions.closing();
    }

    /** Returns where the year was closed, if the log goes so far. */
    private Optional<Cut> closed() {
        return closing().map(Closing::cut).filter(cut -> isBefore(cut, log.end()));
    }

    private static boolean isBefore(Cut cut, Cut other) {
        return cut.events() <= other.events() && cut.frameworks() <= other.frameworks();
    }

    /** Returns the place on the day of the interim report, if the log tells it for good. */
    private Optional<Cut> forecasts() {
        Moment moment = log.at(ReportBasis.forecastMoment(of.year()));
        return moment.isPreliminary() || moment.cut().equals(Cut.BEGINNING)
                ? Optional.empty()
                : Optional.of(moment.cut());
    }

    /** Returns the places of which {@link #basis} is to be told what was known there. */
    public List<Cut> cuts() {
        List<Cut> cuts = new ArrayList<>(List.of(place().cut()));
        Stream.of(closed(), forecasts()).flatMap(Optional::stream).forEach(cuts::add);
        return cuts.stream().distinct().toList();
    }

    /**
     * Returns what the report follows from.
     *
     * @param known at {@link #cuts}
     */
    public ReportBasis basis(Map<Cut, Known> known) {
        Moment place = place();
        Known there = known.get(place.cut());
        Optional<Closing> closing =
                closing().map(decision -> Closing.of(decision, closed().map(known::get), there, log.end(), isOfNow));
        Optional<Cut> leading = closing.filter(Closing::leads).flatMap(leads -> closed());
        Cut cut = leading.orElse(place.cut());
        return new ReportBasis(
                of,
                kind,
                asOf,
                known.get(cut),
                cut,
                place.isPreliminary(),
                place.isUncertain(),
                forecasts()
                        .filter(forecasts -> isBefore(forecasts, cut) && !forecasts.equals(cut))
                        .map(known::get),
                decisions.inForce().values().stream()
                        .map(PlacedDecision::decision)
                        .toList(),
                closing);
    }
}
