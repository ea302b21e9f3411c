package se.malbild.streams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.assessment.SmallGroupRules;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.codec.RecordWriter;

/** Everything derived about one organisation: its frameworks in force with their judgements, and what is parked. */
final class Organisation implements Observed {
    private static final Logger LOG = LoggerFactory.getLogger(Organisation.class);

    private final String id;
    private final CellStore cells;
    private final FrameworkStore frameworks;
    private final TopologyMetrics counts;
    private final List<InputChange.Cells> changes = new ArrayList<>();
    private final Map<SeriesYear, Integer> newCells = new HashMap<>();
    private final Map<SeriesYear, Integer> parked = new HashMap<>();
    private final Map<SeriesYear, Set<CellStore.Reporter>> reporters = new HashMap<>();
    private List<FrameworkPictures> pictures = List.of();
    /** Cells, while there is no framework. */
    private int parkedWithoutFramework;

    private boolean built;
    private boolean allRead;
    private long eventsThrough = Reflects.NOTHING.events();
    private long frameworksThrough = Reflects.NOTHING.frameworks();
    private long waitsSince = LatencyMetrics.NOTHING;
    private Headers trace = new RecordHeaders();

    Organisation(String id, CellStore cells, FrameworkStore frameworks, TopologyMetrics counts) {
        this.id = id;
        this.cells = cells;
        this.frameworks = frameworks;
        this.counts = counts;
    }

    String id() {
        return id;
    }

    /**
     * Returns when the oldest record was appended that the pictures do not reflect yet, milliseconds since 1970;
     * {@link LatencyMetrics#NOTHING} when that is not known or they reflect all.
     */
    long waitsSince() {
        return waitsSince;
    }

    /** Notes a record appended at {@code appendedAt} that is to be reflected. */
    void waitsSince(long appendedAt) {
        waitsSince = Math.min(waitsSince, appendedAt);
    }

    /** Returns the trace context of the last event that is to be reflected and has one. */
    Headers trace() {
        return trace;
    }

    /** Notes the trace context of a record that is to be reflected. */
    void tracedBy(Headers context) {
        if (context.lastHeader(TraceContext.HEADER) != null) {
            trace = context;
        }
    }

    /** Notes that nothing waits to be reflected. */
    void waitsForNothing() {
        trace = new RecordHeaders();
        waitsSince = LatencyMetrics.NOTHING;
    }

    /** Notes that cells change; what is added to {@code change} until the pictures are drawn counts. */
    void changed(InputChange.Cells change) {
        changes.add(change);
    }

    private void take(InputChange.Cells change) {
        change.take();
        eventsThrough = Math.max(eventsThrough, change.offset());
        if (pictures.isEmpty()) { // built again when there is something to draw
            parkedWithoutFramework += change.newCells();
            return;
        }
        newCells.merge(change.what(), change.newCells(), Integer::sum);
        if (change.newCells() > 0) {
            reporters.computeIfAbsent(change.what(), key -> new HashSet<>()).add(change.reporter());
        }
    }

    /** Returns whether every framework in force could be read and is drawn. */
    boolean isWhole() {
        return allRead;
    }

    /** Forgets everything derived, so that it is built again from the stores. */
    void forget() {
        built = false;
    }

    /** Brings the pictures up to date and returns what is to be published. */
    List<Output> draw(RecordWriter writer) {
        List<Output> outputs = new ArrayList<>();
        changes.forEach(this::take);
        changes.clear();
        if (built) {
            newCells.forEach(this::park);
            pictures.forEach(framework -> framework.update(newCells.keySet()));
        } else {
            build();
        }
        newCells.clear();
        counts.parked(
                id,
                parkedWithoutFramework
                        + parked.values().stream().mapToInt(Integer::intValue).sum());
        Reflects reflects = new Reflects(eventsThrough, frameworksThrough);
        pictures.forEach(framework -> framework.drain(writer, reflects, outputs));
        counts.leftOut(
                id,
                pictures.stream()
                        .mapToInt(FrameworkPictures::observationsLeftOut)
                        .sum());
        built = true;
        return outputs;
    }

    @Override
    public Collection<Winner> cells(String series, int year) {
        List<Winner> winners = new ArrayList<>();
        reporters
                .getOrDefault(new SeriesYear(series, year), Set.of())
                .forEach(reporter -> cells.read(id, series, year, reporter, winners::add));
        return winners;
    }

    private void build() {
        Map<FrameworkStore.Entry, GoalFramework> inForce = new LinkedHashMap<>();
        allRead = true;
        List<FrameworkStore.Entry> entries = frameworks.of(id);
        for (FrameworkStore.Entry entry : entries) {
            frameworksThrough = Math.max(frameworksThrough, entry.changedAt());
            try {
                inForce.put(entry, FrameworkVersion.read(entry.document()).framework());
            } catch (InvalidFrameworkException unreadable) {
                allRead = false;
                LOG.error(
                        "The framework {} of {} in force cannot be read by this version; its outputs stay as they are: {}",
                        entry.id(),
                        id,
                        unreadable.getMessage());
            }
        }
        pictures = entries.stream()
                .map(FrameworkStore.Entry::smallGroups)
                .reduce(SmallGroupRules::merge)
                .map(SmallGroups::new)
                .map(smallGroups -> pictures(inForce, smallGroups))
                .orElse(List.of());
        parked.clear();
        parkedWithoutFramework = 0;
        reporters.clear();
        cells.forEach(id, found -> {
            eventsThrough = Math.max(eventsThrough, Slice.changedAt(found.value()));
            if (pictures.isEmpty()) {
                parkedWithoutFramework += Slice.cells(found.value());
                return;
            }
            int[] cellsByYear = Slice.cellsByYear(found.value());
            for (int i = 0; i < cellsByYear.length; i++) {
                if (cellsByYear[i] > 0) {
                    enter(found.series(), found.firstYear() + i, found.reporter(), cellsByYear[i]);
                }
            }
        });
        if (parkedWithoutFramework > 0) {
            LOG.info("Parked: {} has observations and no framework", id);
        } else if (!parked.isEmpty()) {
            LOG.info("Parked: {} has observations of {} series and years that no framework knows", id, parked.size());
        }
        pictures.forEach(FrameworkPictures::assessAll);
    }

    private void enter(String series, int year, CellStore.Reporter reporter, int count) {
        SeriesYear what = new SeriesYear(series, year);
        reporters.computeIfAbsent(what, key -> new HashSet<>()).add(reporter);
        if (!isKnown(series, year)) {
            parked.merge(what, count, Integer::sum);
        }
    }

    private List<FrameworkPictures> pictures(
            Map<FrameworkStore.Entry, GoalFramework> inForce, SmallGroups smallGroups) {
        List<FrameworkPictures> drawn = new ArrayList<>();
        inForce.forEach((entry, framework) -> drawn.add(new FrameworkPictures(framework, entry, smallGroups, this)));
        return drawn;
    }

    private void park(SeriesYear what, int cellsMore) {
        if (!isKnown(what.series(), what.year())) {
            if (!parked.containsKey(what)) {
                LOG.info("Parked: no framework of {} knows {} in {}", id, what.series(), what.year());
            }
            parked.merge(what, cellsMore, Integer::sum);
        }
    }

    private boolean isKnown(String series, int year) {
        return pictures.stream().anyMatch(framework -> framework.knows(series, year));
    }
}
