package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.dashboard.SampleServer;

class BuildTest {
    @TempDir
    private Path directory;

    @Test
    void stands_for_the_content_of_every_jar() throws Exception {
        Path one = Files.writeString(directory.resolve("one.jar"), "columns");
        Path other = Files.writeString(directory.resolve("other.jar"), "rules");
        Path copy = Files.copy(one, directory.resolve("copy.jar"));
        String hash = Build.hash(List.of(one, other));

        assertThat(Build.hash(List.of(copy, other, directory))).isEqualTo(hash);
        Files.writeString(other, "other rules");
        assertThat(Build.hash(List.of(one, other))).isNotEqualTo(hash);
    }

    @Test
    void is_part_of_the_tag_of_an_answer() throws Exception {
        try (SampleServer server = new SampleServer()) {
            HttpResponse<byte[]> picture = server.get("/v1/organisations/1880/pictures/2018.csv");

            assertThat(picture.headers().firstValue("ETag").orElseThrow()).contains(Build.HASH);
        }
    }
}
