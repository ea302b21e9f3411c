package se.malbild.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import se.malbild.streams.StreamsSettings;

/** What the streams application is told on the command line. */
final class StreamsOptions {
    private static final int MOST_COPIES = 10;
    private static final int CLUSTERS_DEFAULT = -1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "streams-state",
            description = {
                "Katalog för tillståndet: sparas mellan starter, en per instans. (${DEFAULT-VALUE})",
                "Directory of the state: kept between starts, one for each instance."
            })
    private Path state;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = StreamsSettings.DEFAULT_APPLICATION_ID,
            description = "Samma för alla instanser. / The same for every instance. (${DEFAULT-VALUE})")
    private String applicationId;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = {
                "Millisekunder mellan två tillfällen då det nya går att läsa. (${DEFAULT-VALUE})",
                "Milliseconds from one time that what is new can be read to the next."
            })
    private int commitMillis;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "-1",
            description = {
                "Exemplar av tillståndets topics; -1 så många som klustret brukar. (${DEFAULT-VALUE})",
                "Copies of the topics of the state; -1 for as many as is the cluster's default."
            })
    private int replication;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Trådar i den här processen. / Threads in this process. (${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "Instanser som håller en kopia av varje del av tillståndet. (${DEFAULT-VALUE})",
                "Instances that keep a copy of each part of the state."
            })
    private int standbys;

    /** Returns the settings. */
    StreamsSettings settings() {
        requireBetween(1, 60_000, commitMillis, "--commit-interval");
        if (replication != CLUSTERS_DEFAULT) {
            requireBetween(1, MOST_COPIES, replication, "--replication");
        }
        requireBetween(1, 100, threads, "--threads");
        requireBetween(0, MOST_COPIES, standbys, "--standbys");
        return new StreamsSettings(
                cluster.bootstrapServers,
                cluster.registry,
                applicationId,
                state.toAbsolutePath().normalize(),
                Duration.ofMillis(commitMillis),
                replication,
                threads,
                Map.of("num.standby.replicas", Integer.toString(standbys)));
    }

    private void requireBetween(int least, int most, int given, String option) {
        if (given < least || given > most) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " är " + given + "; ange " + least + " till " + most + ". / " + option + " is " + given
                            + "; give " + least + " to " + most + ".");
        }
    }
}
