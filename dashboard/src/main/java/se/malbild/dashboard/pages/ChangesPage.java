package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.then.PictureDifference;
import se.malbild.dashboard.view.AsOf;
import se.malbild.history.ChangeWords;

/**
 * What is different in a picture between two moments, in words.
 *
 * @param subject the picture at the later moment
 * @param from the earlier moment
 */
public record ChangesPage(Subject subject, AsOf from, PictureDifference difference) {
    /** So many observations are named in a line. */
    private static final int MOST_NAMED = 3;

    /** A part that is different: what it is called, what was and is shown of it, and which observations made it so. */
    public record Line(String name, String before, String now, List<String> because, Optional<String> path) {}

    public List<Line> lines() {
        ChangeWords words = new PictureTerms(subject).words();
        return difference.lines().stream()
                .map(line -> new Line(
                        words.name(line.part()),
                        words.before(line.part()),
                        words.now(line.part()),
                        because(line, words),
                        subject.path(line.part())))
                .toList();
    }

    /** Returns what is told once of the observations of women, men and districts. */
    private List<String> because(PictureDifference.Line line, ChangeWords words) {
        List<String> told =
                line.because().stream().map(words::because).distinct().toList();
        int more = told.size() - MOST_NAMED;
        return Stream.concat(
                        told.stream().limit(MOST_NAMED),
                        more <= 0
                                ? Stream.of()
                                : Stream.of(more + words().say(" uppgifter till", " more observations")))
                .toList();
    }

    private PageLanguage words() {
        return subject.words();
    }

    /** Returns the later moment, where it is not now. */
    public Optional<AsOf> to() {
        return subject.organisation().asOf();
    }
}
