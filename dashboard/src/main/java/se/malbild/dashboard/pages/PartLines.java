package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.observation.Observation;
import se.malbild.history.ChangeWords;
import se.malbild.history.Part;

/** Says what is different in a picture, in the words and numbers of its pages. */
public final class PartLines {
    /** So many causes are named in a line. */
    private static final int MOST_NAMED = 3;

    private final Subject subject;
    private final PictureTerms terms;
    private final ChangeWords words;

    /**
     * A part that is different.
     *
     * @param name what it is called
     * @param before what was shown of it
     * @param now what is shown of it
     * @param because what made it so
     * @param path where it is explained, if the picture has it
     */
    public record Line(String name, String before, String now, List<String> because, Optional<String> path) {}

    /** @param subject whose pages the parts lead to */
    PartLines(Subject subject) {
        this.subject = subject;
        this.terms = new PictureTerms(subject);
        this.words = terms.words();
    }

    /** @param because every cause, of which as many as a reader wants to see are named */
    Line line(Part part, List<String> because) {
        return new Line(words.name(part), words.before(part), words.now(part), first(because), subject.path(part));
    }

    private List<String> first(List<String> because) {
        int more = because.size() - MOST_NAMED;
        return more <= 0
                ? because
                : Stream.concat(
                                because.stream().limit(MOST_NAMED),
                                Stream.of(more + subject.words().say(" till", " more")))
                        .toList();
    }

    String name(Part part) {
        return words.name(part);
    }

    /** Returns which observations they were, each one once: of women and men they are called the same. */
    Stream<String> observations(List<Observation> observations) {
        return observations.stream().map(words::because).distinct();
    }

    String value(String indicator, Optional<BigDecimal> value) {
        return value.map(known -> terms.value(indicator, known)).orElse("–");
    }
}
