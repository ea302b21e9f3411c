package se.malbild.cli.terminal;

import se.malbild.goals.Text;

/** Ends a command with one message for the person who gave it. */
public final class CommandException extends Exception {
    private final transient Text text;

    public CommandException(Text text) {
        super(text.en());
        this.text = text;
    }

    /** Returns what to tell the person. */
    public Text text() {
        return text;
    }
}
