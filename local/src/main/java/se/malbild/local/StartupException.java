package se.malbild.local;

import java.util.Objects;
import se.malbild.goals.Text;

/**
 * Something that has to run on this computer did not start. The text is one line for the person who started it: what was
 * wrong and what would be right.
 */
public final class StartupException extends RuntimeException {
    private final transient Text text;

    public StartupException(Text text) {
        this(text, null);
    }

    /** @param cause what went wrong underneath, or {@code null} when the text says it all */
    public StartupException(Text text, Throwable cause) {
        super(Objects.requireNonNull(text, "text").sv() + " / " + text.en(), cause);
        this.text = text;
    }

    /** Returns what to tell the person. */
    public Text text() {
        return text;
    }
}
