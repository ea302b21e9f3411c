package se.malbild.dashboard.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.picture.Picture;

/**
 * A picture that was published in the place of another.
 *
 * @param organisation SCB municipality code, four digits
 * @param position the record that changed it
 * @param before the picture until then; empty when there was none
 * @param now the picture from then on; empty when it was taken away
 * @param because by indicator, the observations that won since the picture before
 */
public record PictureChange(
        String organisation,
        String framework,
        int year,
        LogPosition position,
        Optional<Picture> before,
        Optional<Picture> now,
        Map<String, List<Replacement>> because) {}
