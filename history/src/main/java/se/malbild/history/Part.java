package se.malbild.history;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Standing;

/**
 * A part of a picture that changed: the whole or an area got another level, the whole another version of the framework, an indicator
 * another level, value or attainment, or what is foretold of it did.
 *
 * @param id of the area or indicator; {@code ""} for the whole picture
 * @param before empty when it was not there
 * @param now empty when it is there no longer
 */
public record Part(Kind kind, String id, Text name, Optional<Shown> before, Optional<Shown> now) {

    /** What the parts of a picture are, from the whole down. */
    public enum Kind {
        PICTURE,
        STRATEGIC_AREA,
        GOAL_AREA,
        INDICATOR
    }

    /**
     * What a picture shows of a part.
     *
     * @param frameworkVersion the version that the picture was computed with
     * @param forecast what is foretold of a goal area or an indicator for the whole year
     */
    public record Shown(int frameworkVersion, Judged outcome, Optional<Judged> forecast) {

        static Shown of(Picture picture, Standing standing) {
            return new Shown(picture.frameworkVersion(), Judged.of(picture, standing), Optional.empty());
        }

        static Shown of(Picture picture, GoalAreaPicture area) {
            return new Shown(
                    picture.frameworkVersion(),
                    Judged.of(picture, area.standing()),
                    area.forecast()
                            .map(foretold ->
                                    Judged.of(picture, foretold.level(), foretold.attainment(), Optional.empty())));
        }

        static Shown of(Picture picture, IndicatorPicture indicator) {
            return new Shown(
                    picture.frameworkVersion(),
                    Judged.of(picture, indicator.level(), indicator.attainment(), indicator.value()),
                    indicator
                            .forecast()
                            .map(foretold ->
                                    Judged.of(picture, foretold.level(), foretold.attainment(), foretold.value())));
        }
    }

    /**
     * How something is judged.
     *
     * @param level id of the level, or of the status when there is none
     * @param label of the level; empty for a status
     * @param attainment 0 to 1; empty when it could not be determined
     * @param value of an indicator, in its unit; empty when there is none, and for all other parts
     */
    public record Judged(
            String level, Optional<Text> label, Optional<BigDecimal> attainment, Optional<BigDecimal> value) {

        private static Judged of(Picture picture, Standing standing) {
            return of(picture, standing.level(), standing.attainment(), Optional.empty());
        }

        private static Judged of(
                Picture picture, String level, Optional<BigDecimal> attainment, Optional<BigDecimal> value) {
            return new Judged(
                    level,
                    picture.scale().levels().stream()
                            .filter(known -> known.id().equals(level))
                            .map(Scale.Level::label)
                            .findFirst(),
                    attainment,
                    value);
        }

        private List<Object> numbers() {
            return List.of(level, attainment, value);
        }
    }

    /**
     * Returns what is different between two pictures. Of a picture that came or went this is only the whole.
     *
     * @param before empty when there was none
     * @param now empty when there is none
     */
    public static List<Part> between(Optional<Picture> before, Optional<Picture> now) {
        return PictureParts.different(before, now);
    }

    boolean isDifferent() {
        return !before.map(this::told).equals(now.map(this::told));
    }

    /** What of {@code shown} is told when it changes. The attainments of areas follow from those of the indicators. */
    private List<Object> told(Shown shown) {
        return switch (kind) {
            case PICTURE -> List.of(shown.outcome().level(), shown.frameworkVersion());
            case STRATEGIC_AREA, GOAL_AREA ->
                List.of(shown.outcome().level(), shown.forecast().map(Judged::level));
            case INDICATOR ->
                List.of(shown.outcome().numbers(), shown.forecast().map(Judged::numbers));
        };
    }
}
