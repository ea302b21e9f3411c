package se.malbild.dashboard.pages;

import java.util.List;
import java.util.stream.Stream;
import se.malbild.dashboard.view.YearDifference;

/**
 * What is different between the pictures of two years, in words.
 *
 * @param subject the picture of the later year
 */
public record YearsPage(Subject subject, YearDifference difference) {

    /** Returns the picture of the earlier year. */
    public Subject before() {
        return subject.in(difference.before().year());
    }

    /** Returns the other years that the picture can be compared with. */
    public List<Integer> earlierYears() {
        return subject.years().stream().filter(year -> year < subject.year()).toList();
    }

    public List<PartLines.Line> lines() {
        PartLines lines = new PartLines(subject);
        return difference.lines().stream()
                .map(line -> lines.line(line.part(), because(line, lines)))
                .toList();
    }

    private List<String> because(YearDifference.Line line, PartLines lines) {
        return Stream.of(
                        line.beneath().stream().map(lines::name),
                        line.target().stream()
                                .map(target -> target(target, line.part().id(), lines)),
                        lines.observations(line.because()))
                .flatMap(causes -> causes)
                .toList();
    }

    private String target(YearDifference.Target target, String indicator, PartLines lines) {
        PageLanguage words = subject.words();
        return (target.isComparison()
                        ? words.say("jämförelsevärde ", "comparison value ")
                        : words.say("målvärde ", "target "))
                + lines.value(indicator, target.before()) + " → " + lines.value(indicator, target.now());
    }
}
