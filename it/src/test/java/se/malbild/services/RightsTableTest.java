package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.cli.AllCommands;
import se.malbild.dashboard.follow.Follower;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Topic;
import se.malbild.streams.MalbildTopology;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** The table of rights in docs/operations.md. */
class RightsTableTest {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Pattern COMMAND = Pattern.compile("`([a-z -]+)`");

    @Test
    void every_topic_that_a_service_reads_or_writes_is_in_its_rows() throws Exception {
        assertThat(rowsOf("streams"))
                .contains(names(StreamsApplication.TOPICS))
                .contains(quoted(MalbildTopology.changelogs(StreamsSettings.DEFAULT_APPLICATION_ID)));
        assertThat(rowsOf("receipts"))
                .contains(names(ReceiptsSettings.TOPICS))
                .contains(quoted(List.of(ReceiptsSettings.changelog(ReceiptsSettings.DEFAULT_APPLICATION_ID))));
        assertThat(rowsOf("dashboard")).contains(names(Follower.TOPICS)).contains(names(List.of(Topic.PAGE_FEEDBACK)));
        assertThat(rowsOf("dashboard, for [what was known earlier](dashboard.md#what-was-known-earlier)"))
                .contains(names(Topic.inputs()));
    }

    @Test
    void every_command_is_there_and_no_other() throws Exception {
        assertThat(Files.readAllLines(PAGE).stream()
                        .dropWhile(line -> !line.startsWith("## Rights"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| `"))
                        .flatMap(line ->
                                COMMAND.matcher(line.split("\\|", -1)[1]).results())
                        .map(command -> command.group(1).replaceAll(" --.*", ""))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(AllCommands.names().stream()
                        .filter(command -> !command.startsWith("serve "))
                        .toList());
    }

    private static String rowsOf(String service) throws IOException {
        return Files.readAllLines(PAGE).stream()
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
