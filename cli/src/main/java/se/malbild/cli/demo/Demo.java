package se.malbild.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.topics.InputFold;
import se.malbild.cli.topics.InputLoader;
import se.malbild.cli.topics.PublishedPictures;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
import se.malbild.local.LocalCluster;
import se.malbild.local.LoopbackPorts;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;
import se.malbild.service.Log;
import se.malbild.streams.StreamsSettings;
import se.malbild.streams.service.StreamsService;

/** Everything in one process on one computer, with the sample data in it. */
final class Demo implements AutoCloseable {
    private static final int REPLICATION = 1;
    private static final Duration PICTURES_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Path data;
    private final Console console;
    private final LastWords lastWords;
    private final LocalCluster local;
    private final SchemaRegistry registry;
    private final StreamsService streams;

    private Demo(
            Path data,
            Console console,
            LastWords lastWords,
            LocalCluster local,
            SchemaRegistry registry,
            StreamsService streams) {
        this.data = data;
        this.console = console;
        this.lastWords = lastWords;
        this.local = local;
        this.registry = registry;
        this.streams = streams;
    }

    /**
     * Starts the broker, the registry and the streams application over {@code data}, and loads the sample data when there is
     * nothing yet.
     *
     * @param healthPort where the streams application says how it is; 0 is a free port
     */
    static Demo start(Path data, int brokerPort, int registryPort, int healthPort, TopicPrefix prefix, Console console)
            throws CommandException, InterruptedException {
        requireWritable(data);
        LoopbackPorts.requireFree(brokerPort, "--broker-port");
        LoopbackPorts.requireFree(registryPort, "--registry-port");
        Log.to(data.resolve("malbild.log"));
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            console.say("Startar Kafka och schemaregistret …", "Starting Kafka and the schema registry …");
            LastWords lastWords = new LastWords(console, data);
            opened.push(lastWords);
            LocalCluster local = LocalCluster.start(data, brokerPort, registryPort, prefix);
            opened.push(local);
            Cluster cluster = local.cluster();
            SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty());
            opened.push(registry);
            local.applyTopics();
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            registry.preload(Topic.YEAR_DECISIONS);
            loadSamples(cluster, registry, console);
            console.say("Startar strömtillämpningen …", "Starting the streams application …");
            StreamsSettings settings = new StreamsSettings(
                    cluster,
                    StreamsSettings.DEFAULT_APPLICATION_ID,
                    prefix.path(data.resolve("streams")),
                    StreamsSettings.DEFAULT_COMMIT_INTERVAL,
                    REPLICATION,
                    1,
                    Map.of());
            StreamsService streams = new StreamsService(settings, HttpSettings.loopback(healthPort), Optional.empty());
            opened.push(streams);
            streams.start();
            return new Demo(data, console, lastWords, local, registry, streams);
        } catch (RegistryException failed) {
            DemoServices.closeAll(opened);
            throw new CommandException(failed.text());
        } catch (RuntimeException | CommandException | InterruptedException failed) {
            DemoServices.closeAll(opened);
            throw failed;
        }
    }

    /** Waits until the published pictures are those that follow from the topics, and returns them. */
    SortedMap<Pictures.Key, Picture> awaitPictures() throws CommandException, InterruptedException {
        console.say("Väntar på målbilden …", "Waiting for the picture …");
        InputFold inputs = new InputFold(local.cluster(), registry);
        PublishedPictures published = new PublishedPictures(local.cluster(), registry);
        long deadline = System.nanoTime() + PICTURES_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            SortedMap<Pictures.Key, Picture> pictures = published.read();
            if (!pictures.isEmpty() && pictures.equals(inputs.pictures())) {
                return pictures;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
        throw new CommandException(new Text(
                "Målbilden blev inte klar på " + PICTURES_WITHIN.toSeconds() + " sekunder."
                        + Log.where().sv(),
                "The picture was not complete within " + PICTURES_WITHIN.toSeconds() + " seconds."
                        + Log.where().en()));
    }

    /** Starts what people and programs meet: the pages, the gateway and the receipts. */
    DemoServices serve(DemoServices.Ports ports) throws CommandException, InterruptedException {
        console.say(
                "Startar webbsidorna, ingången och kvittenserna …",
                "Starting the pages, the gateway and the receipts …");
        return DemoServices.start(local.cluster(), data, ports);
    }

    /** Waits until the streams application has ended, which it does only by a failure. */
    void awaitFailure() throws CommandException, InterruptedException {
        streams.awaitEnd();
        throw new CommandException(new Text(
                "Strömtillämpningen stannade." + Log.where().sv(),
                "The streams application stopped." + Log.where().en()));
    }

    @Override
    public void close() {
        streams.close();
        registry.close();
        local.close();
        lastWords.close();
    }

    private static void requireWritable(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "writable", null));
        } catch (IOException notWritable) {
            throw notWritable(data);
        }
    }

    private static StartupException notWritable(Path data) {
        return new StartupException(new Text(
                "Katalogen " + data + " går inte att skriva i; ange en annan med --data.",
                "The directory " + data + " cannot be written to; choose another with --data."));
    }

    /** Loads the sample data with their made-up times, unless there is something already. */
    private static void loadSamples(Cluster cluster, SchemaRegistry registry, Console console)
            throws RegistryException, CommandException, InterruptedException {
        if (InputLoader.filled(cluster).isPresent()) {
            return;
        }
        List<ProducerRecord<byte[], byte[]>> records =
                SampleHistory.records(cluster.prefix(), new RecordWriter(registry, Topic.values()), registry);
        console.say(
                "Läser in " + records.size()
                        + " händelser, styrmodeller och påhittade beslut med påhittade tider (se cli/src/main/resources/se/malbild/cli/demo/samples) …",
                "Loading " + records.size()
                        + " events, frameworks and made-up decisions with made-up times (see cli/src/main/resources/se/malbild/cli/demo/samples) …");
        try (InputLoader loader = new InputLoader(cluster)) {
            loader.load(sink -> records.forEach(sink::take), sent -> {});
        } catch (BrokerException failed) {
            throw new CommandException(failed.text());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the records are in memory
        }
    }
}
