package se.malbild.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MomentConverter;
import se.malbild.cli.terminal.PictureOptions;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.KnownThen;
import se.malbild.cli.topics.PublishedPictures;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
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

    @Option(
            names = "--as-of",
            paramLabel = "TID/TIME",
            converter = MomentConverter.class,
            description = {
                "Målbilden av det som hade kommit in då: 2018-08-31 (till dagens slut i Sverige) eller"
                        + " 2018-08-31T12:00:00Z.",
                "The picture of what had come in by then: 2018-08-31 (to the end of the day in Sweden) or"
                        + " 2018-08-31T12:00:00Z."
            })
    private Optional<Instant> asOf = Optional.empty();

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            options.print(
                    options.choose(
                            asOf.isPresent()
                                    ? known(cluster, registry, asOf.get(), console)
                                    : new PublishedPictures(cluster, registry).read()),
                    console);
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

    private SortedMap<Pictures.Key, Picture> known(
            Cluster cluster, SchemaRegistry registry, Instant moment, Console console) throws CommandException {
        KnownThen then = new KnownThen(cluster, registry, options.organisation(), console);
        return then.picturesAt(then.at(moment)).pictures();
    }
}
