package se.malbild.dashboard.view;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.history.Part;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Kind;
import se.malbild.history.Part.Shown;
import se.malbild.schemas.IndicatorObservations;

/**
 * What is different between the pictures of two years of a framework, line by line.
 *
 * @param before the earlier year's
 * @param now the later year's
 * @param lines the parts that are different, from the whole down, in the order of the framework
 */
public record YearDifference(Picture before, Picture now, List<Line> lines) {

    /**
     * A part that is different.
     *
     * @param beneath what it follows from: the parts right beneath it that have another attainment or level
     * @param target of an indicator, where the one year's is not the other's
     * @param because the observations behind an indicator in the later year; none of those about persons, which may not be told one by
     *     one
     */
    public record Line(Part part, List<Part> beneath, Optional<Target> target, List<Observation> because) {}

    /** What an indicator is compared with in either year; empty where there is nothing. */
    public record Target(Optional<BigDecimal> before, Optional<BigDecimal> now, boolean isComparison) {}

    public YearDifference {
        lines = List.copyOf(lines);
    }

    /** Compares two years that {@code view} has pictures of. */
    public static YearDifference of(FrameworkView view, int before, int now) {
        Picture earlier = view.picture(before).orElseThrow().value();
        Picture later = view.picture(now).orElseThrow().value();
        List<Part> parts = Part.between(Optional.of(earlier), Optional.of(later));
        return new YearDifference(
                earlier,
                later,
                parts.stream()
                        .map(part -> new Line(
                                part,
                                beneath(part, parts, earlier, later),
                                target(part, earlier, later),
                                because(part, view, now)))
                        .toList());
    }

    private static List<Part> beneath(Part part, List<Part> all, Picture before, Picture now) {
        Kind kind = part.kind() == Kind.GOAL_AREA ? Kind.INDICATOR : Kind.GOAL_AREA;
        Set<String> under = Stream.of(before, now)
                .flatMap(picture -> under(part, picture))
                .collect(Collectors.toCollection(HashSet::new));
        return all.stream()
                .filter(candidate ->
                        candidate.kind() == kind && under.contains(candidate.id()) && isJudgedOtherwise(candidate))
                .toList();
    }

    private static Stream<String> under(Part part, Picture picture) {
        return switch (part.kind()) {
            case PICTURE -> goalAreas(picture).map(GoalAreaPicture::id);
            case STRATEGIC_AREA ->
                picture.strategicAreas().stream()
                        .filter(area -> area.id().equals(part.id()))
                        .flatMap(area -> area.goalAreas().stream())
                        .map(GoalAreaPicture::id);
            case GOAL_AREA ->
                goalAreas(picture)
                        .filter(area -> area.id().equals(part.id()))
                        .flatMap(area -> area.indicators().stream())
                        .map(weighted -> weighted.indicator().id());
            case INDICATOR -> Stream.of();
        };
    }

    private static Stream<GoalAreaPicture> goalAreas(Picture picture) {
        return picture.strategicAreas().stream()
                .map(StrategicAreaPicture::goalAreas)
                .flatMap(List::stream);
    }

    private static boolean isJudgedOtherwise(Part part) {
        return !judgement(part.before()).equals(judgement(part.now()));
    }

    private static List<Object> judgement(Optional<Shown> shown) {
        Optional<Judged> outcome = shown.map(Shown::outcome);
        return List.of(outcome.map(Judged::level), outcome.flatMap(Judged::attainment));
    }

    private static Optional<Target> target(Part part, Picture before, Picture now) {
        Optional<RulePicture> earlier = rule(part, before);
        Optional<RulePicture> later = rule(part, now);
        Optional<BigDecimal> from = earlier.flatMap(RulePicture::target);
        Optional<BigDecimal> to = later.flatMap(RulePicture::target);
        return earlier.isEmpty() || later.isEmpty() || from.equals(to)
                ? Optional.empty()
                : Optional.of(new Target(from, to, later.get().targetIsComparison()));
    }

    private static Optional<RulePicture> rule(Part part, Picture picture) {
        return part.kind() != Kind.INDICATOR
                ? Optional.empty()
                : goalAreas(picture)
                        .flatMap(area -> area.indicators().stream())
                        .map(GoalAreaPicture.WeightedIndicator::indicator)
                        .filter(indicator -> indicator.id().equals(part.id()))
                        .map(IndicatorPicture::rule)
                        .findFirst();
    }

    private static List<Observation> because(Part part, FrameworkView view, int year) {
        return part.kind() != Kind.INDICATOR
                ? List.of()
                : Stream.of(view.history(part.id()).get(year))
                        .filter(Objects::nonNull)
                        .map(Published::value)
                        .filter(record -> !record.isCounted())
                        .map(IndicatorObservations::observations)
                        .flatMap(List::stream)
                        .toList();
    }
}
