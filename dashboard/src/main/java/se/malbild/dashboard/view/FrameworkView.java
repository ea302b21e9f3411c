package se.malbild.dashboard.view;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.advice.FrameworkAdvice;
import se.malbild.goals.advice.WarningGroup;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.IndicatorObservations;

/**
 * One goal framework of an organisation with everything that is published of it. It has at least one picture, and the
 * document of the version that each picture was drawn by.
 *
 * @param applied every record of a version, in the order of the log
 * @param versions the framework's versions by their number
 * @param pictures by year
 * @param indicators by indicator and year, with the observations behind each, as they may be shown
 * @param decided by year, what has been decided about it; empty of what was known earlier
 * @param live the same with the pictures as they are now, where pictures that years are closed with stand in their place
 * @param tag stands for all of this: what has the same tag is the same
 */
public record FrameworkView(
        List<Published<AppliedVersion>> applied,
        SortedMap<Integer, FrameworkVersion> versions,
        SortedMap<Integer, Published<Picture>> pictures,
        Map<String, SortedMap<Integer, Published<IndicatorObservations>>> indicators,
        SortedMap<Integer, Decided> decided,
        Optional<FrameworkView> live,
        String tag) {

    /**
     * Which of several frameworks is shown first: the one whose period begins last, then the greatest version, then the
     * greatest id.
     */
    static final Comparator<FrameworkView> SHOWN_FIRST = Comparator.<FrameworkView>comparingInt(
                    view -> view.framework().from())
            .thenComparingInt(view -> view.framework().version())
            .thenComparing(view -> view.framework().id())
            .reversed();

    public FrameworkView {
        applied = List.copyOf(applied);
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        pictures = Collections.unmodifiableSortedMap(new TreeMap<>(pictures));
        Map<String, SortedMap<Integer, Published<IndicatorObservations>>> copy = new TreeMap<>();
        indicators.forEach((id, years) -> copy.put(id, Collections.unmodifiableSortedMap(new TreeMap<>(years))));
        indicators = Collections.unmodifiableMap(copy);
        decided = Collections.unmodifiableSortedMap(new TreeMap<>(decided));
    }

    /** As it is published now. */
    public FrameworkView(
            List<Published<AppliedVersion>> applied,
            SortedMap<Integer, FrameworkVersion> versions,
            SortedMap<Integer, Published<Picture>> pictures,
            Map<String, SortedMap<Integer, Published<IndicatorObservations>>> indicators,
            SortedMap<Integer, Decided> decided,
            String tag) {
        this(applied, versions, pictures, indicators, decided, Optional.empty(), tag);
    }

    /** Returns what has been decided about {@code year}. */
    public Decided decided(int year) {
        return decided.getOrDefault(year, Decided.NOTHING);
    }

    /** Returns the pictures that years are closed with, by year, of which the document is known that they were drawn by. */
    public SortedMap<Integer, Published<Picture>> closed() {
        SortedMap<Integer, Published<Picture>> closed = new TreeMap<>();
        decided.forEach((year, of) -> of.closing()
                .filter(picture -> versions.containsKey(picture.value().frameworkVersion()))
                .ifPresent(picture -> closed.put(year, picture)));
        return closed;
    }

    /** Returns the same with the pictures that years are closed with in the place of those of now. */
    public FrameworkView closedFirst() {
        SortedMap<Integer, Published<Picture>> closed = closed();
        if (closed.isEmpty()) {
            return this;
        }
        SortedMap<Integer, Published<Picture>> leading = new TreeMap<>(pictures);
        leading.putAll(closed);
        return new FrameworkView(applied, versions, leading, indicators, decided, Optional.of(this), tag);
    }

    /** Returns the newest version that a picture is drawn by. */
    public GoalFramework framework() {
        return frameworkOf(pictures.values().stream()
                .map(Published::value)
                .max(Comparator.comparingInt(Picture::frameworkVersion))
                .orElseThrow());
    }

    /** Returns what {@link #framework} can be criticised for, in itself and against the version before it. */
    public List<WarningGroup> warnings() {
        GoalFramework shown = framework();
        SortedMap<Integer, FrameworkVersion> earlier = versions.headMap(shown.version());
        return FrameworkAdvice.of(
                shown,
                earlier.isEmpty()
                        ? Optional.empty()
                        : Optional.of(earlier.get(earlier.lastKey()).framework()));
    }

    /** Returns the version that {@code picture} is drawn by. */
    public GoalFramework frameworkOf(Picture picture) {
        return versions.get(picture.frameworkVersion()).framework();
    }

    public Optional<Published<Picture>> picture(int year) {
        return Optional.ofNullable(pictures.get(year));
    }

    /** Returns the latest year of which anything could be assessed; when there is none, the latest year. */
    public int latestYear() {
        return Picture.latest(pictures.values().stream().map(Published::value).toList())
                .year();
    }

    /** Returns what is published of an indicator, by year; empty when nothing is. */
    public SortedMap<Integer, Published<IndicatorObservations>> history(String indicator) {
        return indicators.getOrDefault(indicator, Collections.emptySortedMap());
    }
}
