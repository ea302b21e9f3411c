package se.malbild.local;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;

/**
 * A schema registry with Confluent's API, on the loopback address: Apicurio Registry as a child process, which ends with
 * this one however that ends.
 */
public final class RegistryProcess implements AutoCloseable {
    /** The system property that says where Apicurio's distribution is unpacked. */
    public static final String HOME_PROPERTY = "malbild.registry.home";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int REQUEST_LIMIT_MILLIS = 5_000;

    /** Where the registry keeps its schemas. */
    public sealed interface Storage {
        /** Nothing survives the process. */
        record InMemory() implements Storage {}

        /**
         * In topics of a Kafka cluster, which the registry makes; a registry over the same cluster finds everything again.
         *
         * @param bootstrapServers {@code host:port}, several with commas between
         */
        record Kafka(String bootstrapServers) implements Storage {}
    }

    private final DataDirectory directory;
    private final Process process;
    private final URI url;

    private RegistryProcess(DataDirectory directory, Process process, URI url) {
        this.directory = directory;
        this.process = process;
        this.url = url;
    }

    /**
     * Returns where {@value #HOME_PROPERTY} says that Apicurio's distribution is.
     *
     * @throws StartupException when the property is not set
     */
    public static Path home() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new StartupException(new Text(
                    "Schemaregistret saknas: starta med ./malbild, eller ange -D%s=<katalog>.".formatted(HOME_PROPERTY),
                    "The schema registry is missing: start with ./malbild, or give -D%s=<directory>."
                            .formatted(HOME_PROPERTY)));
        }
        return Path.of(home);
    }

    /**
     * Starts a registry and returns when it is ready.
     *
     * @param home Apicurio's distribution, unpacked
     * @param dataDirectory for its log, {@code registry.log}, and its working files; made when it is not there
     * @param port what it listens on, or 0 for any free port
     * @throws StartupException when the port is taken, the distribution is not there, the directory cannot be written to or
     *     is in use, or the registry ends or is not ready within two minutes
     */
    public static RegistryProcess start(Path home, Path dataDirectory, int port, Storage storage) {
        Path runner = runner(home);
        int listening = LoopbackPorts.requireFree(port);
        DataDirectory directory = DataDirectory.open(dataDirectory);
        Path log = directory.path().resolve("registry.log");
        Process process;
        try {
            process = new ProcessBuilder(command(runner, directory.path(), listening, storage))
                    // Not where the user is: the registry would read settings from config/ and .env there.
                    .directory(directory.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            directory.close();
            throw failed("startade inte", "did not start", log, e);
        }
        RegistryProcess registry = new RegistryProcess(
                directory,
                process,
                URI.create("http://%s:%d/apis/ccompat/v7".formatted(LoopbackPorts.HOST, listening)));
        try {
            registry.awaitReady(log);
            return registry;
        } catch (RuntimeException | Error e) {
            registry.close();
            throw e;
        }
    }

    /** Returns the address to give a client as {@code schema.registry.url}. */
    public URI url() {
        return url;
    }

    /** Ends the registry. What it has answered for is in its storage by then, so it is not asked to take its time. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        directory.close();
    }

    private static Path runner(Path home) {
        Path absolute = home.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            try (var files = Files.newDirectoryStream(absolute, "apicurio-registry-app-*-runner.jar")) {
                for (Path file : files) {
                    return file;
                }
            } catch (IOException e) {
                throw missing(absolute, e);
            }
        }
        throw missing(absolute, null);
    }

    private static StartupException missing(Path home, IOException cause) {
        return new StartupException(
                new Text(
                        "Schemaregistret finns inte i %s. Bygg om med ./mvnw package.".formatted(home),
                        "The schema registry is not in %s. Rebuild with ./mvnw package.".formatted(home)),
                cause);
    }

    private static List<String> command(Path runner, Path directory, int port, Storage storage) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A registry for one person: a small heap, and no time spent on optimising code that hardly runs.
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-XX:+ExitOnOutOfMemoryError");
        settings(directory, port, storage).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", runner + File.pathSeparator + ownClasses(), RegistryMain.class.getName()));
        return command;
    }

    private static Map<String, String> settings(Path directory, int port, Storage storage) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.http.host", LoopbackPorts.HOST);
        settings.put("quarkus.http.port", String.valueOf(port));
        // Both are /tmp, which every user of the computer shares.
        settings.put("apicurio.import.work-dir", directory.toString());
        settings.put("apicurio.storage.snapshot.location", directory.toString());
        // The log is read when something is wrong, and a line per request would hide it.
        settings.put("quarkus.banner.enabled", "false");
        settings.put("quarkus.http.access-log.enabled", "false");
        settings.put("quarkus.log.category.\"io.apicurio\".level", "WARN");
        if (storage instanceof Storage.Kafka kafka) {
            settings.put("apicurio.storage.kind", "kafkasql");
            settings.put("apicurio.kafkasql.bootstrap.servers", kafka.bootstrapServers());
            // Left to the broker it is a week, and the schemas would go with it.
            settings.put("apicurio.kafkasql.topic.retention.ms", "-1");
            // A start waits this long, 5,000 by default, for snapshots that are not there; the journal has everything.
            settings.put("apicurio.kafkasql.consumer.poll.timeout", "100");
            settings.put("apicurio.kafkasql.snapshot.every.seconds", "off");
        }
        return settings;
    }

    private static Path ownClasses() {
        try {
            return Path.of(RegistryProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(Path log) {
        long start = System.nanoTime();
        while (!isReady()) {
            if (exitedWithin(POLL_INTERVAL)) {
                throw failed(
                        "avslutades med kod %d".formatted(process.exitValue()),
                        "ended with code %d".formatted(process.exitValue()),
                        log,
                        null);
            }
            if (System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw failed(
                        "blev inte redo inom %d s".formatted(START_LIMIT.toSeconds()),
                        "was not ready within %d s".formatted(START_LIMIT.toSeconds()),
                        log,
                        null);
            }
        }
    }

    /** Ready and not only there: over Kafka it answers, with some of its schemas, while it still reads the rest. */
    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(REQUEST_LIMIT_MILLIS);
            connection.setReadTimeout(REQUEST_LIMIT_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean exitedWithin(Duration wait) {
        try {
            return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the registry started", e);
        }
    }

    private static StartupException failed(String whatSv, String whatEn, Path log, IOException cause) {
        return new StartupException(
                new Text(
                        "Schemaregistret %s. Se %s.".formatted(whatSv, log),
                        "The schema registry %s. See %s.".formatted(whatEn, log)),
                cause);
    }
}
