package se.malbild.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import se.malbild.cli.demo.DemoCommand;
import se.malbild.cli.serve.ServeCommand;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.EnvironmentDefaults;
import se.malbild.cli.terminal.StopSignal;
import se.malbild.cli.year.YearCommand;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;
import se.malbild.service.Log;

/** The {@code malbild} command. */
@Command(
        name = "malbild",
        description = {
            "Från en kommuns nyckeltal till dess målbild.",
            "From a municipality's indicators to its goal picture."
        },
        versionProvider = Malbild.Version.class,
        footer = {
            "Varje alternativ kan också anges som miljövariabel: --registry som MALBILD_REGISTRY.",
            "Every option can also be given as an environment variable: --registry as MALBILD_REGISTRY."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            PublishCommand.class,
            ImportCommand.class,
            FrameworkCommand.class,
            TopicsCommand.class,
            PictureCommand.class,
            ReportCommand.class,
            MissingCommand.class,
            ChangesCommand.class,
            ReconcileCommand.class,
            YearCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            EvidenceCommand.class,
            RejectedCommand.class,
            ParkedCommand.class,
            BooksCommand.class,
            FeedbackCommand.class,
            ExportCommand.class,
            MoveCommand.class,
            TokensCommand.class,
            ResetCommand.class,
            ServeCommand.class
        })
public final class Malbild {
    static final int STOPPED = 130;

    public static void main(String[] args) {
        StopSignal stop = new StopSignal();
        System.exit(stop.guard(() -> run(stop, System.out, System.getenv(), args)));
    }

    /**
     * Runs one command and returns its exit code: 0 done, 1 failed, 2 wrongly asked for, 130 stopped, unless its help
     * says otherwise.
     *
     * @param environment says what the arguments do not
     */
    public static int run(StopSignal stop, PrintStream results, Map<String, String> environment, String... args) {
        CommandLine line = commandLine(results, environment, args);
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (stop.isRequested() || thrown instanceof InterruptedException) {
                return STOPPED;
            }
            ConsoleOption.consoleOf(command.getCommandSpec()).fail(explain(thrown));
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return line.execute(args);
    }

    /** Returns what reads {@code args}, in the language that they ask for. */
    static CommandLine commandLine(PrintStream results, Map<String, String> environment, String... args) {
        CommandLine line = new CommandLine(new Malbild());
        ConsoleOption.addTo(line, results, environment, args);
        line.setDefaultValueProvider(new EnvironmentDefaults(environment));
        return line;
    }

    private static Text explain(Exception thrown) {
        if (thrown instanceof CommandException told) {
            return told.text();
        }
        if (thrown instanceof StartupException told) {
            return told.text();
        }
        if (thrown instanceof CompletionException && thrown.getCause() instanceof Exception cause) {
            return explain(cause);
        }
        if (thrown instanceof KafkaException) {
            return new Text(
                    "Kafka svarade inte som väntat: " + thrown.getMessage(),
                    "Kafka did not answer as expected: " + thrown.getMessage());
        }
        Log.unexpected(thrown);
        return new Text(
                "Oväntat fel: " + thrown + Log.where().sv(),
                "Unexpected error: " + thrown + Log.where().en());
    }

    /** Returns the version that the program was built as; empty when it runs from classes. */
    static Optional<String> version() {
        return Optional.ofNullable(Malbild.class.getPackage().getImplementationVersion());
    }

    /** Gives the version that the program was built as. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Målbild " + version().orElse("–")};
        }
    }
}
