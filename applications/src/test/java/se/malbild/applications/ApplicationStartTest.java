package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;

class ApplicationStartTest {
    @Test
    void without_a_broker_it_says_so_in_one_line() {
        String nobody = "127.0.0.1:1";

        StartupException refused = catchThrowableOfType(
                StartupException.class,
                () -> ApplicationStart.partitions(
                        new Cluster(nobody, "http://127.0.0.1:1"),
                        List.of(Topic.INDICATOR_EVENTS),
                        List.of(),
                        Duration.ofMillis(200)));

        Text text = refused.text();
        assertThat(text.sv()).startsWith("Kafka svarar inte på " + nobody).doesNotContain("\n");
        assertThat(text.en()).startsWith("Kafka does not answer at " + nobody).doesNotContain("\n");
    }

    @Test
    void an_instance_keeps_its_id(@TempDir Path state) throws Exception {
        String id = ApplicationStart.instanceId(state.resolve("made/on/demand"));

        assertThat(ApplicationStart.instanceId(state.resolve("made/on/demand"))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\u00ff\u00ff\u00ff", "not an id", "\u0000"})
    void an_id_that_is_damaged_is_made_anew(String damaged, @TempDir Path state) throws Exception {
        Path file = state.resolve("instance-id");
        Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);

        String id = ApplicationStart.instanceId(state);

        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(file).hasContent(id);
    }
}
