package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.picture.GoalAreaPicture.WeightedIndicator;
import se.malbild.goals.picture.Picture;
import se.malbild.local.LoopbackPorts;
import se.malbild.streams.StreamsApplication;

/** Other people's tools, with the settings and statements of docs/sql.md, have the rows that the pictures give. */
@Tag("proof")
class SqlToolsIT {
    private static final Path PAGE = Path.of("..", "docs", "sql.md");
    private static final Pattern BLOCK = Pattern.compile("```(?:properties|sql)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");
    private static final Vasteras VASTERAS = new Vasteras("1980");

    @TempDir
    private Path data;

    private TestCluster cluster;
    private StreamsApplication streams;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(data);
        streams = cluster.startApplication("streams");
        cluster.apply(VASTERAS.framework());
        cluster.publish(VASTERAS.observations());
    }

    @AfterEach
    void stop() {
        streams.close();
        cluster.close();
    }

    @Test
    void a_sink_without_transformations_fills_postgresql_and_passes_over_removals() throws Exception {
        try (PostgreSql postgresql = postgresql();
                Connect connect = connect(postgresql, block("primary.key.mode=record_value"))) {
            awaitRows(connect, postgresql);
            correct();
            awaitRows(connect, postgresql);
            withdraw();
            cluster.apply(VASTERAS.framework(3));
            connect.await(
                    () -> assertThat(postgresql.query("SELECT DISTINCT framework_version FROM goal_area_attainment"))
                            .containsExactly("3"));
            awaitRows(connect, postgresql);
        }
    }

    @Test
    void a_sink_that_makes_the_key_a_column_deletes_rows_too() throws Exception {
        String sink = block("primary.key.mode=record_value").replaceAll("(?m)^primary\\.key\\..*\n", "")
                + block("delete.enabled=true");
        try (PostgreSql postgresql = postgresql();
                Connect connect = connect(postgresql, sink)) {
            awaitRows(connect, postgresql);
            correct();
            awaitRows(connect, postgresql);
            withdraw();
            awaitRows(connect, postgresql);
        }
    }

    @Test
    void flink_sql_reads_what_stands() throws Exception {
        assertFlinkHasRows();
        correct();
        assertFlinkHasRows();
        withdraw();
        assertFlinkHasRows();
    }

    private void awaitRows(Connect connect, PostgreSql postgresql) throws Exception {
        List<String> rows = rows();
        connect.await(() -> assertThat(tables(postgresql)).containsExactlyInAnyOrderElementsOf(rows));
        print("PostgreSQL", rows);
    }

    private void assertFlinkHasRows() throws Exception {
        List<String> rows = rows();
        assertThat(flink()).containsExactlyInAnyOrderElementsOf(rows);
        print("Flink SQL", rows);
    }

    private static void print(String tool, List<String> rows) {
        System.out.println(tool + " has " + rows.size() + " rows");
        rows.stream().sorted().limit(3).forEach(System.out::println);
    }

    private void correct() {
        List<String> before = rows();
        cluster.publish(VASTERAS.pupilsWithDiploma(2018, 7, "50"));
        assertThat(rows()).hasSameSizeAs(before).isNotEqualTo(before);
    }

    private void withdraw() throws Exception {
        cluster.apply(VASTERAS.framework(2) + "withdrawn: true\n");
        assertThat(rows()).isEmpty();
    }

    /** Waits for the pictures that follow from the inputs; returns id, year and attainment of everything in them. */
    private List<String> rows() {
        return cluster.awaitPicturesOf(VASTERAS.organisation()).values().stream()
                .flatMap(SqlToolsIT::rows)
                .distinct()
                .toList();
    }

    private static Stream<String> rows(Picture picture) {
        return picture.strategicAreas().stream()
                .flatMap(strategic -> strategic.goalAreas().stream())
                .flatMap(area -> Stream.concat(
                        Stream.of(row(area.id(), picture, area.standing().attainment())),
                        area.indicators().stream()
                                .map(WeightedIndicator::indicator)
                                .map(indicator -> row(indicator.id(), picture, indicator.attainment()))));
    }

    private static String row(String id, Picture picture, Optional<BigDecimal> attainment) {
        return id + " " + picture.year() + " "
                + attainment.map(number -> number.setScale(10).toPlainString()).orElse("<NULL>");
    }

    /** Returns the block of the page that has {@code part}, with the addresses of this test. */
    private String block(String part) throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(part))
                .toList();
        assertThat(blocks).as(part).hasSize(1);
        return blocks.get(0)
                .replace("localhost:9092", cluster.bootstrapServers())
                .replace("http://localhost:8085", cluster.registryUrl().replace("/apis/ccompat/v7", ""));
    }

    /** Does what the page says of the indicators. */
    private static String ofIndicators(String block) {
        return block.replace("goal-area", "indicator").replace("goal_area", "indicator");
    }

    private PostgreSql postgresql() throws IOException, InterruptedException {
        Optional<Path> programs = PostgreSql.programs();
        assumeTrue(
                programs.isPresent(),
                "PostgreSQL is not installed (Debian: apt install postgresql), so the JDBC sink is not tested");
        return PostgreSql.start(programs.get(), data);
    }

    private List<String> tables(PostgreSql postgresql) throws IOException, InterruptedException {
        String query = block("SELECT goal_area, year,");
        List<String> rows = new ArrayList<>(postgresql.query(query));
        rows.addAll(postgresql.query(ofIndicators(query)));
        return rows;
    }

    private Connect connect(PostgreSql postgresql, String sink) throws IOException {
        String worker = block("plugin.path=")
                .replace("127.0.0.1:8183", "127.0.0.1:" + LoopbackPorts.requireFree(0))
                .replace("/opt/connect-plugins", absolute("connect/target/plugins"));
        String goalAreas = sink.replace("localhost:5432", postgresql.address());
        Path log = data.resolve("connect.log");
        Process process = java(
                        "connect",
                        "-Dlog4j2.level=WARN",
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        write("connect.properties", worker),
                        write("goal-areas.properties", goalAreas),
                        write("indicators.properties", ofIndicators(goalAreas)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Connect(process, log);
    }

    private record Connect(Process process, Path log) implements AutoCloseable {
        /** Waits until {@code assertion} holds; when Kafka Connect fails, for no longer. */
        void await(ThrowingRunnable assertion) {
            Awaitility.await("rows").failFast(this::assertRuns).untilAsserted(assertion);
        }

        private void assertRuns() throws IOException {
            String said = Files.readString(log);
            assertThat(process.isAlive()).as(said).isTrue();
            assertThat(said).doesNotContain("Task is being killed");
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Returns the rows that stand after all changes that Flink tells of. */
    private List<String> flink() throws IOException, InterruptedException {
        String statements = block("CREATE TABLE goal_area_attainment") + block("CREATE TABLE indicator_attainment");
        Path log = data.resolve("flink.log");
        Process process = java(
                        "flink",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        absolute("flink/FlinkSql.java"),
                        write("statements.sql", statements))
                .redirectError(log.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed + Files.readString(log)).isZero();

        List<String> standing = new ArrayList<>();
        for (String line : printed.lines().filter(line -> line.startsWith("|")).toList()) {
            List<String> cells = BAR.splitAsStream(line).skip(1).toList();
            String row = String.join(" ", cells.subList(1, cells.size()));
            switch (cells.get(0)) {
                case "+I", "+U" -> standing.add(row);
                case "-U", "-D" -> standing.remove(row);
                default -> assertThat(cells.get(0)).isEqualTo("op");
            }
        }
        return standing;
    }

    /** Starts Java with the jars of {@code tool} and none of ours. */
    private ProcessBuilder java(String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It does not live long enough for more.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "-cp",
                absolute(tool + "/target/lib") + "/*"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(data.toFile());
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(data.resolve(name), content).toString();
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
