package se.malbild.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
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
    /** Per indicator and year the observations that won since the pictures that rest on them. */
    private final Map<String, SortedMap<Integer, List<Replacement>>> replaced = new HashMap<>();

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
        if (!difference.isEmpty()) {
            replaced.computeIfAbsent(id, key -> new TreeMap<>())
                    .computeIfAbsent(year, key -> new ArrayList<>())
                    .addAll(difference);
        }
        lastIndicator = record.position().offset();
    }

    void noIndicator(String id, int year, Position position) {
        if (indicators.containsKey(id)) {
            indicators.get(id).remove(year);
        }
        lastIndicator = position.offset();
    }

    /** @param picture empty when it is taken away */
    void picture(int year, Optional<Picture> picture, Position position, Instant at, long nowNanos) {
        waiting.put(year, new Waiting(picture.map(drawn -> new Published<>(drawn, position, at)), position, nowNanos));
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
        return waits.picture().isEmpty() || isComplete(waits.picture().get().value());
    }

    private boolean isComplete(Picture picture) {
        return versions.containsKey(picture.frameworkVersion())
                && picture.strategicAreas().stream()
                        .flatMap(area -> area.goalAreas().stream())
                        .flatMap(area -> area.indicators().stream())
                        .allMatch(part -> isPublished(picture, part.indicator()));
    }

    private boolean isPublished(Picture picture, IndicatorPicture indicator) {
        SortedMap<Integer, Published<IndicatorRecord>> years = indicators.get(indicator.id());
        Published<IndicatorRecord> record = years == null ? null : years.get(picture.year());
        return record != null
                && record.value().frameworkVersion() == picture.frameworkVersion()
                && record.value().indicator().equals(indicator);
    }

    private PictureChange show(int year, Waiting picture, String organisation, String framework) {
        Optional<Picture> before = Optional.ofNullable(pictures.get(year)).map(Published::value);
        Map<String, List<Replacement>> because = becauseOf(year, picture.picture());
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
                because);
    }

    /** Takes what has been replaced in the years that the picture's indicators rest on. */
    private Map<String, List<Replacement>> becauseOf(int year, Optional<Published<Picture>> picture) {
        Map<String, List<Replacement>> because = new TreeMap<>();
        Optional<GoalFramework> framework = picture.map(
                        shown -> versions.get(shown.value().frameworkVersion()))
                .map(FrameworkVersion::framework);
        if (framework.isEmpty()) {
            return because;
        }
        for (Indicator indicator : framework.get().indicators()) {
            SortedMap<Integer, List<Replacement>> years = replaced.getOrDefault(indicator.id(), new TreeMap<>());
            List<Replacement> behind = new ArrayList<>();
            for (int of : indicator.yearsBehind(year)) {
                behind.addAll(years.getOrDefault(of, List.of()));
            }
            if (!behind.isEmpty()) {
                because.put(indicator.id(), List.copyOf(behind));
            }
        }
        return because;
    }

    /** Forgets what has been replaced, once every picture that waited has been shown. */
    void forgetReplaced() {
        replaced.clear();
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
