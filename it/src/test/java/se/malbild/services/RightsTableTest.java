package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.follow.Follower;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Topic;
import se.malbild.streams.MalbildTopology;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** The table of rights in docs/operations.md. */
class RightsTableTest {
    @Test
    void every_topic_that_a_service_reads_or_writes_is_in_its_rows() throws Exception {
        assertThat(rowsOf("streams"))
                .contains(names(StreamsApplication.TOPICS))
                .contains(quoted(MalbildTopology.changelogs(StreamsSettings.DEFAULT_APPLICATION_ID)));
        assertThat(rowsOf("receipts"))
                .contains(names(ReceiptsSettings.TOPICS))
                .contains(quoted(List.of(ReceiptsSettings.changelog(ReceiptsSettings.DEFAULT_APPLICATION_ID))));
        assertThat(rowsOf("dashboard")).contains(names(Follower.TOPICS)).contains(names(List.of(Topic.PAGE_FEEDBACK)));
    }

    private static String rowsOf(String service) throws IOException {
        return Files.readAllLines(Path.of("../docs/operations.md")).stream()
                .filter(line -> line.startsWith("| " + service + " | "))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> names(List<Topic> topics) {
        return quoted(topics.stream().map(Topic::topicName).toList());
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").toList();
    }
}
