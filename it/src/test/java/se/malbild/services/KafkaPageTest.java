package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Topic;
import se.malbild.schemas.Topic.Audience;

/** The tables of docs/kafka.md, which tell other systems what is where, and who may read it. */
class KafkaPageTest {
    private static final Set<String> SERVICES = Set.of("streams", "receipts", "dashboard", "gateway");

    @Test
    void every_topic_is_in_the_table_of_its_audience_with_its_key() throws Exception {
        for (Topic topic : Topic.values()) {
            String name = topic.topicName();
            String key = topic.key().replaceFirst(", for example .*", "");

            assertThat(rows(topic.audience()))
                    .as(name)
                    .anyMatch(row ->
                            row.get(0).equals(name) && row.get(row.size() - 1).equals(key));
        }
        assertThat(rows(Audience.OUTSIDE).size() + rows(Audience.INSIDE).size()).isEqualTo(Topic.values().length);
    }

    @Test
    void a_topic_inside_is_read_by_the_services_that_have_the_right_to() throws Exception {
        Map<String, Set<String>> readers = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/operations.md"))) {
            List<String> row = cells(line);
            if (row.size() == 3 && SERVICES.contains(row.get(0)) && row.get(2).equals("Read")) {
                for (String topic : row.get(1).replaceFirst("^topics? ", "").split(", ", -1)) {
                    readers.computeIfAbsent(topic, any -> new TreeSet<>()).add(row.get(0));
                }
            }
        }

        for (List<String> row : rows(Audience.INSIDE)) {
            Set<String> named = new TreeSet<>(List.of(row.get(2).split(", ", -1)));
            named.retainAll(SERVICES);

            assertThat(named).as(row.get(0)).isEqualTo(readers.getOrDefault(row.get(0), Set.of()));
        }
    }

    /** Returns the cells of every topic's row under the heading of {@code audience}. */
    private static List<List<String>> rows(Audience audience) throws IOException {
        String heading = audience == Audience.OUTSIDE ? "### Outside\n" : "### Inside\n";
        String page = Files.readString(Path.of("../docs/kafka.md"));
        String section =
                page.substring(page.indexOf(heading) + heading.length()).split("\n#", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(KafkaPageTest::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        return Stream.of(row.replace("`", "").split("\\|"))
                .skip(1)
                .map(String::strip)
                .toList();
    }
}
