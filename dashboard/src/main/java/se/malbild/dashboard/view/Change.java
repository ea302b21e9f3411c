package se.malbild.dashboard.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.Suppressed;

/**
 * What is different in a picture, and because of what.
 *
 * @param position the picture's record: what the change is called
 * @param organisation SCB municipality code, four digits
 * @param frameworkVersionBefore empty when there was no picture
 * @param frameworkVersion empty when the picture was taken away
 * @param picture the whole
 * @param goalAreas those that are different, in the order of the framework
 * @param indicators those that are different, in the order of the framework
 * @param because by indicator, the observations that won since the picture before; most recent events of the broker last
 */
public record Change(
        LogPosition position,
        String organisation,
        String framework,
        int year,
        Optional<Integer> frameworkVersionBefore,
        Optional<Integer> frameworkVersion,
        Part picture,
        List<Part> goalAreas,
        List<Part> indicators,
        Map<String, List<Replacement>> because) {
    /** A part with what was and is shown of it. */
    private static final int BYTES_OF_A_PART = 400;
    /** The observation that won; the one before it is that of an earlier change. */
    private static final int BYTES_OF_A_REASON = 1_200;

    /**
     * What is shown of one part.
     *
     * @param isSuppressed whether there is no value because a group is, or may be, too small
     */
    public record Shown(
            String level,
            Text label,
            Optional<BigDecimal> attainment,
            Optional<BigDecimal> value,
            boolean isSuppressed) {}

    /**
     * One part of the picture.
     *
     * @param id of the goal area or indicator; {@code ""} for the whole picture
     * @param before empty when it was not shown
     * @param now empty when it is shown no longer
     * @param indicators ids of the indicators that it rests on
     */
    public record Part(String id, Text name, Optional<Shown> before, Optional<Shown> now, Set<String> indicators) {
        public boolean isFlipped() {
            return !before.map(Shown::level).equals(now.map(Shown::level));
        }
    }

    public static Change of(PictureChange change) {
        Picture any = change.now().or(change::before).orElseThrow();
        List<Part> goalAreas = new ArrayList<>();
        Map<String, GoalAreaPicture> areasBefore = goalAreas(change.before());
        Map<String, GoalAreaPicture> areasNow = goalAreas(change.now());
        union(areasBefore, areasNow).forEach((id, area) -> {
            Optional<GoalAreaPicture> before = Optional.ofNullable(areasBefore.get(id));
            Optional<GoalAreaPicture> now = Optional.ofNullable(areasNow.get(id));
            if (!before.equals(now)) {
                goalAreas.add(new Part(
                        id,
                        area.statement(),
                        before.map(shown -> shown(change.before(), shown.standing())),
                        now.map(shown -> shown(change.now(), shown.standing())),
                        area.indicators().stream()
                                .map(part -> part.indicator().id())
                                .collect(Collectors.toUnmodifiableSet())));
            }
        });
        List<Part> indicators = new ArrayList<>();
        Map<String, IndicatorPicture> indicatorsBefore = indicators(areasBefore);
        Map<String, IndicatorPicture> indicatorsNow = indicators(areasNow);
        union(indicatorsBefore, indicatorsNow).forEach((id, indicator) -> {
            Optional<IndicatorPicture> before = Optional.ofNullable(indicatorsBefore.get(id));
            Optional<IndicatorPicture> now = Optional.ofNullable(indicatorsNow.get(id));
            if (!before.equals(now)) {
                indicators.add(new Part(
                        id,
                        indicator.title(),
                        before.map(shown -> shown(change.before(), shown)),
                        now.map(shown -> shown(change.now(), shown)),
                        Set.of(id)));
            }
        });
        return new Change(
                change.position(),
                change.organisation(),
                change.framework(),
                change.year(),
                change.before().map(Picture::frameworkVersion),
                change.now().map(Picture::frameworkVersion),
                new Part(
                        "",
                        any.title(),
                        change.before().map(shown -> shown(change.before(), shown.standing())),
                        change.now().map(shown -> shown(change.now(), shown.standing())),
                        union(indicatorsBefore, indicatorsNow).keySet()),
                goalAreas,
                indicators,
                change.because());
    }

    /** Returns about how much memory this takes, in bytes. */
    public int bytes() {
        int reasons = because.values().stream().mapToInt(List::size).sum();
        return BYTES_OF_A_PART * (1 + goalAreas.size() + indicators.size()) + BYTES_OF_A_REASON * reasons;
    }

    private static Map<String, GoalAreaPicture> goalAreas(Optional<Picture> picture) {
        Map<String, GoalAreaPicture> areas = new LinkedHashMap<>();
        picture.ifPresent(drawn -> drawn.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .forEach(area -> areas.put(area.id(), area)));
        return areas;
    }

    private static Map<String, IndicatorPicture> indicators(Map<String, GoalAreaPicture> areas) {
        Map<String, IndicatorPicture> indicators = new LinkedHashMap<>();
        areas.values().stream()
                .flatMap(area -> area.indicators().stream())
                .forEach(part -> indicators.put(part.indicator().id(), part.indicator()));
        return indicators;
    }

    private static <T> Map<String, T> union(Map<String, T> before, Map<String, T> now) {
        Map<String, T> all = new LinkedHashMap<>(now);
        before.forEach(all::putIfAbsent);
        return all;
    }

    private static Shown shown(Optional<Picture> picture, Standing standing) {
        return new Shown(
                standing.level(),
                Labels.level(scale(picture), standing.level()),
                standing.attainment(),
                Optional.empty(),
                false);
    }

    private static Shown shown(Optional<Picture> picture, IndicatorPicture indicator) {
        return new Shown(
                indicator.level(),
                Labels.level(scale(picture), indicator.level()),
                indicator.attainment(),
                indicator.value(),
                indicator.suppressed().contains(Suppressed.VALUE));
    }

    private static Scale scale(Optional<Picture> picture) {
        return picture.orElseThrow().scale();
    }
}
