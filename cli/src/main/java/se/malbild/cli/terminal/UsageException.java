package se.malbild.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import se.malbild.goals.Text;

/** Refuses what a command was given, with what would be right. */
public final class UsageException extends ParameterException {
    private final transient Text text;

    public UsageException(CommandSpec command, Text text) {
        super(command.commandLine(), text.en());
        this.text = text;
    }

    /** Returns what to tell the person. */
    public Text text() {
        return text;
    }
}
