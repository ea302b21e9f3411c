package se.malbild.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A Java process that holds something over a data directory until it is killed.
 *
 * @param address where that something listens
 */
record OtherProcess(Process process, String address) implements AutoCloseable {
    /** Holds one Kafka node. */
    static final class Kafka {
        public static void main(String[] args) throws InterruptedException {
            holding(EmbeddedKafka.start(Path.of(args[0]), 1, 0).bootstrapServers());
        }
    }

    /** Holds a registry, which is a process of its own. */
    static final class Registry {
        public static void main(String[] args) throws InterruptedException {
            holding(RegistryProcess.start(
                            RegistryProcess.home(), Path.of(args[0]), 0, new RegistryProcess.Storage.InMemory())
                    .url()
                    .toString());
        }
    }

    static OtherProcess start(Class<?> main, Path dataDirectory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + RegistryProcess.HOME_PROPERTY + "=" + RegistryProcess.home(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        dataDirectory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new OtherProcess(process, out.readLine());
    }

    private static void holding(String address) throws InterruptedException {
        System.out.println(address);
        Thread.currentThread().join();
    }

    /** Ends it, and it alone, as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
