package se.malbild.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    static OtherProcess start(Class<?> main, Path dataDirectory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It does not live long enough for more.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + RegistryProcess.HOME_PROPERTY + "=" + RegistryProcess.home(),
                "-Dmalbild.test.log=target/" + main.getSimpleName() + ".log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), dataDirectory.toString()));
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
