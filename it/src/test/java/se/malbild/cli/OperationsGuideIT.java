package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.RunningService;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.LogReader;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;

/**
 * Every command of the operations guide, in its order, against a real broker and registry, and those after the first export
 * against others. What the guide lets docker compose do with the streams application is done here with commands; with compose itself
 * {@code ops/container/check} does it.
 */
class OperationsGuideIT {
    static final Path GUIDE = Examples.ROOT.resolve("docs/operations.md");
    private static final String REJECTED_IN_THE_GUIDE = "indicator-events/3/17";
    private static final Pattern PORT_IN_THE_GUIDE = Pattern.compile(" --port \\d+");

    private final Map<String, String> environment = new HashMap<>();
    private final List<RunningService> instances = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();

    @TempDir
    private Path data;

    @Test
    void every_command_of_the_guide_does_what_it_says() throws Exception {
        List<String> commands = Examples.commands(GUIDE);
        int export = IntStream.range(0, commands.size())
                .filter(i -> commands.get(i).startsWith("./malbild move export "))
                .findFirst()
                .orElseThrow();
        try (TestCluster cluster = TestCluster.start(data.resolve("cluster"));
                TestCluster other = TestCluster.start(data.resolve("other"))) {
            try {
                use(cluster);
                String rejected = reject(cluster);
                for (String line : commands.subList(0, export + 1)) {
                    if (line.startsWith("./malbild rejected list")) {
                        cluster.awaitPictures();
                    }
                    run(line.replace(REJECTED_IN_THE_GUIDE, rejected), cluster);
                }
                SortedMap<Integer, Picture> published = cluster.awaitPicturesOf("1880");
                Instant beginning = new LogReader(cluster.cluster())
                        .read("1880")
                        .beginning()
                        .orElseThrow();
                String known = changes(beginning, "");
                stop();
                use(other);
                for (String line : commands.subList(export + 1, commands.size())) {
                    run(line, other);
                }
                assertThat(changes(beginning, "")).isEqualTo(known);
                assertThat(changes(beginning, "grown.")).isEqualTo(known);
                serve("other");
                assertThat(json(other.awaitPicturesOf("1880"))).isEqualTo(json(published));
            } finally {
                stop();
            }
        }
        assertThat(ran).hasSizeGreaterThan(20);
    }

    private static List<String> json(SortedMap<Integer, Picture> pictures) {
        return pictures.values().stream().map(PictureJson::indented).toList();
    }

    /** Returns every change after {@code since}, by the log. */
    private String changes(Instant since, String prefix) {
        Said changes = Said.malbild(
                environment,
                "changes",
                "--organisation=1880",
                "--format=json",
                "--since=" + since,
                "--topic-prefix=" + prefix);
        assertThat(changes.exitCode()).as(changes.messages()).isZero();
        assertThat(changes.results()).contains("\"year\":2018");
        return changes.results();
    }

    private void use(TestCluster cluster) {
        environment.putAll(cluster.environment());
        environment.put("MALBILD_PARTITIONS", Integer.toString(TestCluster.PARTITIONS));
        environment.put("MALBILD_GROUPS", "malbild");
    }

    /** Puts an event where it does not belong, as a client with another partitioner does; returns its key. */
    private static String reject(TestCluster cluster) throws Exception {
        Vasteras vasteras = new Vasteras("1980");
        int wrong = (Partitioning.of("1980", TestCluster.PARTITIONS) + 1) % TestCluster.PARTITIONS;
        RecordMetadata at = cluster.send(
                Topic.INDICATOR_EVENTS,
                wrong,
                "1980".getBytes(StandardCharsets.UTF_8),
                cluster.writer.event(vasteras.observations().get(0)));
        return cluster.rejectedKey(at);
    }

    private void run(String line, TestCluster cluster) throws Exception {
        ran.add(line);
        if (line.startsWith("docker compose ")) {
            compose(List.of(line.split(" ")));
        } else if (line.startsWith("./malbild serve streams")) {
            assertThat(PORT_IN_THE_GUIDE.matcher(line).find()).isTrue();
            serve("third");
        } else {
            assertThat(line).startsWith("./malbild ");
            if (line.startsWith("./malbild picture")) {
                cluster.awaitPicturesOf("1880");
            }
            List<String> arguments = Examples.words(line.substring("./malbild ".length()));
            if (line.startsWith("./malbild status")) {
                // An instance that has just joined has the others hand over work, for a moment after it is ready
                // itself.
                await("everything is running").pollInSameThread().untilAsserted(() -> malbild(arguments));
            } else {
                malbild(arguments);
            }
        }
    }

    private void compose(List<String> words) throws Exception {
        switch (words.get(2)) {
            case "build" -> {}
            // A reset is refused while any instance runs.
            case "stop" -> stop();
            case "up" -> {
                if (words.contains("--scale")) {
                    serve("second");
                } else {
                    stop();
                    environment.put(
                            "MALBILD_SERVICES", "streams=" + serve("first").url());
                }
            }
            default -> fail("the guide says " + words);
        }
    }

    private void stop() {
        for (RunningService instance : instances) {
            instance.close();
        }
        instances.clear();
    }

    private RunningService serve(String name) {
        Map<String, String> told = new HashMap<>(environment);
        told.put("MALBILD_STATE", data.resolve(name).toString());
        RunningService instance = RunningService.start("streams", told);
        instances.add(instance);
        return instance;
    }

    private void malbild(List<String> arguments) {
        // Files are named from the root of the sources; what is written goes elsewhere.
        Said said = Said.malbild(
                environment,
                arguments.stream()
                        .map(argument -> argument.equals(".") || argument.startsWith("moved")
                                ? data.resolve(argument).normalize().toString()
                                : Files.exists(Examples.ROOT.resolve(argument))
                                        ? Examples.ROOT.resolve(argument).toString()
                                        : argument)
                        .toArray(String[]::new));
        assertThat(said.exitCode())
                .as("%s%n%s%s", arguments, said.results(), said.messages())
                .isZero();
    }
}
