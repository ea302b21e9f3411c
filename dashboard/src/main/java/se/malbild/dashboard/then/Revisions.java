package se.malbild.dashboard.then;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Because;
import se.malbild.history.Change;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.schemas.Topic;

/**
 * What a stretch of an organisation's log changed, newest first. It is worked out from the log alone, so it is the same everywhere.
 *
 * @param organisation SCB municipality code
 * @param through how many of the log's records lie before the end of the stretch
 * @param updated when the newest record before that end was appended
 * @param next where the stretch before this one ends; empty when there is none
 */
public record Revisions(String organisation, int through, Instant updated, List<Revision> revisions, OptionalInt next) {
    /** So many records are looked at for one stretch. */
    public static final int RECORDS = 200;

    /** @param known at the end of the log: what is about persons there is told nowhere */
    static List<Revision> of(List<Change> changes, Known known) {
        Map<Cut, List<Change>> byRecord = new LinkedHashMap<>();
        changes.forEach(change ->
                byRecord.computeIfAbsent(change.cut(), key -> new ArrayList<>()).add(change));
        List<Revision> revisions = new ArrayList<>();
        byRecord.values().forEach(of -> revisions.add(revision(of, known)));
        Collections.reverse(revisions);
        return revisions;
    }

    private static Revision revision(List<Change> changes, Known known) {
        Change first = changes.get(0);
        if (first.because() instanceof Because.Applied applied) {
            return new Revision(
                    Topic.GOAL_FRAMEWORKS.topicName() + "-" + first.cut().frameworks(),
                    first.at(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Revision.Version(applied.version(), applied.justification())),
                    changes);
        }
        Observation observation = ((Because.Observed) first.because()).observation();
        return new Revision(
                Topic.INDICATOR_EVENTS.topicName() + "-" + first.cut().events(),
                first.at(),
                Optional.of(observation.cell().indicator()),
                Optional.of(observation)
                        .filter(told -> !known.isCounted(
                                told.cell().indicator(), told.cell().year())),
                Optional.empty(),
                changes);
    }
}
