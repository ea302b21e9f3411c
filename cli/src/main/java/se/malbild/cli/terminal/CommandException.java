package se.malbild.cli.terminal;

import java.nio.file.Path;
import se.malbild.goals.Text;

/** Ends a command with one message for the person who gave it. */
public final class CommandException extends Exception {
    private final transient Text text;

    public CommandException(Text text) {
        super(text.en());
        this.text = text;
    }

    /** Returns one that says that {@code file} cannot be read. */
    public static CommandException cannotRead(Path file) {
        return new CommandException(new Text(
                "Filen " + file + " går inte att läsa; kontrollera dess namn och rättigheter.",
                "The file " + file + " cannot be read; check its name and permissions."));
    }

    /** Returns what to tell the person. */
    public Text text() {
        return text;
    }
}
