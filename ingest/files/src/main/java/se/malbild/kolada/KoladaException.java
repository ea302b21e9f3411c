package se.malbild.kolada;

import se.malbild.goals.Text;

/** Says that Kolada did not give what was asked for, in words for people. */
public final class KoladaException extends Exception {
    private final transient Text text;

    KoladaException(String sv, String en) {
        super(en);
        this.text = new Text(sv, en);
    }

    /** Returns what went wrong and what to do about it. */
    public Text text() {
        return text;
    }
}
