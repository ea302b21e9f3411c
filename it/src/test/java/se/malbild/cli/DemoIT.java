package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.demo.Samples;
import se.malbild.cluster.Said;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.DecisionVerification;
import se.malbild.history.LogReader;
import se.malbild.history.VerifiedDecisions;
import se.malbild.local.LocalCluster;
import se.malbild.local.LoopbackPorts;
import se.malbild.publisher.ObservationJson;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.registry.SchemaRegistry;

/** The command as a person gives it: what comes out where, and with which exit code. */
class DemoIT {
    @TempDir
    private Path data;

    @Test
    void every_demo_prints_the_bytes_of_the_function_and_nothing_else() throws Exception {
        Path first = data.resolve("first");

        Said fresh = demo(first);
        Said again = demo(first);

        assertThat(fresh.exitCode()).isZero();
        assertThat(fresh.results()).isEqualTo(pictureOfTheFunction());
        assertThat(fresh.results())
                .startsWith("{\n  \"organisation\" : \"1880\",")
                .endsWith("}\n");
        assertThat(fresh.results()).contains("\"value\" : 78.369539", "\"value\" : 77.86045");
        assertThat(again.results()).isEqualTo(fresh.results());
        assertThat(fresh.messages()).contains("with made-up times");
        assertThat(again.messages()).doesNotContain("made-up");
        try (LocalCluster left = LocalCluster.start(first, 0, 0, TopicPrefix.NONE)) {
            requireHistory(left.cluster());
            requireDecisionsThatVerify(left.cluster());
        }
    }

    /** The times are those that the README of the samples tells. */
    private static void requireHistory(Cluster cluster) {
        Set<String> pictures = new HashSet<>();
        List<String> days = List.of("2017-12-31", "2018-08-31", "2018-12-31", "2019-03-31", "2019-04-30");
        for (String day : days) {
            Said known = command(cluster, "picture", "--year=2018", "--format=json", "--as-of=" + day);
            assertThat(known.exitCode()).as(known.messages()).isZero();
            pictures.add(known.results());
        }
        assertThat(pictures).hasSameSizeAs(days);
        assertThat(causes(cluster, "2018-04-01", "2018-04-30"))
                .contains("exempel-feriejobb-kommunstyrelsen-2017-T2-rev1");
        assertThat(causes(cluster, "2018-08-01", "2018-08-31"))
                .contains("exempel-feriejobb-kultur-och-fritid-2018-prognos");
        assertThat(command(cluster, "changes", "--lang=en", "--since=2018-11-01", "--until=2018-11-12")
                        .results()
                        .lines())
                .anyMatch(line -> line.endsWith("the framework vasteras-exempel-2017-2019, version 2"))
                .anyMatch(line -> line.matches(
                        "   2018  ex-feriejobb .*forecast 653, Partly achieved .* → .*forecast 653," + " Achieved .*"));
        assertThat(command(cluster, "picture", "--lang=en").results())
                .startsWith("Made-up example: goals for Västerås 2020–2023, 2021, ")
                .contains("Made-up example: the goals, the targets");
        assertThat(command(cluster, "picture", "--year=2018", "--lang=en").results())
                .startsWith("Made-up example: goals for Västerås 2017–2019, 2018, ");
        assertThat(causes(cluster, "2019-04-01", "2019-04-30")).contains("exempel-feriejobb-kultur-och-fritid-2018-T3");
    }

    private static void requireDecisionsThatVerify(Cluster cluster) throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            for (Topic topic : Topic.inputs()) {
                registry.preload(topic);
            }

            VerifiedDecisions verified = new DecisionVerification(registry, DecisionVerification.Rules.CURRENT)
                    .verify(new LogReader(cluster).read("1980"));

            assertThat(verified.findings()).isEmpty();
            assertThat(verified.closings()).isEqualTo(2);
            assertThat(verified.reproduced()).isEqualTo(2);
        }
    }

    /** Returns what has changed between two days because of which event, of the made-up example. */
    private static String causes(Cluster cluster, String since, String until) {
        return command(cluster, "changes", "--since=" + since, "--until=" + until)
                .results();
    }

    private static Said command(Cluster cluster, String... arguments) {
        return Said.malbild(Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--organisation=1980",
                                "--bootstrap-servers=" + cluster.bootstrapServers(),
                                "--registry=" + cluster.registryUrl()))
                .toArray(String[]::new));
    }

    /** Computes the picture of what is shipped, without Kafka and everything over it. */
    private static String pictureOfTheFunction() throws Exception {
        List<FrameworkVersion> frameworks = new ArrayList<>();
        for (String document : ShippedFrameworks.documents()) {
            frameworks.add(FrameworkVersion.read(document));
        }
        List<Observation> observations = new ArrayList<>();
        for (String event : Samples.events()) {
            observations.add(ObservationJson.read(event));
        }
        return Pictures.of(frameworks, observations).entrySet().stream()
                .filter(picture -> picture.getKey().organisation().equals("1880")
                        && picture.getKey().year() == 2018)
                .map(picture -> PictureJson.indented(picture.getValue()))
                .collect(Collectors.joining());
    }

    private static Said demo(Path directory) {
        return Said.malbild(
                "demo",
                "--lang=en",
                "--exit",
                "--year=2018",
                "--format=json",
                "--broker-port=0",
                "--registry-port=0",
                "--data=" + directory);
    }

    @Test
    void a_framework_with_ten_faults_lists_ten() throws Exception {
        Path file = Files.writeString(
                data.resolve("styrmodell.yaml"),
                new Vasteras("1980")
                        .framework()
                        .replace("notice:\n  sv:", "notice:\n  se:")
                        .replace("to: 2019}", "to: 2019, until: 2020}")
                        .replace("minimumCoverage: 0.5", "minimumCoverage: 2")
                        .replace("#1b7837", "green")
                        .replace("shape: triangle", "shape: star")
                        .replace("measure: gap-gender", "measure: gap")
                        .replace("margin: 1\n", "margin: en\n")
                        .replace("{indicator: N17461, weight: 2}", "{indicator: N17461, weight: -2}")
                        .replace("departments: [kommunstyrelsen, teknik,", "departments: [styrelsen, teknik,"));

        Said said = Said.malbild("framework", "check", "--lang=en", file.toString());

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.results()).isEmpty();
        assertThat(said.lines()).hasSize(11).last().isEqualTo("10 faults; the framework cannot be applied.");
        assertThat(said.lines().subList(0, 10)).allMatch(line -> line.matches(".*styrmodell\\.yaml:\\d+:\\d+ .+"));
    }

    @Test
    void a_taken_port_is_one_line() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said = Said.malbild(
                    "demo", "--exit", "--data=" + data, "--broker-port=" + other.getLocalPort(), "--registry-port=0");

            assertThat(said.failure())
                    .isEqualTo("Port " + other.getLocalPort()
                            + " är upptagen. Stoppa det som använder den eller välj en annan port med --broker-port.");
        }
    }

    @Test
    void a_taken_port_of_a_service_is_one_line() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said = Said.malbild(
                    "demo",
                    "--lang=en",
                    "--data=" + data,
                    "--dashboard-port=0",
                    "--gateway-port=" + other.getLocalPort());

            assertThat(said.failure())
                    .isEqualTo("Port " + other.getLocalPort()
                            + " is in use. Stop what uses it or choose another port with --gateway-port.");
        }
    }

    @Test
    void a_port_that_is_none_is_one_line() {
        Said said = Said.malbild("demo", "--exit", "--data=" + data, "--broker-port=99999", "--registry-port=0");

        assertThat(said.failure()).contains("99999").contains("0–65535");
    }

    @Test
    void a_data_directory_that_cannot_be_used_is_one_line() throws Exception {
        Path file = Files.createFile(data.resolve("a-file"));

        assertThat(Said.malbild("demo", "--exit", "--data=" + file).failure())
                .isEqualTo("Katalogen " + file + " går inte att skriva i; ange en annan med --data.");
    }

    @Test
    void a_broker_that_is_not_there_is_one_line() {
        String nobody = "127.0.0.1:" + LoopbackPorts.requireFree(0);

        assertThat(Said.malbild("picture", "--bootstrap-servers=" + nobody).failure())
                .startsWith("Kafka svarar inte på " + nobody);
        assertThat(Said.malbild("picture", "--bootstrap-servers=nonsense").failure())
                .startsWith("Kafka svarar inte på nonsense");
    }

    @Test
    void a_file_that_is_not_there_is_one_line() {
        Path file = data.resolve("styrmodell.yaml");

        assertThat(Said.malbild("framework", "check", file.toString()).failure())
                .isEqualTo("Filen " + file + " går inte att läsa; kontrollera dess namn och rättigheter.");
    }
}
