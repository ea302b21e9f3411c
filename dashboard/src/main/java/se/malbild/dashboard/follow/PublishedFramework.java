package se.malbild.dashboard.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.PictureChange;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Replacement;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.IndicatorObservations;

/**
 * What has been read of one framework. A picture and the indicators in it are written in one transaction but read one
 * after the other, so a picture waits until the indicators it shows have come; what is seen is then in agreement, and it
 * is known which observations made the difference.
 */
final class PublishedFramework {
    /** Longer than the records of one transaction are ever apart, unless the reading itself has fallen behind. */
    private static final Duration WAITS_AT_MOST = Duration.ofSeconds(2);

    /** As many as come in that time. */
    static final int MOST_WAITING = 20;

    private final List<Published<AppliedVersion>> applied = new ArrayList<>();
    private final SortedMap<Integer, FrameworkVersion> versions = new TreeMap<>();
    private final SortedMap<Integer, Published<Picture>> pictures = new TreeMap<>();
    private final Map<String, SortedMap<Integer, Published<IndicatorObservations>>> indicators = new HashMap<>();
    /** By the year of a picture and by indicator and cell, what has won since that picture was shown, oldest first. */
    private final Map<Integer, Map<String, Map<Cell, Deque<Won>>>> because = new HashMap<>();

    private final PublishedDecisions decisions = new PublishedDecisions();
    private final SortedMap<Integer, Waiting> waiting = new TreeMap<>();
    private long lastFramework = -1;
    private long lastIndicator = -1;
    private long lastPicture = -1;

    private record Won(Instant at, Replacement replacement) {
        Won and(Won later) {
            return new Won(later.at, new Replacement(replacement.before(), later.replacement.now()));
        }
    }

    private record Candidate(Optional<Published<Picture>> picture, LogPosition position) {}

    /**
     * The pictures of a year that are not shown yet, newest first. Older ones are kept because the newest may always be
     * ahead of the indicators that have been read, when pictures come again and again.
     */
    private record Waiting(Deque<Candidate> newestFirst, long sinceNanos) {
        void add(Candidate candidate) {
            newestFirst.addFirst(candidate);
            if (newestFirst.size() > MOST_WAITING) {
                newestFirst.removeLast();
            }
        }
    }

    void version(Published<AppliedVersion> record) {
        FrameworkVersion version = record.value().version();
        versions.merge(version.framework().version(), version, FrameworkVersion::inForce);
        applied.add(record);
        // One that had to wait for its schema comes after later ones.
        applied.sort(Comparator.comparingLong(each -> offset(each)));
        lastFramework = offset(record);
    }

    void decision(int year, DecisionRecord record, LogPosition position, Instant at) {
        decisions.put(year, position, at, record);
    }

    private static long offset(Published<?> record) {
        return record.position().orElseThrow().offset();
    }

    /**
     * Takes in what is published of an indicator.
     *
     * @param record as it may be shown
     */
    void indicator(String id, int year, Published<IndicatorObservations> record) {
        SortedMap<Integer, Published<IndicatorObservations>> years =
                indicators.computeIfAbsent(id, key -> new TreeMap<>());
        Published<IndicatorObservations> before = years.put(year, record);
        lastIndicator = offset(record);
        if (record.value().isCounted()) {
            forgetReasons(id, year);
            return;
        }
        List<Replacement> difference = difference(before, record);
        for (int picture : picturesThatRestOn(id, year)) {
            Map<Cell, Deque<Won>> cells = because.computeIfAbsent(picture, key -> new TreeMap<>())
                    .computeIfAbsent(id, key -> new TreeMap<>());
            for (Replacement replacement : difference) {
                Deque<Won> won = cells.computeIfAbsent(replacement.now().cell(), key -> new ArrayDeque<>());
                won.addLast(new Won(record.at(), replacement));
                if (won.size() > MOST_WAITING) {
                    won.addFirst(won.removeFirst().and(won.removeFirst()));
                }
            }
        }
    }

    /** Forgets what won while no count was known: nothing of its observations but values may be told any longer. */
    private void forgetReasons(String id, int year) {
        because.values()
                .forEach(indicators ->
                        indicators.getOrDefault(id, Map.of()).keySet().removeIf(cell -> cell.year() == year));
    }

    private static List<Replacement> difference(
            Published<IndicatorObservations> before, Published<IndicatorObservations> now) {
        return Replacement.between(
                before == null ? List.of() : before.value().observations(),
                now.value().observations());
    }

    /** An indicator looks back as well: to the latest earlier year that was due, and to its baseline. */
    private Set<Integer> picturesThatRestOn(String id, int year) {
        Set<Integer> pictures = new TreeSet<>(Set.of(year));
        versions.values().stream()
                .map(FrameworkVersion::framework)
                .forEach(framework -> framework.indicators().stream()
                        .filter(indicator -> indicator.id().equals(id))
                        .forEach(indicator -> framework
                                .years()
                                .filter(of -> indicator.yearsBehind(of).contains(year))
                                .forEach(pictures::add)));
        return pictures;
    }

    void noIndicator(String id, int year, LogPosition position) {
        if (indicators.containsKey(id)) {
            indicators.get(id).remove(year);
        }
        lastIndicator = position.offset();
    }

    /** @param picture empty when it is taken away */
    void picture(int year, Optional<Picture> picture, LogPosition position, Instant at, long nowNanos) {
        waiting.computeIfAbsent(year, key -> new Waiting(new ArrayDeque<>(), nowNanos))
                .add(new Candidate(picture.map(drawn -> new Published<>(drawn, position, at)), position));
    }

    /** Shows the newest pictures that lack nothing or have waited long enough, and hands over what that changed. */
    void settle(long nowNanos, Consumer<PictureChange> changes, String organisation, String framework) {
        for (int year : List.copyOf(waiting.keySet())) {
            Waiting waits = waiting.get(year);
            Optional<Candidate> next =
                    waits.newestFirst().stream().filter(this::isComplete).findFirst();
            if (next.isEmpty() && nowNanos - waits.sinceNanos() > WAITS_AT_MOST.toNanos()) {
                next = Optional.of(waits.newestFirst().getFirst());
            }
            next.ifPresent(candidate -> {
                waiting.remove(year);
                // Those that are newer begin to wait now.
                Deque<Candidate> newer = new ArrayDeque<>(waits.newestFirst().stream()
                        .takeWhile(other -> !other.position().equals(candidate.position()))
                        .toList());
                if (!newer.isEmpty()) {
                    waiting.put(year, new Waiting(newer, nowNanos));
                }
                PictureChange change = show(year, candidate, organisation, framework);
                if (change.before().isPresent() || change.now().isPresent()) { // or it was taken away unseen
                    changes.accept(change);
                }
            });
        }
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    private boolean isComplete(Candidate waits) {
        return waits.picture().map(this::isComplete).orElse(true);
    }

    private boolean isComplete(Published<Picture> published) {
        Picture picture = published.value();
        return versions.containsKey(picture.frameworkVersion())
                && picture.strategicAreas().stream()
                        .flatMap(area -> area.goalAreas().stream())
                        .flatMap(area -> area.indicators().stream())
                        .allMatch(part -> isPublished(published, part.indicator()));
    }

    /** Or overtaken: what is published together has one time, and reading the one topic may be ahead of the other. */
    private boolean isPublished(Published<Picture> picture, IndicatorPicture indicator) {
        SortedMap<Integer, Published<IndicatorObservations>> years = indicators.get(indicator.id());
        Published<IndicatorObservations> record =
                years == null ? null : years.get(picture.value().year());
        return record != null
                && (record.at().isAfter(picture.at())
                        || (record.value().frameworkVersion() == picture.value().frameworkVersion()
                                && record.value().indicator().equals(indicator)));
    }

    private PictureChange show(int year, Candidate picture, String organisation, String framework) {
        Optional<Picture> before = Optional.ofNullable(pictures.get(year)).map(Published::value);
        Map<String, List<Replacement>> reasons = reasons(year, picture);
        if (picture.picture().isPresent()) {
            pictures.put(year, picture.picture().get());
        } else {
            pictures.remove(year);
        }
        lastPicture = picture.position().offset();
        return new PictureChange(
                organisation,
                framework,
                year,
                picture.position(),
                before,
                picture.picture().map(Published::value),
                reasons);
    }

    /** Takes out what won until {@code picture} was drawn; reading the indicators may be ahead of it. */
    private Map<String, List<Replacement>> reasons(int year, Candidate picture) {
        Map<String, List<Replacement>> reasons = new TreeMap<>();
        because.getOrDefault(year, Map.of()).forEach((indicator, cells) -> {
            List<Replacement> replacements = new ArrayList<>();
            cells.values().forEach(won -> {
                Optional<Won> all = Optional.empty();
                while (!won.isEmpty() && isIn(won.getFirst(), picture)) {
                    Won next = won.removeFirst();
                    all = Optional.of(all.map(earlier -> earlier.and(next)).orElse(next));
                }
                all.ifPresent(reason -> replacements.add(reason.replacement()));
            });
            cells.values().removeIf(Deque::isEmpty);
            if (!replacements.isEmpty()) {
                reasons.put(indicator, List.copyOf(replacements));
            }
        });
        return reasons;
    }

    private static boolean isIn(Won won, Candidate picture) {
        return picture.picture().map(drawn -> !won.at().isAfter(drawn.at())).orElse(true);
    }

    /** Forgets which observations have won until now: they are no news. */
    void forgetReasons() {
        because.clear();
    }

    /** Returns every document that was read of it, also the one that another of the same version took the place of. */
    List<FrameworkVersion> documents() {
        return applied.stream().map(record -> record.value().version()).toList();
    }

    /** Returns what is to be seen of it; empty when there is no picture, or no document that explains one. */
    Optional<FrameworkView> view() {
        SortedMap<Integer, Published<Picture>> explained = new TreeMap<>(pictures);
        explained
                .values()
                .removeIf(picture -> !versions.containsKey(picture.value().frameworkVersion()));
        return explained.isEmpty()
                ? Optional.empty()
                : Optional.of(new FrameworkView(
                        applied,
                        versions,
                        explained,
                        indicators,
                        decisions.view(),
                        lastFramework + "." + lastIndicator + "." + lastPicture + "." + decisions.tag()));
    }
}
