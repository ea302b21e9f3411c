package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.local.LoopbackPorts;

/** A PostgreSQL with an empty database on the loopback address, where Debian's package is installed. */
final class PostgreSql implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    /** The user, and the database. */
    private static final String NAME = "malbild";

    private final Path programs;
    private final Path data;
    private final String port = Integer.toString(LoopbackPorts.requireFree(0));
    private final Process server;

    private PostgreSql(Path programs, Path data) throws IOException, InterruptedException {
        this.programs = programs;
        this.data = data;
        assertSucceeds("initdb", "-D", data.toString(), "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C", "-N");
        String listen = "listen_addresses=" + LoopbackPorts.HOST;
        server = program("postgres", "-D", data.toString(), "-F", "-c", listen, "-c", "unix_socket_directories=")
                .redirectOutput(data.resolve("log").toFile())
                .start();
    }

    /** Returns where its programs are: Debian does not have them on the path. */
    static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .findAny();
        }
    }

    /** Starts it with its data in {@code directory}. */
    static PostgreSql start(Path programs, Path directory) throws IOException, InterruptedException {
        Path data = Files.createDirectory(directory.resolve("postgresql"));
        if (isRoot()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Files.setOwner(
                    data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        PostgreSql started = new PostgreSql(programs, data);
        await("PostgreSQL")
                .failFast("it ended", () -> !started.server.isAlive())
                .untilAsserted(() -> started.assertSucceeds("createdb", NAME));
        return started;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Returns host and port. */
    String address() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** Returns the rows of the answer, with spaces between the columns. */
    List<String> query(String sql) throws IOException, InterruptedException {
        return assertSucceeds("psql", "-XAt", "-F", " ", "-P", "null=<NULL>", "-c", sql)
                .lines()
                .toList();
    }

    private String assertSucceeds(String name, String... arguments) throws IOException, InterruptedException {
        Process process = program(name, arguments).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Returns one of its programs. Where this is root, who may not run them, the user of Debian's package does. */
    private ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder program =
                new ProcessBuilder(command).directory(data.toFile()).redirectErrorStream(true);
        program.environment().putAll(Map.of("PGHOST", LoopbackPorts.HOST, "PGPORT", port, "PGUSER", NAME));
        return program;
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
