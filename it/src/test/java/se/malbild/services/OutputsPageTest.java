package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.cli.AllCommands;

/** The addresses and commands of docs/outputs.md, which says who may read what. */
class OutputsPageTest {
    private static final Path PAGE = Path.of("../docs/outputs.md");
    /** Not the name of a file, which has capitals. */
    private static final Pattern COMMAND = Pattern.compile("`([a-z -]+)`");

    private static final String HEALTH_AND_METRICS = "/(health/(live|ready)|metrics)";

    @ParameterizedTest
    @CsvSource({
        "dashboard, /se/malbild/dashboard/api/openapi.json",
        "gateway, /se/malbild/gateway/openapi.json",
        "receipts, /se/malbild/receipts/openapi.json",
        "streams, /se/malbild/streams/service/openapi.json",
    })
    void every_address_of_a_service_is_listed_and_no_other(String service, String description) throws Exception {
        assertThat(addresses(service).keySet().stream().filter(address -> address.startsWith("/")))
                .containsExactlyInAnyOrderElementsOf(described(description));
    }

    @Test
    void everything_of_the_dashboard_is_outside_and_what_departments_are_told_is_inside() throws Exception {
        assertThat(addresses("dashboard").values()).containsOnly("outside");
        assertThat(addresses("gateway").values()).containsOnly("inside");
        assertThat(addresses("receipts").values()).containsOnly("inside");
        assertThat(addresses("all"))
                .isEqualTo(Map.of("/health/live", "outside", "/health/ready", "outside", "/metrics", "inside"));
    }

    @Test
    void every_command_is_listed_once_and_no_other() throws Exception {
        List<List<String>> rows = rows("## Commands");

        assertThat(rows.stream().map(row -> row.get(1))).containsOnly("outside", "inside");
        assertThat(rows.stream()
                        .flatMap(row -> COMMAND.matcher(row.get(0)).results())
                        .map(command -> command.group(1)))
                .containsExactlyInAnyOrderElementsOf(AllCommands.names());
    }

    /** Returns the rows of the table under {@code heading}. */
    private static List<List<String>> rows(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(OutputsPageTest::cells)
                .toList();
    }

    /** Returns the paths of an OpenAPI description, which other tests hold against the routes of the service. */
    private static Set<String> described(String resource) throws IOException {
        Set<String> paths = new TreeSet<>();
        try (InputStream file = OutputsPageTest.class.getResourceAsStream(resource)) {
            new JsonMapper().readTree(file).get("paths").fieldNames().forEachRemaining(paths::add);
        }
        paths.removeIf(path -> path.matches(HEALTH_AND_METRICS));
        return paths;
    }

    /** Returns whether each address of {@code service} is outside or inside. */
    private static Map<String, String> addresses(String service) throws IOException {
        return rows("## Addresses").stream()
                .filter(row -> row.get(0).equals(service))
                .collect(Collectors.toMap(row -> row.get(1).replace("`", ""), row -> row.get(2)));
    }

    private static List<String> cells(String row) {
        return Stream.of(row.split("\\|")).skip(1).map(String::strip).toList();
    }
}
