package se.malbild.dashboard.then;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Change;
import se.malbild.schemas.Justification;

/**
 * A record that changed pictures of an organisation, and what it changed.
 *
 * @param id of the record: its topic, and its number among the organisation's own records there, from 1; as
 *     {@code indicator-events-17}
 * @param at when it was appended
 * @param series the indicator that it observed; empty when it is a framework
 * @param observation what it observed; empty also when that is about persons, and may not be told
 * @param version the version that it applied
 * @param changes at least one
 */
public record Revision(
        String id,
        Instant at,
        Optional<String> series,
        Optional<Observation> observation,
        Optional<Version> version,
        List<Change> changes) {

    /** A version of a framework with who applied it and why. */
    public record Version(FrameworkVersion version, Justification justification) {}

    public Revision {
        changes = List.copyOf(changes);
    }
}
