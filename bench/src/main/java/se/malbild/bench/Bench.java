package se.malbild.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code malbild bench} command. */
@Command(
        name = "malbild bench",
        description = "Measures speed as ratios against peers in the same run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ReplayCommand.class,
            GatewayCommand.class,
            DashboardCommand.class,
            LiveCommand.class,
            RulesCommand.class,
            HistoryCommand.class,
            RestartCommand.class
        })
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Give a benchmark, for example replay.");
    }
}
