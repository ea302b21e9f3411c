package se.malbild.report.words;

import java.util.List;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Scale;

/**
 * How a level or a status is shown: by a word and by a shape, and by a colour that is clear on both a light and a dark
 * page.
 *
 * @param shape a shape of {@link Scale.Shape}, or {@code ring}, {@code dash} or {@code question} of a status
 * @param onLight {@code #rrggbb}
 * @param onDark {@code #rrggbb}
 */
public record Mark(String id, Text label, String shape, String onLight, String onDark) {
    private static final Colour GREY = Colour.of("#5f6368");

    private static final List<Mark> STATUSES = List.of(
            status(IndicatorAssessment.NOT_DUE, new Text("Mäts inte detta år", "Not due that year"), "dash"),
            status(IndicatorAssessment.NOT_MEASURED, new Text("Inte mätt", "Not measured"), "ring"),
            status(IndicatorAssessment.NOT_ASSESSED, new Text("Kan inte bedömas", "Cannot be assessed"), "question"));

    /** Returns every level and status of {@code scale}, best first. */
    public static List<Mark> of(Scale scale) {
        return Stream.concat(scale.levels().stream().map(Mark::level), STATUSES.stream())
                .toList();
    }

    /** Returns the mark of a level or status. */
    public static Mark of(Scale scale, String level) {
        return of(scale).stream()
                .filter(mark -> mark.id().equals(level))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the same under another id, for a page with the marks of two scales. */
    public Mark ofOther() {
        return new Mark("other-" + id, label, shape, onLight, onDark);
    }

    private static Mark level(Scale.Level level) {
        Colour colour = Colour.of(level.colour());
        return new Mark(
                level.id(),
                level.label(),
                level.shape().toString(),
                colour.on(Colour.LIGHT_PAGE).toString(),
                colour.on(Colour.DARK_PAGE).toString());
    }

    private static Mark status(String id, Text label, String shape) {
        return new Mark(
                id,
                label,
                shape,
                GREY.on(Colour.LIGHT_PAGE).toString(),
                GREY.on(Colour.DARK_PAGE).toString());
    }
}
