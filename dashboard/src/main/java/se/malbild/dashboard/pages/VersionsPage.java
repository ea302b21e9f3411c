package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.then.FrameworkDifference;
import se.malbild.dashboard.then.VersionComparison;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.history.Known;

/**
 * Two versions of a framework side by side, in words.
 *
 * @param subject the picture that each of them makes something of
 * @param one number of the one version
 * @param other number of the other version
 */
public record VersionsPage(Subject subject, int one, int other, VersionComparison comparison) {

    /** Something in the framework that is different; {@code language} is that of what it was and is. */
    public record Line(String about, String what, String before, String now, String language) {}

    /** Returns every time that either of the two was applied. */
    public List<Known.Applied> applied() {
        return comparison.versions();
    }

    /** Returns what is different in the framework. */
    public List<Line> framework() {
        return comparison.framework().stream().map(this::line).toList();
    }

    private Line line(FrameworkDifference line) {
        PageLanguage words = subject.words();
        Language told = line.toldIn(words.language());
        return new Line(
                words.say(line.about()),
                words.say(line.what()),
                said(line.before(), told),
                said(line.now(), told),
                new PageLanguage(told).code());
    }

    private static String said(Optional<Text> text, Language language) {
        return text.map(known -> known.in(language)).orElse("–");
    }

    /** Returns what is different in the picture. */
    public List<PartLines.Line> picture() {
        PartLines lines = new PartLines(subject);
        return comparison.parts().stream()
                .map(part -> lines.line(part, List.of()))
                .toList();
    }
}
