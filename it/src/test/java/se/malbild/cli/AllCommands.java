package se.malbild.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands of {@code malbild}, for tests that hold a list of them against the program. */
public final class AllCommands {
    private AllCommands() {}

    /** Returns the commands that do something, each with those that it belongs to, such as {@code topics plan}. */
    public static List<String> names() {
        return names(new CommandLine(new Malbild()));
    }

    private static List<String> names(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(command -> command.getValue().getSubcommands().isEmpty()
                        ? Stream.of(command.getKey())
                        : names(command.getValue()).stream().map(part -> command.getKey() + " " + part))
                .toList();
    }
}
