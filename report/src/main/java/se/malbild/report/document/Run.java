package se.malbild.report.document;

import java.util.List;
import se.malbild.report.words.Mark;

/** A piece of a line. */
public sealed interface Run {
    /** Words. */
    record Plain(String text) implements Run {}

    /** Words that weigh more. */
    record Strong(String text) implements Run {}

    /** Words that are stressed. */
    record Emphasis(String text) implements Run {}

    /** What follows stands on a line of its own. */
    record Break() implements Run {}

    /** A level or status, by its sign and its name. */
    record Level(Mark mark, String label) implements Run {}

    /**
     * Words that lead to a section.
     *
     * @param target the section's id
     * @param description where it leads, for who does not see it
     */
    record Link(String text, String target, String description) implements Run {}

    /**
     * Words that lead out of the document.
     *
     * @param address of a web page or of mail, without anything that an address cannot have
     */
    record WebLink(String text, String address) implements Run {}

    /** Returns {@code text} as a line. */
    static List<Run> of(String text) {
        return List.of(new Plain(text));
    }
}
