package se.malbild.dashboard.then;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.dashboard.follow.ShownObservations;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Known;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Topic;

/**
 * Makes of what was known what may be shown of it, in the form in which what is published now is shown. Observations are not listed:
 * an event that had no count then may have one now, and is no longer to be told one by one.
 */
final class KnownFrameworks {
    private final Known known;
    private final Instant at;
    private final String tag;

    private KnownFrameworks(Known known, Instant at, String tag) {
        this.known = known;
        this.at = at;
        this.tag = tag;
    }

    /**
     * Returns every framework that has pictures.
     *
     * @param at when the newest record behind it was appended
     * @param tag stands for all that was known and the moment
     */
    static List<FrameworkView> of(Known known, Instant at, String tag) {
        KnownFrameworks frameworks = new KnownFrameworks(known, at, tag);
        return known.pictures().keySet().stream()
                .map(Pictures.Key::framework)
                .distinct()
                .map(frameworks::framework)
                .toList();
    }

    private FrameworkView framework(String id) {
        List<Published<AppliedVersion>> applied = new ArrayList<>();
        SortedMap<Integer, FrameworkVersion> versions = new TreeMap<>();
        known.applied().stream()
                .filter(record -> record.version().framework().id().equals(id))
                .forEach(record -> {
                    FrameworkVersion version = record.version();
                    versions.merge(version.framework().version(), version, FrameworkVersion::inForce);
                    applied.add(new Published<>(
                            new AppliedVersion(version, record.justification()),
                            new LogPosition(Topic.GOAL_FRAMEWORKS.topicName(), record.partition(), record.offset()),
                            record.at()));
                });
        SortedMap<Integer, Published<Picture>> pictures = new TreeMap<>();
        known.pictures().forEach((key, picture) -> {
            if (key.framework().equals(id)) {
                pictures.put(key.year(), computed(picture));
            }
        });
        Map<String, SortedMap<Integer, Published<IndicatorObservations>>> indicators = new HashMap<>();
        known.judged().stream()
                .filter(judged -> judged.framework().id().equals(id))
                .forEach(judged -> judged.indicators()
                        .forEach(indicator -> indicators
                                .computeIfAbsent(indicator.picture().id(), key -> new TreeMap<>())
                                .put(
                                        judged.year(),
                                        computed(ShownObservations.of(IndicatorObservations.of(
                                                        judged.framework(), judged.year(), indicator))
                                                .withoutObservations()))));
        return new FrameworkView(applied, versions, pictures, indicators, Collections.emptySortedMap(), tag + "-" + id);
    }

    private <T> Published<T> computed(T value) {
        return new Published<>(value, Optional.empty(), at);
    }
}
