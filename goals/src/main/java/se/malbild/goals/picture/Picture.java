package se.malbild.goals.picture;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale;

/**
 * The goal-attainment picture of one organisation, framework and year. Its {@link Standing#levels} count goal areas.
 *
 * @param organisation SCB municipality code, four digits
 * @param frameworkVersion version of the framework that was in force
 * @param observedThrough the greatest {@code observedAt} of the observations it rests on; empty when there are none
 * @param scale the levels it is given in
 */
public record Picture(
        String organisation,
        String framework,
        int frameworkVersion,
        int year,
        Text title,
        Optional<Text> notice,
        Optional<Instant> observedThrough,
        Standing standing,
        Scale scale,
        List<StrategicAreaPicture> strategicAreas) {

    public Picture {
        strategicAreas = List.copyOf(strategicAreas);
    }

    /**
     * Returns the one of {@code pictures} that is shown when no year is asked for: the latest of those in which anything
     * could be assessed, or the latest of all when there is none.
     *
     * @param pictures at least one, of one framework
     */
    public static Picture latest(Collection<Picture> pictures) {
        Comparator<Picture> order = Comparator.comparing(
                        (Picture picture) -> picture.standing().attainment().isPresent())
                .thenComparingInt(Picture::year);
        return pictures.stream().max(order).orElseThrow();
    }
}
