package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.schemas.Topic;

/** The programs in docs/publisher.md compile without a warning, need the publisher alone, and do what is said of them. */
class DocumentedProgramsIT {
    private static final Path PAGE = Path.of("..", "docs", "publisher.md");
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?class (\\w+) .*?)```", Pattern.DOTALL);
    private static final Path PUBLISHER = Path.of("..", "ingest", "publisher", "target");
    private static final int LINES_PROMISED = 15;
    private static final int MOST_JARS = 25;

    @TempDir
    private Path directory;

    @Test
    void the_publisher_brings_few_jars_along() throws Exception {
        assertThat(classPath().split(File.pathSeparator))
                .hasSizeLessThanOrEqualTo(MOST_JARS)
                .noneMatch(jar -> Pattern.compile("jetty|javalin|kotlin|fastexcel")
                        .matcher(jar)
                        .find());
    }

    /** As the page has it. */
    private static String classPath() throws IOException {
        return PUBLISHER.resolve("publisher.jar").toAbsolutePath()
                + File.pathSeparator
                + Files.readString(PUBLISHER.resolve("class-path")).strip();
    }

    @Test
    void they_compile_and_publish() throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(PAGE));
        List<String> said = new ArrayList<>();
        try (TestCluster cluster = TestCluster.start(directory.resolve("cluster"))) {
            for (String framework : ShippedFrameworks.documents()) {
                cluster.apply(framework);
            }
            assertThat(program.find()).isTrue();
            assertThat(program.group(1).lines().filter(line -> !line.isBlank()).count())
                    .isLessThanOrEqualTo(LINES_PROMISED);
            do {
                said.addAll(run(program.group(2), program.group(1), cluster));
            } while (program.find());

            assertThat(said).hasSize(4);
            assertThat(said.get(0)).startsWith("Published[topic=indicator-events, partition=");
            assertThat(said.get(1)).startsWith("small-group: The count is 2; ").contains("a 2 typed for 200");
            assertThat(said.get(2)).isEqualTo("on disk: hemtjanst-2018-4712");
            assertThat(said.get(3)).startsWith("Published[topic=indicator-events, partition=");
            List<byte[]> records = new ArrayList<>();
            TopicScan.of(cluster.cluster(), Topic.INDICATOR_EVENTS, record -> records.add(record.value()));
            assertThat(records).hasSize(2);
        }
    }

    private List<String> run(String name, String source, TestCluster cluster) throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".java");
        Files.writeString(
                file,
                source.replace("127.0.0.1:9092", cluster.bootstrapServers())
                        .replace("http://127.0.0.1:8085/apis/ccompat/v7", cluster.registryUrl()));
        String classPath = classPath();
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        System.err,
                        System.err,
                        "-Xlint:all,-processing,-path",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        classPath,
                        "-d",
                        directory.toString(),
                        file.toString());
        assertThat(compiled).as(name).isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        directory + File.pathSeparator + classPath,
                        name)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(name).isZero();
        return said;
    }
}
