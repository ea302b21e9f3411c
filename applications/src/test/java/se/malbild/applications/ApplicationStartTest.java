package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
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
                        Duration.ofMillis(200)));

        Text text = refused.text();
        assertThat(text.sv()).startsWith("Kafka svarar inte på " + nobody).doesNotContain("\n");
        assertThat(text.en()).startsWith("Kafka does not answer at " + nobody).doesNotContain("\n");
    }
}
