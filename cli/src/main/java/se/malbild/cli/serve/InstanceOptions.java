package se.malbild.cli.serve;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.UsageException;
import se.malbild.goals.Text;
import se.malbild.schemas.admin.TopicAdmin;

/** The command-line options of an instance of a Kafka Streams application, whichever application it is. */
final class InstanceOptions {
    static final int MOST_COPIES = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "" + TopicAdmin.BROKERS_DEFAULT,
            description = {
                "Exemplar av tillståndets topics; -1 så många som klustret brukar. (${DEFAULT-VALUE})",
                "Copies of the state's topics; -1 for the cluster's default. (${DEFAULT-VALUE})"
            })
    private int replication;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = {
                "Trådar i den här processen. (${DEFAULT-VALUE})",
                "Threads in this process. (${DEFAULT-VALUE})"
            })
    private int threads;

    int replication() {
        if (replication != TopicAdmin.BROKERS_DEFAULT) {
            requireBetween(1, MOST_COPIES, replication, "--replication");
        }
        return replication;
    }

    int threads() {
        requireBetween(1, 100, threads, "--threads");
        return threads;
    }

    /** Refuses a number outside of what an option takes. */
    void requireBetween(int least, int most, int given, String option) {
        if (given < least || given > most) {
            throw new UsageException(
                    command,
                    new Text(
                            option + " är " + given + "; ange " + least + " till " + most + ".",
                            option + " is " + given + "; give " + least + " to " + most + "."));
        }
    }
}
