package se.malbild.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.PictureOptions;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.PublishedPictures;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.codec.UnreadableRecordException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "picture",
        description = {"Skriver ut en målbild som den står i Kafka.", "Prints a picture as it is in Kafka."},
        mixinStandardHelpOptions = true)
final class PictureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private PictureOptions options;

    @Override
    public Integer call() throws CommandException {
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            options.print(
                    options.choose(new PublishedPictures(cluster, registry).read()), ConsoleOption.consoleOf(spec));
            return 0;
        } catch (UnreadableRecordException unreadable) {
            throw new CommandException(
                    unreadable.obstacle() == UnreadableRecordException.Obstacle.REGISTRY_AWAY
                            ? new Text(
                                    "Schemaregistret svarar inte på " + cluster.registryUrl()
                                            + ". Starta det eller ange adressen med --registry.",
                                    "The schema registry does not answer at " + cluster.registryUrl()
                                            + ". Start it or give the address with --registry.")
                            : new Text(
                                    "En målbild i Kafka går inte att läsa: " + unreadable.getMessage(),
                                    "A picture in Kafka cannot be read: " + unreadable.getMessage()));
        }
    }
}
