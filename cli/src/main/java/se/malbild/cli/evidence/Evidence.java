package se.malbild.cli.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.PlacedDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.DecidedYear;
import se.malbild.history.History;
import se.malbild.history.InputDigests;
import se.malbild.history.OrganisationLog;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.registry.GivenSchemas;

/**
 * All that a year can be computed from again, and what was published of it.
 *
 * @param schemas that records of {@code log} were written with
 * @param log the events and frameworks that were known, and what was decided about the year
 * @param decided what follows from the decisions in {@code log}
 * @param picture the JSON of what the year was closed with, or, when it is open, of what was known; empty when the closing's is damaged
 */
record Evidence(
        EvidenceOrigin origin,
        GivenSchemas schemas,
        OrganisationLog log,
        DecidedYear decided,
        Optional<String> picture) {

    /** Returns the evidence of a year, with the picture that the rules of this build make of it when it is open. */
    static Evidence of(EvidenceOrigin origin, GivenSchemas schemas, OrganisationLog log) {
        DecisionYear year = origin.year();
        Pictures.Key key = new Pictures.Key(year.organisation(), year.framework(), year.year());
        return of(
                origin,
                schemas,
                log,
                () -> Optional.ofNullable(certain(() -> new History(schemas).at(log, log.end()))
                                .pictures()
                                .get(key))
                        .map(PictureJson::indented));
    }

    /**
     * Returns the evidence of a year.
     *
     * @param open gives the picture of one that is not closed
     */
    static Evidence of(
            EvidenceOrigin origin, GivenSchemas schemas, OrganisationLog log, Supplier<Optional<String>> open) {
        DecidedYear decided = certain(() -> new History(schemas).decisions(log)).of(origin.year());
        Optional<YearDecision> closing = decided.decisions().closing();
        return new Evidence(
                origin,
                schemas,
                log,
                decided,
                closing.isPresent() ? closing.flatMap(YearDecision::picture).flatMap(ClosedPicture::json) : open.get());
    }

    YearDecisions decisions() {
        return decided.decisions();
    }

    /** Returns the newest decision about the year that was in force when it came; its hash belongs in the minutes. */
    Optional<YearDecision> newest() {
        List<PlacedDecision> accepted = decisions().accepted();
        return accepted.isEmpty()
                ? Optional.empty()
                : Optional.of(accepted.get(accepted.size() - 1).decision());
    }

    /** Returns the digest of the events and frameworks. */
    String digest() {
        return certain(() -> InputDigests.of(schemas, log, List.of(log.end()))).get(log.end());
    }

    /** Something that asks for schemas. */
    interface Asking<T> {
        T ask() throws UndecodedException;
    }

    /** Returns the answer to what asks for schemas that are given, of which each is there or is not. */
    static <T> T certain(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (UndecodedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
