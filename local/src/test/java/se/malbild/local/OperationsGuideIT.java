package se.malbild.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;

/**
 * Every command of the operations guide, in its order, against a real broker and registry. What the guide lets docker
 * compose do with the streams application is done here with a process; compose itself is not part of this test.
 */
@Timeout(600)
class OperationsGuideIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path GUIDE = ROOT.resolve("docs/operations.md");
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String REJECTED_IN_THE_GUIDE = "indicator-events/3/17";
    private static final Pattern PORT_IN_THE_GUIDE = Pattern.compile(" --port \\d+");
    private static final int ENDS_WITHIN_SECONDS = 120;

    private final Map<String, String> environment = new HashMap<>();
    private final List<ServiceProcess> others = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private ServiceProcess streams;

    @Test
    void every_command_of_the_guide_does_what_it_says(@TempDir Path data) throws Exception {
        try (TestCluster cluster = TestCluster.start(data.resolve("cluster"))) {
            environment.put("MALBILD_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
            environment.put("MALBILD_REGISTRY", cluster.registryUrl());
            environment.put("MALBILD_PARTITIONS", Integer.toString(TestCluster.PARTITIONS));
            environment.put("MALBILD_GROUPS", "malbild");
            String rejected = reject(cluster);
            for (String line : commands()) {
                if (line.startsWith("./malbild picture")) {
                    cluster.awaitPicturesOf("1880");
                } else if (line.startsWith("./malbild rejected list")) {
                    cluster.awaitPictures();
                }
                run(line.replace(REJECTED_IN_THE_GUIDE, rejected), data);
            }
            cluster.awaitPictures();
        } finally {
            others.forEach(ServiceProcess::close);
            if (streams != null) {
                streams.close();
            }
        }
        assertThat(ran).hasSizeGreaterThan(15);
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
        return Keys.rejected(at.topic(), at.partition(), at.offset());
    }

    private static List<String> commands() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher block = SHELL.matcher(Files.readString(GUIDE));
        while (block.find()) {
            block.group(1).lines().filter(line -> !line.isBlank()).forEach(lines::add);
        }
        return lines;
    }

    private void run(String line, Path data) throws Exception {
        ran.add(line);
        if (line.startsWith("docker compose")) {
            compose(List.of(line.split(" ")), data);
        } else if (line.startsWith("./malbild serve streams")) {
            others.add(serve("second", data));
            assertThat(PORT_IN_THE_GUIDE.matcher(line).find()).isTrue();
        } else {
            assertThat(line).startsWith("./malbild ");
            malbild(List.of(line.substring("./malbild ".length()).split(" ")), data);
        }
    }

    private void compose(List<String> words, Path data) throws Exception {
        String verb = words.get(2);
        assertThat(verb).isIn(Set.of("up", "start", "stop"));
        if (streams != null && !verb.equals("start")) {
            streams.stop();
            streams = null;
            // A reset is refused while any instance runs.
            others.forEach(ServiceProcess::stop);
            others.clear();
        }
        if (!verb.equals("stop")) {
            streams = serve("first", data);
            environment.put("MALBILD_SERVICES", "streams=" + streams.url());
        }
    }

    private ServiceProcess serve(String name, Path data) throws Exception {
        Map<String, String> told = new HashMap<>(environment);
        told.put("MALBILD_STATE", data.resolve(name).toString());
        ServiceProcess service = ServiceProcess.start("streams", data.resolve(name + "-log"), told);
        service.awaitReady();
        return service;
    }

    private void malbild(List<String> arguments, Path data) throws Exception {
        Path said = Files.createTempFile(data, "said", ".txt");
        List<String> command = new ArrayList<>(ServiceProcess.java());
        for (String argument : arguments) {
            // Files are named from the root of the sources; what is written goes elsewhere.
            command.add(
                    argument.equals(".") || argument.startsWith("moved")
                            ? data.resolve(argument).normalize().toString()
                            : Files.exists(ROOT.resolve(argument))
                                    ? ROOT.resolve(argument).toString()
                                    : argument);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().onExit().join();
        }
        assertThat(process.exitValue())
                .as("%s%n%s", arguments, Files.readString(said))
                .isZero();
    }
}
