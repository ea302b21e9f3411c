package se.malbild.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import se.malbild.schemas.Cluster;

/**
 * A contender in a Java process of its own, which stays for all its replays, so that it is warm, and ends with this one. The
 * broker is in this process.
 */
final class ContenderProcess implements AutoCloseable {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    /** Names the directory that the build copies the jars of Flink to. */
    static final String FLINK_HOME_PROPERTY = "malbild.flink.home";

    /** Its serialisers and its Kafka sink look into classes of the JDK. */
    private static final List<String> FLINK_JAVA_OPTIONS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private final Kind kind;
    private final Process process;
    private final BufferedReader says;
    private final PrintWriter asked;
    private final Path log;

    /** The contenders. */
    enum Kind {
        OURS,
        /** What all others are compared with at first. */
        PLAIN,
        LOOP,
        DSL,
        FLINK;

        /** Returns the name as it is given on the command line and printed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a replay has cost.
     *
     * @param own of the contender
     * @param brokerProcessorTime of the process with the broker meanwhile
     * @param keptBytes in use in the contender's heap at the end, after a collection
     */
    record Timing(Cost own, Duration brokerProcessorTime, long keptBytes) {
        private Timing keeping(long bytes) {
            return new Timing(own, brokerProcessorTime, bytes);
        }
    }

    private ContenderProcess(Kind kind, Process process, Path log) {
        this.kind = kind;
        this.process = process;
        this.log = log;
        says = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        asked = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts one.
     *
     * @param javaOptions for its heap and its garbage collector
     * @param settings what {@link ContenderMain} is told after the contender's name
     * @param log gets what it says besides
     */
    static ContenderProcess start(Kind kind, List<String> javaOptions, List<String> settings, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        String classPath = System.getProperty("java.class.path");
        if (kind == Kind.FLINK) {
            command.addAll(FLINK_JAVA_OPTIONS);
            // Before our own, since its client of Kafka is an older one.
            classPath = flinkHome().orElseThrow().resolve("*") + File.pathSeparator + classPath;
        }
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath, ContenderMain.class.getName(), kind.name()));
        command.addAll(settings);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new ContenderProcess(kind, process, log);
    }

    /** Returns the directory with the jars of Flink; nothing where there is none and it cannot run. */
    static Optional<Path> flinkHome() {
        return Optional.ofNullable(System.getProperty(FLINK_HOME_PROPERTY))
                .map(Path::of)
                .filter(Files::isDirectory);
    }

    Kind kind() {
        return kind;
    }

    /**
     * Lets it replay {@code dataset}, and holds what it finds against what is right.
     *
     * @param name of the replay, another each time
     * @param directory for its state and its answer; made here
     * @throws IllegalStateException when it fails or comes to another result
     */
    Timing replay(Dataset dataset, String name, Path directory) throws IOException {
        Files.createDirectories(directory);
        Cluster cluster = dataset.cluster();
        asked.println(String.join(
                ContenderMain.TAB,
                cluster.prefix().text(),
                name,
                "" + dataset.events(),
                dataset.goalAreas().toString(),
                directory.toString()));
        Duration start = Duration.ZERO;
        Timing timing = null;
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.equals(ContenderMain.STARTED)) {
                start = Cost.now().processorTime();
            } else if (line.startsWith(ContenderMain.STOPPED)) {
                Duration broker = Cost.now().processorTime().minus(start);
                timing = new Timing(cost(line), broker, 0);
            } else if (line.startsWith(ContenderMain.KEPT)) {
                timing = timing.keeping(Long.parseLong(line.split(ContenderMain.TAB, -1)[1]));
            } else if (line.equals(ContenderMain.DONE)) {
                Totals totals = Totals.read(directory.resolve(ContenderMain.TOTALS));
                List<String> differences = dataset.expected().differences(totals);
                if (!differences.isEmpty()) {
                    throw new IllegalStateException(
                            kind + " comes to another result: " + String.join("; ", differences));
                }
                return timing;
            } else if (line.equals(ContenderMain.FAILED)) {
                break;
            }
        }
        throw new IllegalStateException(kind + " failed: " + Files.readString(log));
    }

    private static Cost cost(String line) {
        String[] parts = line.split(ContenderMain.TAB, -1);
        return new Cost(
                Duration.ofNanos(Long.parseLong(parts[1])),
                Duration.ofNanos(Long.parseLong(parts[2])),
                Duration.ofNanos(Long.parseLong(parts[3])),
                Duration.ofNanos(Long.parseLong(parts[4])),
                Long.parseLong(parts[5]));
    }

    @Override
    public void close() throws IOException {
        asked.close();
        process.onExit()
                .completeOnTimeout(process, STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly().onExit().join();
        }
        says.close();
    }
}
