package se.malbild.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import se.malbild.goals.Text;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.history.Part.Kind;
import se.malbild.history.Part.Shown;

/** The parts of a picture by what they are, from the whole down, in the order of the framework. */
final class PictureParts {
    record Name(Kind kind, String id) {}

    /**
     * One part.
     *
     * @param content what is shown is the same where this is
     */
    record Content(Text name, Object content, Supplier<Shown> shown) {}

    private final Map<Name, Content> parts = new LinkedHashMap<>();

    private PictureParts(Picture picture) {
        put(Kind.PICTURE, "", new Content(picture.title(), picture, () -> Shown.of(picture, picture.standing())));
        for (StrategicAreaPicture area : picture.strategicAreas()) {
            put(
                    Kind.STRATEGIC_AREA,
                    area.id(),
                    new Content(area.title(), area.standing(), () -> Shown.of(picture, area.standing())));
        }
        List<GoalAreaPicture> goalAreas = picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .toList();
        for (GoalAreaPicture area : goalAreas) {
            put(Kind.GOAL_AREA, area.id(), new Content(area.statement(), area, () -> Shown.of(picture, area)));
        }
        for (GoalAreaPicture area : goalAreas) {
            for (GoalAreaPicture.WeightedIndicator part : area.indicators()) {
                IndicatorPicture indicator = part.indicator();
                put(
                        Kind.INDICATOR,
                        indicator.id(),
                        new Content(indicator.title(), indicator, () -> Shown.of(picture, indicator)));
            }
        }
    }

    private void put(Kind kind, String id, Content content) {
        parts.put(new Name(kind, id), content);
    }

    static Map<Name, Content> of(Picture picture) {
        return new PictureParts(picture).parts;
    }

    /**
     * Returns what is different between two pictures of the same year. Of a picture that came or went this is only the whole.
     *
     * @param before empty when there was none
     * @param now empty when there is none
     */
    static List<Part> different(Optional<Picture> before, Optional<Picture> now) {
        if (before.equals(now)) {
            return List.of();
        }
        if (before.isEmpty() || now.isEmpty()) {
            return before.or(() -> now).stream()
                    .map(any -> new Part(
                            Kind.PICTURE,
                            "",
                            any.title(),
                            before.map(picture -> Shown.of(picture, picture.standing())),
                            now.map(picture -> Shown.of(picture, picture.standing()))))
                    .toList();
        }
        Map<Name, Content> earlier = of(before.get());
        Map<Name, Content> later = of(now.get());
        Map<Name, Content> all = new LinkedHashMap<>(later);
        earlier.forEach(all::putIfAbsent);
        List<Part> different = new ArrayList<>();
        all.forEach((name, any) -> {
            Optional<Content> from = Optional.ofNullable(earlier.get(name));
            Optional<Content> to = Optional.ofNullable(later.get(name));
            if (!from.map(Content::content).equals(to.map(Content::content))) {
                Part part = new Part(
                        name.kind(),
                        name.id(),
                        any.name(),
                        from.map(content -> content.shown().get()),
                        to.map(content -> content.shown().get()));
                if (part.isDifferent()) {
                    different.add(part);
                }
            }
        });
        return different;
    }
}
