package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.view.AsOf;
import se.malbild.history.PictureDifference;

/**
 * What is different in a picture between two moments, in words.
 *
 * @param subject the picture at the later moment
 * @param from the earlier moment
 */
public record ChangesPage(Subject subject, AsOf from, PictureDifference difference) {
    public List<PartLines.Line> lines() {
        PartLines lines = new PartLines(subject);
        return difference.lines().stream()
                .map(line -> lines.line(
                        line.part(), lines.observations(line.because()).toList()))
                .toList();
    }

    /** Returns the later moment, where it is not now. */
    public Optional<AsOf> to() {
        return subject.organisation().asOf();
    }
}
