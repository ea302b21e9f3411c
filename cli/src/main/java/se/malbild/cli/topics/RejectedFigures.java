package se.malbild.cli.topics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.RejectedClaim;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.IndicatorEventReader;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * The rejected events that certain figures may have been sent in, as far as the events can be read: those with the same event id, and
 * those about the same series, department and year.
 */
public final class RejectedFigures {
    private final Map<String, List<RejectedClaim>> byEventId = new HashMap<>();
    private final Map<Subject, List<RejectedClaim>> bySubject = new HashMap<>();
    private final IndicatorEventReader reader;
    private final ObservationDraft draft = new ObservationDraft();
    private final Optional<Instant> asOf;

    /** What events of a figure have in common. */
    private record Subject(String organisation, String indicator, String department, int year) {
        static Subject of(Observation figure) {
            Cell cell = figure.cell();
            return new Subject(cell.organisation(), cell.indicator(), cell.department(), cell.year());
        }

        static Subject of(ObservationDraft draft) {
            return new Subject(
                    draft.organisation(),
                    draft.indicator(),
                    draft.department(),
                    draft.year().orElse(0));
        }
    }

    private RejectedFigures(SchemaRegistry registry, Optional<Instant> asOf) {
        this.reader = new IndicatorEventReader(registry);
        this.asOf = asOf;
    }

    /**
     * Reads what was rejected, when there is anything to look for.
     *
     * @param registry with the schemas of events and of what was rejected preloaded
     * @param figures what the table says
     * @param asOf until when an event must have come; empty for now
     */
    public static RejectedFigures of(
            Cluster cluster, SchemaRegistry registry, List<Observation> figures, Optional<Instant> asOf)
            throws CommandException {
        RejectedFigures found = new RejectedFigures(registry, asOf);
        for (Observation figure : figures) {
            found.byEventId.put(figure.eventId(), new ArrayList<>());
            found.bySubject.put(Subject.of(figure), new ArrayList<>());
        }
        if (!figures.isEmpty()) {
            new RejectedRecords(cluster, registry).forEach(found::take);
        }
        return found;
    }

    private void take(String key, RejectedEvent rejected) {
        boolean isAsked = rejected.topic().equals(Topic.INDICATOR_EVENTS.topicName())
                && rejected.value().isPresent()
                && asOf.filter(moment -> rejected.appendedAt().isAfter(moment)).isEmpty();
        if (!isAsked) {
            return;
        }
        reader.read(rejected.value().get(), draft); // whatever comes of it: what could be read is in the draft
        add(byEventId.get(draft.eventId()), key, rejected, true);
        add(bySubject.get(Subject.of(draft)), key, rejected, false);
    }

    private static void add(List<RejectedClaim> asked, String key, RejectedEvent rejected, boolean hasSameId) {
        if (asked != null) {
            asked.add(new RejectedClaim(key, rejected.appendedAt(), rejected.faults(), hasSameId));
        }
    }

    /** Returns those that {@code figure} may have been sent in: first those with its event id, and each by when they came. */
    public List<RejectedClaim> about(Observation figure) {
        List<RejectedClaim> sameId = byEventId.getOrDefault(figure.eventId(), List.of());
        Set<String> keys = sameId.stream().map(RejectedClaim::key).collect(Collectors.toSet());
        Stream<RejectedClaim> others = bySubject.getOrDefault(Subject.of(figure), List.of()).stream()
                .filter(claim -> !keys.contains(claim.key()));
        Comparator<RejectedClaim> order =
                Comparator.comparing(RejectedClaim::at).thenComparing(RejectedClaim::key);
        return Stream.concat(sameId.stream().sorted(order), others.sorted(order))
                .toList();
    }
}
