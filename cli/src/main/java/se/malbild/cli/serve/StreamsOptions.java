package se.malbild.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.schemas.Cluster;
import se.malbild.streams.StreamsSettings;

/** The command-line options of the streams application. */
final class StreamsOptions {
    /** After the prefix, so that users of one cluster do not share it. */
    private static final String STATE = "streams-state";

    @Mixin
    private ClusterOptions clusterOptions;

    @Option(
            names = "--state",
            paramLabel = "KATALOG/DIR",
            description = {
                "Katalog för tillståndet: sparas mellan starter, en per instans. (" + STATE + ")",
                "Directory for the state: kept between starts, one for each instance. (" + STATE + ")"
            })
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = StreamsSettings.DEFAULT_APPLICATION_ID,
            description = {
                "Tillämpningens namn i Kafka, samma för alla instanser. (${DEFAULT-VALUE})",
                "The application's name in Kafka, the same for every instance. (${DEFAULT-VALUE})"
            })
    private String applicationId;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = {
                "Millisekunder mellan två tillfällen då det nya går att läsa; minst en sekund så länge mycket är oläst."
                        + " (${DEFAULT-VALUE})",
                "Milliseconds between commits, each of which makes what is new readable; at least a second while much is"
                        + " left to read. (${DEFAULT-VALUE})"
            })
    private int commitMillis;

    @Mixin
    private InstanceOptions instance;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "Instanser som håller en kopia av varje del av tillståndet. (${DEFAULT-VALUE})",
                "Instances that keep a copy of each part of the state. (${DEFAULT-VALUE})"
            })
    private int standbys;

    /** Returns the settings. */
    StreamsSettings settings() {
        instance.requireBetween(1, 60_000, commitMillis, "--commit-interval");
        instance.requireBetween(0, InstanceOptions.MOST_COPIES, standbys, "--standbys");
        Cluster cluster = clusterOptions.cluster();
        return new StreamsSettings(
                cluster,
                applicationId,
                state.orElse(cluster.prefix().path(Path.of(STATE)))
                        .toAbsolutePath()
                        .normalize(),
                Duration.ofMillis(commitMillis),
                instance.replication(),
                instance.threads(),
                Map.of("num.standby.replicas", Integer.toString(standbys)));
    }
}
