package se.malbild.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.malbild.cli.Malbild;
import se.malbild.local.LoopbackPorts;

/** {@code malbild serve ...} as a process of its own, told everything by its environment. */
public final class ServiceProcess implements AutoCloseable {
    /** Long, since a status of 0 is to mean that nobody listens and not that the computer is slow. */
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(5);

    /** Names the port that a service listens on. */
    public static final String PORT = "MALBILD_PORT";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ProcessBuilder start;
    private final Path log;
    private final int port;
    private volatile Process process;
    private boolean closed;
    private int startedAgain;

    private ServiceProcess(ProcessBuilder start, Path log, int port) throws IOException {
        this.start = start;
        this.log = log;
        this.port = port;
        process = start.start();
    }

    /**
     * As {@link #start(TestCluster, String, Path, Map)}; waits until it is ready, and from then on starts it again whenever it
     * ends by itself, as {@code restart: unless-stopped} in docker-compose.yml does.
     */
    public static ServiceProcess keptRunning(TestCluster cluster, String service, Path directory) throws IOException {
        ServiceProcess started = start(cluster, service, directory, Map.of("MALBILD_STANDBYS", "1"));
        started.awaitReady();
        Thread keeper = new Thread(started::startAgainAndAgain, "keeps " + directory.getFileName());
        keeper.setDaemon(true);
        keeper.start();
        return started;
    }

    /**
     * Starts a service of {@code cluster}, whose log and state are in {@code directory}.
     *
     * @param more of its environment
     */
    public static ServiceProcess start(TestCluster cluster, String service, Path directory, Map<String, String> more)
            throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(cluster.environment());
        environment.put("MALBILD_STATE", state(directory).toString());
        return start(service, directory, environment);
    }

    /** Returns where a service of {@code directory} has its state. */
    public static Path state(Path directory) {
        return directory.resolve("state");
    }

    /**
     * Starts a service whose log is in {@code directory}.
     *
     * @param environment with {@code MALBILD_PORT}, or it has a free port
     */
    public static ServiceProcess start(String service, Path directory, Map<String, String> environment)
            throws IOException {
        Path log = Files.createDirectories(directory).resolve(service + ".log");
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("serve", service));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        String port =
                builder.environment().computeIfAbsent(PORT, free -> Integer.toString(LoopbackPorts.requireFree(0)));
        return new ServiceProcess(builder, log, Integer.parseInt(port));
    }

    /** Returns how {@code malbild} is started with this process's own classes, without arguments. */
    public static List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                // The tests' own settings of the log are not the product's.
                "-Dlogback.configurationFile="
                        + Path.of("../cli/src/main/resources/logback.xml").toUri()));
        if (Runtime.version().feature() >= 24) {
            // As the launcher does; otherwise Java itself writes warnings beside the log.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Malbild.class.getName()));
        return command;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the answer, or one of status 0 when nobody listens. */
    public Answer get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(ANSWERS_WITHIN)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException nobody) {
            return new Answer(0, nobody.toString());
        }
    }

    /** What was answered. */
    public record Answer(int status, String body) {}

    public void awaitReady() {
        await("ready: " + log)
                .until(() -> !process.isAlive() || get("/health/ready").status() == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended: " + log());
        }
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Asks it to stop, as a process manager does, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Asks it to stop, starts it again where it was, and waits until it is ready. */
    public void restart() throws IOException, InterruptedException {
        synchronized (this) {
            stop();
            process = start.start();
        }
        awaitReady();
    }

    /** Kills it as {@code kill -9} does, lets {@code meanwhile} happen, and starts it again where it was. */
    public synchronized void kill(Meanwhile meanwhile) throws IOException {
        process.destroyForcibly().onExit().join();
        meanwhile.happen();
        process = start.start();
    }

    /** What happens while a service is not running. */
    public interface Meanwhile {
        void happen() throws IOException;
    }

    /** Sends it a signal, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill -" + name + " failed");
        }
    }

    private void startAgainAndAgain() {
        try {
            while (true) {
                Process watched = process;
                watched.waitFor();
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    if (process == watched) {
                        startedAgain++;
                        process = start.start();
                    }
                }
            }
        } catch (IOException | InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns how many times it had ended by itself and was started again. */
    public synchronized int startedAgain() {
        return startedAgain;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        process.destroyForcibly().onExit().join();
    }
}
