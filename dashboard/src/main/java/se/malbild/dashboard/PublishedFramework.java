package se.malbild.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.IndicatorRecord;

/**
 * What has been read of one framework. A picture and the indicators in it are written in one transaction but read one
 * after the other, so a picture waits until the indicators it shows have come; what is seen is then in agreement, and it
 * is known which observations made the difference.
 */
final class PublishedFramework {
    /** Longer than the records of one transaction are ever apart, unless the reading itself has fallen behind. */
    private static final Duration WAITS_AT_MOST = Duration.ofSeconds(2);

    private final SortedMap<Integer, FrameworkVersion> versions = new TreeMap<>();
    private final SortedMap<Integer, Published<Picture>> pictures = new TreeMap<>();
    private final Map<String, SortedMap<Integer, Published<IndicatorRecord>>> indicators = new HashMap<>();
    /** By the year of a picture and by indicator, the observations that have won since that picture was shown. */
    private final Map<Integer, Map<String, Map<Cell, Replacement>>> because = new HashMap<>();

    private final SortedMap<Integer, Waiting> waiting = new TreeMap<>();
    private long lastFramework = -1;
    private long lastIndicator = -1;
    private long lastPicture = -1;

    private record Waiting(Optional<Published<Picture>> picture, Position position, long sinceNanos) {}

    void version(FrameworkVersion version, Position position) {
        versions.merge(version.framework().version(), version, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        lastFramework = position.offset();
    }

    void indicator(String id, int year, Published<IndicatorRecord> record) {
        SortedMap<Integer, Published<IndicatorRecord>> years = indicators.computeIfAbsent(id, key -> new TreeMap<>());
        Published<IndicatorRecord> before = years.put(year, record);
        List<Replacement> difference = Replacement.between(
                before == null ? List.of() : before.value().observations(),
                record.value().observations());
        for (int picture : picturesThatRestOn(id, year)) {
            Map<Cell, Replacement> cells = because.computeIfAbsent(picture, key -> new TreeMap<>())
                    .computeIfAbsent(id, key -> new TreeMap<>());
            difference.forEach(replacement -> cells.merge(
                    replacement.now().cell(),
                    replacement,
                    (first, last) -> new Replacement(first.before(), last.now())));
        }
        lastIndicator = record.position().offset();
    }

    /** An indicator looks back as well: to the year before, and to its baseline. */
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

    void noIndicator(String id, int year, Position position) {
        if (indicators.containsKey(id)) {
            indicators.get(id).remove(year);
        }
        lastIndicator = position.offset();
    }

    /** @param picture empty when it is taken away */
    void picture(int year, Optional<Picture> picture, Position position, Instant at, long nowNanos) {
        // A newer picture does not wait anew: pictures that come again and again are shown in time all the same.
        waiting.merge(
                year,
                new Waiting(picture.map(drawn -> new Published<>(drawn, position, at)), position, nowNanos),
                (older, newer) -> new Waiting(newer.picture(), newer.position(), older.sinceNanos()));
    }

    /** Shows the pictures that have waited for nothing or long enough, and hands over what that changed. */
    void settle(long nowNanos, Consumer<PictureChange> changes, String organisation, String framework) {
        Iterator<Map.Entry<Integer, Waiting>> each = waiting.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Integer, Waiting> next = each.next();
            Waiting picture = next.getValue();
            if (isComplete(picture) || nowNanos - picture.sinceNanos() > WAITS_AT_MOST.toNanos()) {
                each.remove();
                changes.accept(show(next.getKey(), picture, organisation, framework));
            }
        }
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    private boolean isComplete(Waiting waits) {
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
        SortedMap<Integer, Published<IndicatorRecord>> years = indicators.get(indicator.id());
        Published<IndicatorRecord> record =
                years == null ? null : years.get(picture.value().year());
        return record != null
                && (record.at().isAfter(picture.at())
                        || (record.value().frameworkVersion() == picture.value().frameworkVersion()
                                && record.value().indicator().equals(indicator)));
    }

    private PictureChange show(int year, Waiting picture, String organisation, String framework) {
        Optional<Picture> before = Optional.ofNullable(pictures.get(year)).map(Published::value);
        Map<String, List<Replacement>> reasons = new TreeMap<>();
        Map<String, Map<Cell, Replacement>> won = because.remove(year);
        if (won != null) {
            won.forEach((indicator, cells) -> reasons.put(indicator, List.copyOf(cells.values())));
        }
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

    /** Forgets which observations have won until now: they are no news. */
    void forgetReasons() {
        because.clear();
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
                        versions, explained, indicators, lastFramework + "." + lastIndicator + "." + lastPicture));
    }
}
