package se.malbild.cli;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When {@code ./malbild} builds, in a small tree whose Maven and Java only leave a trace of having been run. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "malbild");
    /** As Maven: a jar of the module, one of another module and one of the local repository, and where they all are. */
    private static final String MAVEN = """
            #!/bin/sh
            echo built >>"$BUILDS"
            [ ! -f during-build ] || sh during-build
            mkdir -p goals/target cli/target
            touch goals/target/goals.jar cli/target/cli.jar "$REPOSITORY/kafka.jar"
            echo "$PWD/goals/target/goals.jar:$REPOSITORY/kafka.jar" >cli/target/dependencies.classpath
            """;
    /** As Java: what the launcher asks of it, or the class path. */
    private static final String JAVA = """
            #!/bin/sh
            case $1 in
              -XshowSettings*) printf '    java.specification.version = 17\\n    java.home = %s\\n' "$JAVA_HOME" ;;
              -cp) echo "$2" ;;
            esac
            """;

    @TempDir
    private Path directory;

    private Path tree;

    @BeforeEach
    void there_is_a_tree_that_was_never_built() throws IOException {
        tree = directory.resolve("tree");
        for (String file : List.of(
                "pom.xml",
                ".mvn/jvm.config",
                "goals/pom.xml",
                "goals/src/main/java/Goal.java",
                "goals/src/test/java/GoalTest.java",
                "ingest/gateway/pom.xml",
                "ingest/gateway/src/main/resources/openapi.json",
                "docs/goals.md")) {
            write(file, "as it was");
        }
        Files.createDirectories(directory.resolve("repository"));
        program(tree.resolve("mvnw"), MAVEN);
        program(directory.resolve("jdk/bin/java"), JAVA);
        program(directory.resolve("jdk/bin/javac"), "");
        program(tree.resolve("malbild"), Files.readString(LAUNCHER));
        launch(tree);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_tree_that_did_not_change_is_not_built_again() throws Exception {
        assertThat(launch(tree)).isEqualTo(classPath(tree));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_touched_source_is_not_built_again() throws Exception {
        Files.setLastModifiedTime(
                tree.resolve("goals/src/main/java/Goal.java"),
                FileTime.from(Instant.now().plusSeconds(3600)));

        launch(tree);

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_copied_tree_runs_what_was_copied_with_it() throws Exception {
        Path copy = directory.resolve("copy");
        copy(tree, copy);
        delete(tree);

        assertThat(launch(copy)).isEqualTo(classPath(copy));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_changed_source_of_any_module_is_built_once() throws Exception {
        List<String> sources = List.of(
                "pom.xml",
                ".mvn/jvm.config",
                "goals/pom.xml",
                "goals/src/main/java/Goal.java",
                "goals/src/main/java/New.java",
                "ingest/gateway/pom.xml",
                "ingest/gateway/src/main/resources/openapi.json");
        for (String source : sources) {
            write(source, "as it is");
            assertThat(launch(tree)).isEqualTo(classPath(tree));
        }
        launch(tree);

        assertThat(builds()).isEqualTo(1 + sources.size());
    }

    @Test
    void what_was_made_of_a_source_that_is_gone_is_gone_after_the_next_build() throws Exception {
        write("goals/target/classes/Goal.class", "as it was");
        write("ingest/gateway/target/classes/openapi.json", "as it was");
        Files.delete(tree.resolve("goals/src/main/java/Goal.java"));

        launch(tree);

        assertThat(builds()).isEqualTo(2);
        assertThat(tree.resolve("goals/target/classes/Goal.class")).doesNotExist();
        assertThat(tree.resolve("ingest/gateway/target/classes/openapi.json")).doesNotExist();
    }

    @Test
    void a_changed_test_or_page_is_not_built() throws Exception {
        write("goals/src/test/java/GoalTest.java", "as it is");
        write("docs/goals.md", "as it is");

        launch(tree);

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_source_that_changes_during_a_build_is_built_at_the_next_launch() throws Exception {
        write("goals/pom.xml", "as it is");
        write("during-build", "echo changed meanwhile >goals/src/main/java/Goal.java; rm during-build");
        launch(tree);
        assertThat(builds()).isEqualTo(2);

        launch(tree);

        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void a_jar_that_is_gone_from_the_local_repository_is_fetched_again() throws Exception {
        Files.delete(directory.resolve("repository/kafka.jar"));

        assertThat(launch(tree)).isEqualTo(classPath(tree));
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void what_it_does_is_told_in_the_language_that_is_asked_for() throws Exception {
        write("pom.xml", "as it is");
        launch(tree);
        assertThat(directory.resolve("messages"))
                .content()
                .startsWith("Källorna har ändrats")
                .doesNotContain("building");

        write("pom.xml", "as it was");
        launch(tree, "--lang", "en");
        assertThat(directory.resolve("messages"))
                .content()
                .startsWith("The sources have changed")
                .doesNotContain("bygger");
    }

    /** Returns what Java was told to run. */
    private String launch(Path root, String... arguments) throws IOException {
        ProcessBuilder launcher = new ProcessBuilder(root.resolve("malbild").toString(), "demo");
        launcher.command().addAll(List.of(arguments));
        launcher.environment().remove("MALBILD_LANG");
        launcher.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        launcher.environment().put("BUILDS", directory.resolve("builds").toString());
        launcher.environment().put("REPOSITORY", directory.resolve("repository").toString());
        launcher.redirectError(directory.resolve("messages").toFile());
        try (var output = launcher.start().getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("builds"))) {
            return lines.count();
        }
    }

    private String classPath(Path root) throws IOException {
        Path app = root.toRealPath().resolve("cli/target/app");
        return app.resolve("cli.jar") + ":" + app.resolve("goals.jar") + ":"
                + directory.resolve("repository/kafka.jar");
    }

    private void write(String file, String text) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file, asFileAttribute(fromString("rwxr-xr-x")));
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
