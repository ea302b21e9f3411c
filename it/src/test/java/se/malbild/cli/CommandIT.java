package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.picture.PictureJson;
import se.malbild.local.LoopbackPorts;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;

/** The commands that work against any cluster. */
class CommandIT {
    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static StreamsApplication application;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        application = cluster.startApplication("malbild");
    }

    @AfterAll
    static void stop() {
        application.close();
        cluster.close();
    }

    @Test
    void a_framework_is_applied_once_and_gives_a_picture() throws Exception {
        Vasteras lund = new Vasteras("1281");
        Path file = Files.writeString(data.resolve("lund.yaml"), lund.framework(2));
        Path older = Files.writeString(data.resolve("lund-before.yaml"), lund.framework(1));

        assertThat(command("picture", "--organisation=1281").failure())
                .startsWith(
                        "Det finns ingen målbild för 1281. Är styrmodellen tillämpad (malbild framework apply), och är"
                                + " strömtillämpningen igång (malbild status)?");
        assertThat(apply(file).success()).startsWith("Styrmodellen är tillämpad (goal-frameworks-");
        assertThat(apply(file).success()).isEqualTo("Styrmodellen gäller redan; inget ändrades.");
        assertThat(apply(older).failure())
                .isEqualTo("Version 2 av vasteras-exempel-2017-2019 gäller redan, med annat innehåll."
                        + " Höj version till minst 3.");
        Path changed = Files.writeString(
                data.resolve("lund-changed.yaml"), lund.framework(3).replace("series: N02797\n", "series: N02797K\n"));
        assertThat(apply(changed).lines())
                .hasSize(2)
                .last()
                .isEqualTo("  N02797-gap: Har kvar sitt id, men ändrat: serien från ”N02797” till ”N02797K”.");

        String picture = PictureJson.indented(cluster.awaitPicturesOf("1281").get(2018));
        Said printed = command("picture", "--organisation=1281", "--year=2018", "--format=json");
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.results()).isEqualTo(picture);
        assertThat(printed.messages()).isEmpty();
        assertThat(command("picture", "--organisation=1281", "--year=2016").failure())
                .isEqualTo("Det finns ingen målbild för 2016; år som finns: 2017, 2018, 2019.");
    }

    @Test
    void what_a_version_changes_is_shown_and_only_a_yes_applies_it() throws Exception {
        Vasteras umea = new Vasteras("2480");
        Path file = Files.writeString(data.resolve("umea.yaml"), umea.framework());
        Path higher = Files.writeString(
                data.resolve("umea-higher.yaml"), umea.framework(2).replace("2017: 72", "2017: 74"));
        cluster.publish(umea.observations());

        Said unanswered = command("framework", "apply", "--by=Sara Lind", "--reason=Nya mål", file.toString());
        assertThat(unanswered.exitCode()).isEqualTo(2);
        assertThat(unanswered.lines())
                .startsWith("Inget ändrades: det finns ingen terminal att svara vid. Ange --yes för att tillämpa.");
        assertThat(unanswered.results().lines())
                .containsExactly(
                        "2017, ny: 1 av 4 målområden: ● Uppnått, 2 av 4 målområden: ■ Delvis uppnått,"
                                + " 1 av 4 målområden: ▲ Ej uppnått; måluppfyllelse 52\u00a0%",
                        "2018, ny: 3 av 4 målområden: ● Uppnått, 1 av 4 målområden: ■ Delvis uppnått;"
                                + " måluppfyllelse 85\u00a0%",
                        "2019, ny: 1 av 4 målområden: ● Uppnått, 2 av 4 målområden: ■ Delvis uppnått,"
                                + " 1 av 4 målområden: ○ Kan inte bedömas; måluppfyllelse 64\u00a0%",
                        "150 observationer börjar räknas");
        assertThat(command("picture", "--organisation=2480").failure()).startsWith("Det finns ingen målbild för 2480.");

        assertThat(apply(file).results()).isEqualTo(unanswered.results());
        assertThat(apply(higher, "--lang=en").results().lines())
                .containsExactly(
                        "2017, before: 1 of 4 goal areas: ● Achieved, 2 of 4 goal areas: ■ Partly achieved,"
                                + " 1 of 4 goal areas: ▲ Not achieved; attainment 52%",
                        "2017, after:  3 of 4 goal areas: ■ Partly achieved, 1 of 4 goal areas: ▲ Not achieved;"
                                + " attainment 50%",
                        "  ● Achieved → ■ Partly achieved: kunskap-och-omsorg-1 Children and young people shall have"
                                + " a safe preschool and succeed at school.",
                        "2018, unchanged: 3 of 4 goal areas: ● Achieved, 1 of 4 goal areas: ■ Partly achieved;"
                                + " attainment 85%",
                        "2019, unchanged: 1 of 4 goal areas: ● Achieved, 2 of 4 goal areas: ■ Partly achieved,"
                                + " 1 of 4 goal areas: ○ Cannot be assessed; attainment 64%");
        assertThat(cluster.awaitPicturesOf("2480").get(2018).frameworkVersion()).isEqualTo(2);
    }

    @Test
    void a_framework_is_not_applied_without_a_person_and_a_reason() throws Exception {
        Path file = Files.writeString(data.resolve("kiruna.yaml"), new Vasteras("2584").framework());

        Said without = command("framework", "apply", "--yes", file.toString());
        Said blank = command("framework", "apply", "--yes", "--by=Sara Lind", "--reason= ", file.toString());

        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.messages()).contains("--by", "--reason");
        assertThat(blank.exitCode()).isEqualTo(2);
        assertThat(blank.lines()).startsWith("Ange vem som tillämpar styrmodellen (--by) och varför (--reason).");
    }

    @Test
    void a_cluster_that_is_as_it_is_to_be_is_left_alone() {
        String partitions = "--partitions=" + TestCluster.PARTITIONS;

        assertThat(command("topics", "plan", partitions).success()).isEqualTo("Allt är som det ska.");
        assertThat(command("topics", "apply", partitions).success()).isEqualTo("Allt är som det ska.");
        Said other = command("topics", "apply", "--partitions=12");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.lines())
                .hasSize(Topic.values().length)
                .allMatch(line -> line.contains("har 3 partitioner, inte 12"));
    }

    @Test
    void a_registry_that_is_not_there_is_one_line() throws Exception {
        Vasteras malmo = new Vasteras("1280");
        cluster.apply(malmo.framework());
        cluster.awaitPicturesOf("1280");
        Path file = Files.writeString(data.resolve("malmo.yaml"), malmo.framework(2));
        String nobody = "http://127.0.0.1:" + LoopbackPorts.requireFree(0);

        for (String registry : new String[] {nobody, "nonsense"}) {
            assertThat(commandWith(registry, "picture", "--organisation=1280").failure())
                    .startsWith("Schemaregistret svarar inte");
            assertThat(commandWith(
                                    registry,
                                    "framework",
                                    "apply",
                                    "--by=Sara Lind",
                                    "--reason=Nya mål",
                                    file.toString())
                            .failure())
                    .startsWith("Schemaregistret svarar inte");
            assertThat(commandWith(registry, "topics", "plan").failure()).startsWith("Schemaregistret svarar inte");
        }
    }

    private static Said apply(Path file, String... more) {
        String[] apply = {"framework", "apply", "--by=Sara Lind", "--reason=Nya mål", "--yes", file.toString()};
        return command(Stream.concat(Stream.of(apply), Stream.of(more)).toArray(String[]::new));
    }

    private static Said command(String... args) {
        return commandWith(cluster.registryUrl(), args);
    }

    private static Said commandWith(String registry, String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--bootstrap-servers=" + cluster.bootstrapServers();
        all[args.length + 1] = "--registry=" + registry;
        return Said.malbild(all);
    }
}
