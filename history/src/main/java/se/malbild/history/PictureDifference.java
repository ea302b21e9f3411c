package se.malbild.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.PictureJsonReader;

/**
 * What is different in the picture of a year between two moments, and because of what.
 *
 * @param versions of the framework that were applied between
 * @param lines the parts that are different, from the whole down, in the order of the framework
 */
public record PictureDifference(List<Known.Applied> versions, List<Line> lines) {

    /**
     * A part that is different.
     *
     * @param because the observations that won between, of all indicators that the part rests on; none of those about persons, which
     *     may not be told one by one
     */
    public record Line(Part part, List<Observation> because) {}

    /**
     * Compares two places in a log.
     *
     * @param end what is known at the end of the log: what is about persons there is not told
     */
    public static PictureDifference of(Known before, Known now, Known end, Pictures.Key key) {
        return new Comparison(before, now, end, key)
                .of(
                        Optional.ofNullable(before.pictures().get(key)),
                        Optional.ofNullable(now.pictures().get(key)));
    }

    /**
     * Compares the picture that a year is closed with and what is known now.
     *
     * @param before what was known where the year was closed
     */
    public static PictureDifference sinceClosing(Picture closed, Known before, Known now, Pictures.Key key) {
        // Both are read from their JSON, so that a number is not another for how it was written down.
        return new Comparison(before, now, now, key)
                .of(
                        Optional.of(closed),
                        Optional.ofNullable(now.pictures().get(key))
                                .map(PictureJson::indented)
                                .flatMap(PictureJsonReader::read));
    }

    private record Comparison(Known before, Known now, Known end, Pictures.Key key) {

        PictureDifference of(Optional<Picture> pictureBefore, Optional<Picture> pictureNow) {
            List<Known.Applied> versions = now
                    .applied()
                    .subList(before.applied().size(), now.applied().size())
                    .stream()
                    .filter(applied -> applied.version().framework().id().equals(key.framework()))
                    .toList();
            return new PictureDifference(
                    versions,
                    Part.between(pictureBefore, pictureNow).stream()
                            .map(part -> new Line(
                                    part,
                                    Stream.of(pictureNow, pictureBefore)
                                            .flatMap(Optional::stream)
                                            .flatMap(picture -> indicators(picture, part))
                                            .distinct()
                                            .flatMap(this::because)
                                            .distinct()
                                            .toList()))
                            .toList());
        }

        private static Stream<String> indicators(Picture picture, Part part) {
            return picture.strategicAreas().stream()
                    .flatMap(area -> area.goalAreas().stream().filter(goalArea -> switch (part.kind()) {
                        case STRATEGIC_AREA -> area.id().equals(part.id());
                        case GOAL_AREA -> goalArea.id().equals(part.id());
                        case PICTURE, INDICATOR -> true;
                    }))
                    .flatMap(area -> area.indicators().stream())
                    .map(GoalAreaPicture.WeightedIndicator::indicator)
                    .map(IndicatorPicture::id)
                    .filter(id -> part.kind() != Part.Kind.INDICATOR || id.equals(part.id()));
        }

        private Stream<Observation> because(String indicator) {
            return Stream.of(before, now)
                    .map(known -> known.inForce().get(key.framework()))
                    .filter(Objects::nonNull)
                    .map(version -> version.framework().indicatorsById().get(indicator))
                    .filter(Objects::nonNull)
                    .distinct()
                    .flatMap(this::won);
        }

        private Stream<Observation> won(Indicator definition) {
            SortedSet<Integer> years = new TreeSet<>(definition.yearsBehind(key.year()));
            years.add(key.year());
            return years.stream()
                    .filter(year -> !end.isCounted(definition.series(), year))
                    .flatMap(year -> won(definition.series(), year));
        }

        private Stream<Observation> won(String series, int year) {
            Map<Cell, Observation> earlier = new HashMap<>();
            before.observed()
                    .cells(series, year)
                    .forEach(winner -> earlier.put(winner.observation().cell(), winner.observation()));
            return now.observed().cells(series, year).stream()
                    .map(Winner::observation)
                    .filter(observation -> !observation.equals(earlier.get(observation.cell())))
                    .sorted((one, other) -> one.cell().compareTo(other.cell()));
        }
    }
}
