package se.malbild.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Hämtar observationer från andra. / Fetches observations from others.",
        mixinStandardHelpOptions = true,
        subcommands = KoladaCommand.class)
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Ange kolada. / Give kolada.");
    }
}
