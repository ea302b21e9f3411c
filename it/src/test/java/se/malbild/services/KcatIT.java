package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;

/** The line for kcat in docs/kafka.md. */
@Tag("proof")
class KcatIT {
    private static final Pattern LINE = Pattern.compile("```sh\n(kcat .*)\n```");

    @TempDir
    private Path data;

    @Test
    void the_line_of_the_page_lists_the_pictures() throws Exception {
        assumeTrue(
                AlertsTest.isInstalled("kcat"),
                "kcat is not installed (Debian: apt install kcat), so its line in docs/kafka.md is not run");
        Matcher line = LINE.matcher(Files.readString(Path.of("../docs/kafka.md")));
        assertThat(line.find()).isTrue();
        Vasteras vasteras = new Vasteras("1980");
        try (TestCluster cluster = TestCluster.start(data)) {
            cluster.apply(vasteras.framework());
            cluster.publish(vasteras.observations());
            StreamsApplication streams = cluster.startApplication("malbild");
            try {
                cluster.awaitPicturesOf(vasteras.organisation());
            } finally {
                streams.close();
            }

            Process kcat = new ProcessBuilder(
                            "sh", "-c", line.group(1).replace("127.0.0.1:9092", cluster.bootstrapServers()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> said = new String(kcat.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();

            assertThat(kcat.waitFor()).as(said.toString()).isZero();
            assertThat(said).allMatch(shown -> shown.matches("\\S+  partition \\d, offset \\d+: \\d{4,} bytes"));
            assertThat(said.stream().map(shown -> shown.replaceFirst(" .*", "")))
                    .containsAll(cluster.standing(Topic.PICTURES).keySet());
        }
    }
}
