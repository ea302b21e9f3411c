package se.malbild.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.Console;

@Command(
        name = "import",
        description = "Hämtar observationer från andra. / Fetches observations from others.",
        mixinStandardHelpOptions = true,
        subcommands = KoladaCommand.class)
final class ImportCommand implements Runnable {
    @ParentCommand
    private Malbild malbild;

    @Spec
    private CommandSpec spec;

    Console console() {
        return malbild.console();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Ange kolada. / Give kolada.");
    }
}
