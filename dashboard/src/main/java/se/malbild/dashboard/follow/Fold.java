package se.malbild.dashboard.follow;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.PictureChange;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.assessment.SmallGroupRules;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Keys;

/** Makes snapshots of records, in whatever order the topics are read. For one thread. */
public final class Fold {
    private final Map<String, Map<String, PublishedFramework>> organisations = new HashMap<>();
    private final Map<String, PublishedReceipts> receipts = new HashMap<>();
    private final Set<String> dirty = new HashSet<>();
    private Snapshot snapshot = Snapshot.EMPTY;

    public void framework(Published<AppliedVersion> applied) {
        GoalFramework framework = applied.value().version().framework();
        framework(framework.organisation(), framework.id()).version(applied);
    }

    public void picture(Key key, Optional<Picture> picture, LogPosition position, Instant at, long nowNanos) {
        framework(key.organisation(), key.framework()).picture(key.year(), picture, position, at, nowNanos);
    }

    public void indicator(Key key, Optional<IndicatorObservations> indicator, LogPosition position, Instant at) {
        PublishedFramework framework = framework(key.organisation(), key.framework());
        indicator.ifPresentOrElse(
                record -> framework.indicator(
                        key.part(), key.year(), new Published<>(ShownObservations.of(record), position, at)),
                () -> framework.noIndicator(key.part(), key.year(), position));
    }

    /** Takes in a record about a year, at its place in the log. */
    public void decision(DecisionYear about, DecisionRecord record, LogPosition position, Instant at) {
        framework(about.organisation(), about.framework()).decision(about.year(), record, position, at);
    }

    /**
     * Takes in what became of the events of a cell.
     *
     * @param cell as the record's key has it
     */
    public void receipts(String cell, Optional<CellReceipts> read, LogPosition position) {
        String organisation = Keys.organisation(cell);
        dirty.add(organisation);
        receipts.computeIfAbsent(organisation, key -> new PublishedReceipts()).put(cell, read, position);
    }

    private PublishedFramework framework(String organisation, String framework) {
        dirty.add(organisation);
        return organisations
                .computeIfAbsent(organisation, key -> new TreeMap<>())
                .computeIfAbsent(framework, key -> new PublishedFramework());
    }

    /** Returns the state as far as it is in agreement with itself, and hands over what has changed in it. */
    public Snapshot settle(long nowNanos, Consumer<PictureChange> changes) {
        if (dirty.isEmpty()) {
            return snapshot;
        }
        SortedMap<String, OrganisationView> views = new TreeMap<>(snapshot.organisations());
        SortedMap<String, OrganisationView> closedFirst = new TreeMap<>(snapshot.closedFirst());
        Set<String> stillWaiting = new HashSet<>();
        for (String organisation : dirty) {
            Map<String, PublishedFramework> frameworks = organisations.getOrDefault(organisation, Map.of());
            frameworks.forEach((id, framework) -> framework.settle(nowNanos, changes, organisation, id));
            if (frameworks.values().stream().anyMatch(PublishedFramework::isWaiting)) {
                stillWaiting.add(organisation);
            }
            List<FrameworkView> shown = frameworks.values().stream()
                    .map(PublishedFramework::view)
                    .flatMap(Optional::stream)
                    .toList();
            if (shown.isEmpty()) {
                views.remove(organisation);
                closedFirst.remove(organisation);
            } else {
                PublishedReceipts known = receipts.computeIfAbsent(organisation, key -> new PublishedReceipts());
                SortedSet<String> persons = persons(frameworks.values());
                OrganisationView view = new OrganisationView(
                        organisation,
                        shown,
                        persons,
                        known.view(),
                        known.tag() + "-" + Integer.toHexString(persons.hashCode()));
                views.put(organisation, view);
                closedFirst.put(organisation, view.closedFirst());
            }
        }
        dirty.clear();
        dirty.addAll(stillWaiting);
        snapshot = new Snapshot(views, closedFirst);
        return snapshot;
    }

    /** Also by frameworks that are withdrawn, and by documents that are no longer in force. */
    private static SortedSet<String> persons(Collection<PublishedFramework> frameworks) {
        return frameworks.stream()
                .flatMap(framework -> framework.documents().stream())
                .map(document -> SmallGroupRules.of(document.framework()).persons())
                .collect(TreeSet::new, Set::addAll, Set::addAll);
    }

    /** Sees to it that no change is sent for what has changed until now. */
    void forgetReasons() {
        organisations.values().forEach(frameworks -> frameworks.values().forEach(PublishedFramework::forgetReasons));
    }

    /**
     * The key of an output.
     *
     * @param part id of the goal area or indicator; {@code ""} in the key of a picture
     */
    public record Key(String organisation, String framework, int year, String part) {
        public Key {
            Objects.requireNonNull(part, "part");
        }

        /** Returns the parts of {@code key}; empty when it is no key of an output. */
        static Optional<Key> parse(String key) {
            String[] parts = key.split("/", -1);
            if (parts.length < 3 || parts.length > 4 || !parts[2].matches("\\d{4}")) {
                return Optional.empty();
            }
            return Optional.of(
                    new Key(parts[0], parts[1], Integer.parseInt(parts[2]), parts.length == 4 ? parts[3] : ""));
        }
    }
}
