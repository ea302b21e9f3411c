package se.malbild.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.goals.Text;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.TopicAdmin;
import se.malbild.schemas.admin.TopicAdmin.Difference;
import se.malbild.schemas.registry.RegistryException;

@Command(
        name = "topics",
        description = {"Jämför och skapar topics och scheman.", "Compares and creates topics and schemas."},
        mixinStandardHelpOptions = true,
        subcommands = {TopicsCommand.Plan.class, TopicsCommand.Apply.class})
final class TopicsCommand {
    /** The options of both commands. */
    private static final class Options {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        @Mixin
        private ClusterOptions clusterOptions;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                defaultValue = "" + Topic.DEFAULT_PARTITIONS,
                description = {
                    "Partitioner i varje topic. (${DEFAULT-VALUE})",
                    "Partitions of every topic. (${DEFAULT-VALUE})"
                })
        private int partitions;

        @Option(
                names = "--replication",
                paramLabel = "N",
                defaultValue = "" + TopicAdmin.BROKERS_DEFAULT,
                description = {
                    "Exemplar av varje partition; -1 så många som klustret brukar, eller redan har. (${DEFAULT-VALUE})",
                    "Copies of every partition; -1 for the cluster's default, or as many as it already has. (${DEFAULT-VALUE})"
                })
        private short replication;

        int partitions() {
            if (partitions < 1) {
                throw new UsageException(
                        command,
                        new Text(
                                "--partitions är " + partitions + "; ange minst 1.",
                                "--partitions is " + partitions + "; give 1 or more."));
            }
            return partitions;
        }

        short replication() {
            if (replication < 1 && replication != TopicAdmin.BROKERS_DEFAULT) {
                throw new UsageException(
                        command,
                        new Text(
                                "--replication är " + replication + "; ange minst 1, eller -1.",
                                "--replication is " + replication + "; give 1 or more, or -1."));
            }
            return replication;
        }
    }

    @Command(
            name = "plan",
            description = {"Visar vad apply skulle ändra.", "Shows what apply would change."},
            mixinStandardHelpOptions = true)
    static final class Plan implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Options options;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            List<Difference> differences = with(options, TopicAdmin::plan);
            differences.forEach(difference -> {
                console.say(difference.message());
                difference
                        .mending()
                        .ifPresent(mending -> console.say("  apply: " + mending.sv(), "  apply: " + mending.en()));
            });
            if (differences.isEmpty()) {
                console.say("Allt är som det ska.", "Everything is up to date.");
            }
            return 0;
        }
    }

    @Command(
            name = "apply",
            description = {"Skapar och rättar det som skiljer.", "Creates and corrects what differs."},
            mixinStandardHelpOptions = true)
    static final class Apply implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Options options;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            with(options, TopicAdmin::apply)
                    .forEach(difference -> difference.mending().ifPresent(console::say));
            List<Difference> left = with(options, TopicAdmin::plan);
            left.forEach(difference -> console.say(difference.message()));
            if (left.isEmpty()) {
                console.say("Allt är som det ska.", "Everything is up to date.");
            }
            return left.isEmpty() ? 0 : 1;
        }
    }

    /** Compares topics and schemas with what they are to be. */
    private interface Work {
        List<Difference> on(Cluster cluster, int partitions, short replication)
                throws BrokerException, RegistryException;
    }

    private static List<Difference> with(Options options, Work work) throws CommandException {
        Cluster cluster = options.clusterOptions.cluster();
        int partitions = options.partitions();
        short replication = options.replication();
        Brokers.requireBroker(cluster);
        try {
            return work.on(cluster, partitions, replication);
        } catch (BrokerException failed) {
            throw new CommandException(failed.text());
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
    }
}
