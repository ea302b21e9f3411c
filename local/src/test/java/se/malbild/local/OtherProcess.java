package se.malbild.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.ingest.gateway.Gateway;
import se.malbild.ingest.gateway.GatewayLimits;
import se.malbild.ingest.gateway.GatewaySettings;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/**
 * A Java process that holds something over a data directory until it is killed.
 *
 * @param address where that something listens
 */
record OtherProcess(Process process, String address) implements AutoCloseable {
    /** Holds one Kafka node. */
    static final class Kafka {
        public static void main(String[] args) throws IOException {
            holding(EmbeddedKafka.start(Path.of(args[0]), 1, 0).bootstrapServers());
        }
    }

    /** Holds a registry, which is a process of its own. */
    static final class Registry {
        public static void main(String[] args) throws IOException {
            holding(RegistryProcess.start(
                            RegistryProcess.home(), Path.of(args[0]), 0, new RegistryProcess.Storage.InMemory())
                    .url()
                    .toString());
        }
    }

    /**
     * Holds the streams application, whose Kafka and registry are given as further arguments; ends with it, as
     * {@code malbild serve streams} does.
     */
    static final class Streams {
        public static void main(String[] args) throws IOException, InterruptedException {
            StreamsApplication application = new StreamsApplication(new StreamsSettings(
                    args[1],
                    args[2],
                    StreamsSettings.DEFAULT_APPLICATION_ID,
                    Path.of(args[0]),
                    StreamsSettings.DEFAULT_COMMIT_INTERVAL,
                    -1, // as many copies as is Kafka's default
                    1,
                    Map.of()));
            Thread ending = new Thread(
                    () -> {
                        try {
                            boolean asked = application.awaitEnd();
                            System.err.println(
                                    "The streams application ended " + (asked ? "as asked" : "by a failure"));
                            Runtime.getRuntime().halt(asked ? 0 : 1);
                        } catch (InterruptedException never) {
                            throw new IllegalStateException(never);
                        }
                    },
                    "ending");
            ending.setDaemon(true);
            ending.start();
            holding(application.isRunning() ? "running" : "starting");
        }
    }

    /** Holds a gateway without tokens, whose Kafka, registry and port (0: a free one) are given as further arguments. */
    static final class GatewayProcess {
        public static void main(String[] args) throws Exception {
            holding(Gateway.start(new GatewaySettings(
                            args[1],
                            args[2],
                            HttpSettings.loopback(Integer.parseInt(args[3])),
                            Optional.empty(),
                            GatewayLimits.defaults(),
                            Map.of()))
                    .url());
        }
    }

    static OtherProcess start(Class<?> main, Path dataDirectory, String... more) throws IOException {
        return start(main, List.of(), dataDirectory, more);
    }

    /** @param options of Java, such as {@code -Xmx64m} */
    static OtherProcess start(Class<?> main, List<String> options, Path dataDirectory, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It does not live long enough for more.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + RegistryProcess.HOME_PROPERTY + "=" + RegistryProcess.home(),
                "-Dmalbild.test.log=target/" + main.getSimpleName() + ".log"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), dataDirectory.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new OtherProcess(process, out.readLine());
    }

    /** Holds on until it is killed, or standard input ends with the process that started this one. */
    private static void holding(String address) throws IOException {
        System.out.println(address);
        while (System.in.read() >= 0) {
            // Nothing is ever written to it.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Ends it, and it alone, as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
