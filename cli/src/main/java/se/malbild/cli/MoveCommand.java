package se.malbild.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.move.MoveExport;
import se.malbild.cli.move.MoveManifest;
import se.malbild.cli.move.MovedFiles;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.RowProgress;
import se.malbild.cli.terminal.VerifiedLines;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.InputFold;
import se.malbild.cli.topics.InputLoader;
import se.malbild.cli.topics.TopicScan;
import se.malbild.goals.Text;
import se.malbild.history.InputDigests;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.MovedSchemas;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "move",
        description = {
            "Flyttar allt som har sagts till ett annat kluster, eller till fler partitioner.",
            "Moves all that was said to another cluster, or to more partitions."
        },
        mixinStandardHelpOptions = true,
        subcommands = {MoveCommand.Export.class, MoveCommand.Import.class})
final class MoveCommand {
    @Command(
            name = "export",
            description = {
                "Skriver alla poster i indicator-events, goal-frameworks och year-decisions till filer, med tider och ordning.",
                "Writes every record of indicator-events, goal-frameworks and year-decisions to files, with times and order."
            },
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Option(
                names = "--directory",
                paramLabel = "KATALOG/DIR",
                required = true,
                description = {
                    "En katalog utan en tidigare export; den görs om den saknas.",
                    "A directory without an earlier export, created if it is missing."
                })
        private Path directory;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            Cluster cluster = clusterOptions.cluster();
            Brokers.requireBroker(cluster);
            try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
                for (Topic topic : Topic.inputs()) {
                    registry.preload(topic);
                }
                Files.createDirectories(directory);
                MoveManifest written;
                try (MoveExport export = new MoveExport(cluster, registry);
                        RowProgress bar = new RowProgress(
                                console,
                                new Text("Skriver", "Writing"),
                                RowProgress.Unit.RECORD,
                                0,
                                export.mostRecords())) {
                    written = export.write(directory, bar::reach);
                }
                tell(written, console);
                return 0;
            } catch (RegistryException failed) {
                throw new CommandException(failed.text());
            } catch (BrokerException failed) {
                throw new CommandException(failed.text());
            } catch (FileAlreadyExistsException there) {
                throw new CommandException(new Text(
                        there.getFile() + " finns redan. Ange en annan katalog.",
                        there.getFile() + " already exists. Choose another directory."));
            } catch (IOException failed) {
                throw new CommandException(new Text(
                        directory + " kan inte skrivas: " + failed.getMessage() + ". Ange en annan katalog.",
                        directory + " cannot be written: " + failed.getMessage() + ". Choose another directory."));
            }
        }

        private void tell(MoveManifest written, Console console) {
            Text records = records(written.records());
            String byTopic = byTopic(written);
            console.say(
                    records.sv() + " står i " + directory + ": " + byTopic + ".",
                    "Wrote " + records.en() + " to " + directory + ": " + byTopic + ".");
            tellDigests(written, console);
            tellOfFaults(written, console);
            console.say(
                    "Läs in dem med ”malbild move import --directory " + directory + "” i det andra klustret.",
                    "Load them with “malbild move import --directory " + directory + "” on the other cluster.");
        }
    }

    @Command(
            name = "import",
            description = {
                "Läser in en export i tomma topics, med samma tider och ordning. Allt läses in, eller inget.",
                "Loads an export into empty topics, with the same times and order. Everything is loaded, or nothing."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Option(
                names = "--directory",
                paramLabel = "KATALOG/DIR",
                required = true,
                description = {"Dit ”malbild move export” skrev.", "Where “malbild move export” wrote."})
        private Path directory;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            Cluster cluster = clusterOptions.cluster();
            Brokers.requireBroker(cluster);
            try {
                MovedFiles files = MovedFiles.open(directory);
                MoveManifest moved = files.manifest();
                int partitions = Brokers.requireEqualPartitions(cluster);
                if (moved.misplaced() > 0 && partitions == 1) {
                    throw oneIsTooFew(moved.misplaced());
                }
                try (InputLoader loader = new InputLoader(cluster);
                        RowProgress bar = new RowProgress(
                                console,
                                new Text("Läser in", "Loading"),
                                RowProgress.Unit.RECORD,
                                0,
                                moved.records())) {
                    loader.requireEmpty();
                    Map<Integer, Integer> ids = MovedSchemas.ids(cluster, moved.schemas());
                    load(loader, sink -> files.forEach(cluster.prefix(), partitions, ids, sink), bar, moved);
                }
                InputDigests loaded = digests(cluster, partitions, moved);
                requireTheSame(moved.digest().sha256(), loaded.whole().sha256());
                requireTheSame(
                        moved.decisions().sha256(), loaded.wholeOfDecisions().sha256());
                Text records = records(moved.records());
                Text into = Text.count(partitions, "partition", "partitioner", "partition", "partitions");
                console.say(
                        records.sv() + " är inlästa i " + into.sv() + " med tiderna de hade: " + byTopic(moved) + ".",
                        "Loaded " + records.en() + " into " + into.en() + " with the times they had: " + byTopic(moved)
                                + ".");
                tellDigests(moved, console);
                tellOfFaults(moved, console);
                console.say(
                        "Starta tjänsterna mot det här klustret, och kontrollera det de räknar fram med ”malbild verify”.",
                        "Start the services on this cluster, and check what they compute with “malbild verify”.");
                return 0;
            } catch (RegistryException failed) {
                throw new CommandException(failed.text());
            } catch (IOException failed) {
                throw new CommandException(new Text(
                        directory + " kan inte läsas: " + failed.getMessage() + ". Inget är inläst.",
                        directory + " cannot be read: " + failed.getMessage() + ". Nothing has been loaded."));
            } catch (InterruptedException stop) {
                console.say("Stoppad. Inget är inläst.", "Stopped. Nothing has been loaded.");
                return Malbild.STOPPED;
            }
        }

        private static void load(InputLoader loader, InputLoader.Source source, RowProgress bar, MoveManifest moved)
                throws CommandException, IOException, InterruptedException {
            try {
                loader.load(source, bar::reach);
            } catch (BrokerException failed) {
                throw uncompared(
                        new Text(
                                failed.text().sv() + " " + InputLoader.SETTINGS_BACK.sv(),
                                failed.text().en() + " " + InputLoader.SETTINGS_BACK.en()),
                        moved);
            }
        }

        /** Reads everything back and returns its digests. */
        private static InputDigests digests(Cluster cluster, int partitions, MoveManifest moved)
                throws CommandException {
            try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
                InputDigests digests = new InputDigests(registry, partitions);
                for (Topic topic : Topic.inputs()) {
                    registry.preload(topic);
                    TopicScan.of(
                            cluster,
                            topic,
                            record -> digests.add(
                                    topic,
                                    new InputRecord(
                                            record.partition(),
                                            record.offset(),
                                            record.timestamp(),
                                            record.key(),
                                            record.value())));
                }
                return digests;
            } catch (UndecodedException away) {
                throw uncompared(InputFold.registryAway().text(), moved);
            } catch (RegistryException failed) {
                throw uncompared(failed.text(), moved);
            } catch (KafkaException failed) {
                throw uncompared(new BrokerException(failed).text(), moved);
            }
        }

        /** Says that nothing is left to do but to compare. */
        private static CommandException uncompared(Text why, MoveManifest moved) {
            Text digest = VerifiedLines.digest(Optional.empty(), Optional.of(moved.digest()));
            Text decisions = VerifiedLines.decisions(moved.decisions());
            return new CommandException(new Text(
                    "Allt är inläst, men inte jämfört med exporten. " + why.sv()
                            + " Läs inte in igen; ”malbild verify” ska skriva ut: " + digest.sv() + ". "
                            + decisions.sv(),
                    "Everything has been loaded, but not compared with the export. " + why.en()
                            + " Do not import again; “malbild verify” is to print: " + digest.en() + ". "
                            + decisions.en()));
        }

        private static void requireTheSame(String moved, String loaded) throws CommandException {
            if (!moved.equals(loaded)) {
                throw new CommandException(new Text(
                        "Det som lästes in är inte det som exporterades: kontrollsumman är " + loaded
                                + ", inte "
                                + moved + ". Något annat har skickat till topics, eller schemaregistret är ett"
                                + " annat. Skapa tomma topics och läs in igen.",
                        "What was loaded is not what was exported: the digest is " + loaded + ", not "
                                + moved + ". Something else has sent to the topics, or the schema registry is"
                                + " another one. Create empty topics and import again."));
            }
        }

        private static CommandException oneIsTooFew(long misplaced) {
            Text count = records(misplaced);
            return new CommandException(new Text(
                    count.sv()
                            + " ligger i fel partition och har aldrig räknats; med en enda partition skulle de räknas."
                            + " Skapa topics med minst två: ”malbild topics apply --partitions 2”.",
                    count.en() + " in the wrong partition never counted; with a single partition they would."
                            + " Create topics with two or more: “malbild topics apply --partitions 2”."));
        }
    }

    private static Text records(long count) {
        return Text.count(count, "post", "poster", "record", "records");
    }

    private static void tellDigests(MoveManifest moved, Console console) {
        console.say(VerifiedLines.digest(Optional.empty(), Optional.of(moved.digest())));
        console.say(VerifiedLines.decisions(moved.decisions()));
    }

    private static String byTopic(MoveManifest moved) {
        return moved.topics().stream()
                .map(topic -> topic.topic().topicName() + " " + topic.records())
                .collect(Collectors.joining(", "));
    }

    private static void tellOfFaults(MoveManifest moved, Console console) {
        if (moved.misplaced() > 0) {
            Text count = records(moved.misplaced());
            console.say(
                    count.sv()
                            + " av dem ligger i en annan partition än sin organisations, och gör det också efter flytten."
                            + " Skicka dem då dit de hör med ”malbild rejected replay --fault wrong-partition”.",
                    count.en() + " of them in another partition than the organisation's, also after the move. Then send"
                            + " them where they belong with “malbild rejected replay --fault wrong-partition”.");
        }
        if (moved.undecodable() > 0) {
            Text count = records(moved.undecodable());
            console.say(
                    count.sv() + " av dem kan inte avkodas och följer med som de är: de är inte Avro, eller"
                            + " schemaregistret saknar deras schema.",
                    count.en()
                            + " of them that cannot be decoded, carried as they are: not Avro, or the schema registry"
                            + " does not have the schema.");
        }
    }
}
