package se.malbild.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.FrameworkPublisher;
import se.malbild.goals.Text;
import se.malbild.goals.framework.FrameworkFault;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "framework",
        description = {"Granskar och tillämpar styrmodeller.", "Checks and applies goal frameworks."},
        mixinStandardHelpOptions = true,
        subcommands = {FrameworkCommand.Check.class, FrameworkCommand.Apply.class})
final class FrameworkCommand {
    @Command(
            name = "check",
            description = {"Visar alla fel i en styrmodell.", "Shows every fault of a goal framework."},
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "FIL/FILE",
                description = {"Styrmodellen som YAML.", "The framework as YAML."})
        private Path file;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            try {
                GoalFramework framework = FrameworkIntake.check(document(file)).framework();
                String what = framework.id() + " version " + framework.version();
                int goalAreas = framework.goalAreas().size();
                int indicators = framework.indicators().size();
                console.say(
                        "Inga fel: " + what + ", " + goalAreas + " målområden, " + indicators + " nyckeltal.",
                        "No faults: " + what + ", " + goalAreas + " goal areas, " + indicators + " indicators.");
                return 0;
            } catch (InvalidFrameworkException invalid) {
                return list(invalid, file, console);
            }
        }
    }

    @Command(
            name = "apply",
            description = {"Tillämpar en styrmodell.", "Applies a goal framework."},
            mixinStandardHelpOptions = true)
    static final class Apply implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Option(
                names = "--unless-in-force",
                description = {
                    "Lämnar den version som redan gäller, vilken den än är.",
                    "Leaves the version that is already in force, whichever it is."
                })
        private boolean unlessInForce;

        @Parameters(
                paramLabel = "FIL/FILE",
                description = {"Styrmodellen som YAML.", "The framework as YAML."})
        private Path file;

        @Override
        public Integer call() throws CommandException, InterruptedException {
            Console console = ConsoleOption.consoleOf(spec);
            String document = document(file);
            Cluster cluster = clusterOptions.cluster();
            Brokers.requireBroker(cluster);
            try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
                registry.preload(Topic.GOAL_FRAMEWORKS);
                FrameworkPublisher publisher = new FrameworkPublisher(cluster, registry);
                Optional<RecordMetadata> applied =
                        unlessInForce ? publisher.applyUnlessInForce(document) : publisher.apply(document);
                console.say(applied.map(at -> new Text(
                                "Styrmodellen är tillämpad (" + at
                                        + "). Målbilden räknas om; se den med ”malbild picture”.",
                                "The framework has been applied (" + at
                                        + "). The picture is being computed again; see it with “malbild picture”."))
                        .orElse(new Text(
                                "Styrmodellen gäller redan; inget ändrades.",
                                "The framework is already in force; nothing changed.")));
                return 0;
            } catch (InvalidFrameworkException invalid) {
                return list(invalid, file, console);
            } catch (RegistryException registry) {
                throw new CommandException(registry.text());
            }
        }
    }

    private static int list(InvalidFrameworkException invalid, Path file, Console console) {
        Text count = Text.count(invalid.faults().size(), "fel", "fel", "fault", "faults");
        for (FrameworkFault fault : invalid.faults()) {
            String where = file + ":" + fault.line() + ":" + fault.column() + " "
                    + (fault.path().isEmpty() ? "" : fault.path() + ": ");
            console.say(where + fault.message().sv(), where + fault.message().en());
        }
        console.say(
                count.sv() + "; styrmodellen kan inte tillämpas.", count.en() + "; the framework cannot be applied.");
        return 1;
    }

    private static String document(Path file) throws CommandException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException notUtf8) {
            throw new CommandException(new Text(
                    "Filen " + file + " är inte UTF-8; spara den som UTF-8.",
                    "The file " + file + " is not UTF-8; save it as UTF-8."));
        } catch (IOException unreadable) {
            throw CommandException.cannotRead(file);
        }
    }
}
