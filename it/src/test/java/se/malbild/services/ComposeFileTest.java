package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What every container of docker-compose.yml may not do. */
class ComposeFileTest {
    private static final Path FILE = Path.of("../docker-compose.yml");
    private static final int MOST_ALIASES = 1_000;

    @ParameterizedTest
    @MethodSource("services")
    void a_container_has_no_rights_that_it_does_not_need_and_limits_to_what_it_takes(
            Map.Entry<String, Object> service) {
        Map<?, ?> settings = (Map<?, ?>) service.getValue();

        assertThat(settings.get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(settings.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
        assertThat((Integer) settings.get("pids_limit")).isPositive();
        assertThat(settings.get("mem_limit")).isNotNull();
        assertThat(Boolean.TRUE.equals(settings.get("read_only")))
                .as("its root can be written to by a broker alone")
                .isNotEqualTo(service.getKey().startsWith("broker"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_port_is_published_on_the_loopback_interface_alone(Map.Entry<String, Object> service) {
        Object ports = ((Map<?, ?>) service.getValue()).get("ports");

        assertThat(ports == null ? List.of() : (List<?>) ports)
                .allSatisfy(port -> assertThat((String) port).startsWith("127.0.0.1:"));
    }

    /** It would have to make up who applied it, and why. */
    @ParameterizedTest
    @MethodSource("services")
    void a_container_applies_no_framework_by_itself(Map.Entry<String, Object> service) {
        assertThat(String.valueOf(((Map<?, ?>) service.getValue()).get("command")))
                .doesNotContain("framework, apply");
    }

    static List<Map.Entry<String, Object>> services() throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try (Reader in = Files.newBufferedReader(FILE)) {
            Map<String, Map<String, Object>> file = new Yaml(options).load(in);
            return List.copyOf(file.get("services").entrySet());
        }
    }
}
