package se.malbild.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.cli.Malbild;

/** A server in a Java process of its own, which ends with this one however this one ends. */
final class Child implements AutoCloseable {
    private static final Duration SAYS_ITS_ADDRESS_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Pattern ADDRESS = Pattern.compile("http://127[.]0[.]0[.]1:\\d+");
    private static final Pattern ALL_OBJECTS = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final Process process;
    private final URI address;
    private final Path log;

    private Child(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** {@code malbild} in a child. */
    static final class OfMalbild {
        public static void main(String[] args) {
            endWithParent();
            Malbild.main(args);
        }
    }

    /** To be called first in a child: ends it when the process that started it does. */
    static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever written to it.
                        }
                    } catch (IOException gone) {
                        System.err.println(gone);
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Starts {@code main} and waits until it says where it listens.
     *
     * @param log gets what it says
     */
    static Child start(Class<?> main, Path log, List<String> args) throws IOException, InterruptedException {
        return start(main, List.of(), log, args);
    }

    /**
     * As {@link #start(Class, Path, List)}.
     *
     * @param options for Java
     */
    static Child start(Class<?> main, List<String> options, Path log, List<String> args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new Child(process, address(process, log), log);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static URI address(Process process, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SAYS_ITS_ADDRESS_WITHIN.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher said = ADDRESS.matcher(Files.readString(log));
            if (said.find()) {
                return URI.create(said.group());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
        throw new IllegalStateException("it did not start: " + Files.readString(log));
    }

    /** Returns where it listens, without a path. */
    URI address() {
        return address;
    }

    /** Returns whether it has said {@code text}; fails when it has ended. */
    boolean hasSaid(String text) {
        try {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new IllegalStateException("it has ended: " + said);
            }
            return said.contains(text);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Ends it at once, with SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Returns the processor time it has taken since its start. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Returns the bytes of all objects that are left when it has collected its garbage. */
    long liveHeapBytes() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        Matcher total = ALL_OBJECTS.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(histogram);
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly().onExit().join();
        }
    }
}
