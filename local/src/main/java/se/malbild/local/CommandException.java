package se.malbild.local;

import se.malbild.goals.Text;

/** Ends a command with one message for the person who gave it. */
final class CommandException extends Exception {
    private final transient Text text;

    CommandException(Text text) {
        super(text.en());
        this.text = text;
    }

    Text text() {
        return text;
    }
}
