package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

        assertThat(command("picture", "--organisation=1281").failure()).startsWith("Det finns ingen målbild för 1281.");
        assertThat(command("framework", "apply", file.toString()).success())
                .startsWith("Styrmodellen är tillämpad (goal-frameworks-");
        assertThat(command("framework", "apply", file.toString()).success())
                .isEqualTo("Styrmodellen gäller redan; inget ändrades.");
        assertThat(command("framework", "apply", older.toString()).failure())
                .isEqualTo("Version 2 av vasteras-exempel-2017-2019 gäller redan, med annat innehåll."
                        + " Höj version till minst 3.");
        Path changed = Files.writeString(
                data.resolve("lund-changed.yaml"), lund.framework(3).replace("series: N02797\n", "series: N02797K\n"));
        assertThat(command("framework", "apply", changed.toString()).lines())
                .hasSize(2)
                .last()
                .isEqualTo("  N02797-gap: Har kvar sitt id, men ändrat: serien från ”N02797” till ”N02797K”.");
        Path newer = Files.writeString(data.resolve("lund-after.yaml"), lund.framework(4));
        for (Path other : new Path[] {older, newer}) {
            assertThat(command("framework", "apply", "--unless-in-force", other.toString())
                            .success())
                    .isEqualTo("Styrmodellen gäller redan; inget ändrades.");
        }

        String picture = PictureJson.indented(cluster.awaitPicturesOf("1281").get(2018));
        Said printed = command("picture", "--organisation=1281", "--year=2018", "--format=json");
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.results()).isEqualTo(picture);
        assertThat(printed.messages()).isEmpty();
        assertThat(command("picture", "--organisation=1281", "--year=2016").failure())
                .isEqualTo("Det finns ingen målbild för 2016; år som finns: 2017, 2018, 2019.");
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
            assertThat(commandWith(registry, "framework", "apply", file.toString())
                            .failure())
                    .startsWith("Schemaregistret svarar inte");
            assertThat(commandWith(registry, "topics", "plan").failure()).startsWith("Schemaregistret svarar inte");
        }
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
