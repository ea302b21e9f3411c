package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Topic;

/** The tables of docs/kafka.md, which tell other systems what is where. */
class KafkaPageTest {
    @Test
    void every_topic_is_there_with_its_key() throws Exception {
        List<String> rows = Files.readString(Path.of("../docs/kafka.md"))
                .replace("`", "")
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();
        for (Topic topic : Topic.values()) {
            String name = topic.topicName();
            String key = topic.key().replaceFirst(", for example .*", "");

            assertThat(rows)
                    .as(name)
                    .anyMatch(row -> row.startsWith("| " + name + " |") && row.endsWith("| " + key + " |"));
        }
    }
}
