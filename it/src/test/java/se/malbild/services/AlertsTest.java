package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules and the dashboard: each rule says where it is written what to do. */
class AlertsTest {
    static final Path RULES = Path.of("../ops/prometheus/alerts.yml");
    static final Path DASHBOARD = Path.of("../ops/grafana/dashboards/malbild.json");
    private static final Path GUIDE = Path.of("../docs/operations.md");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operations.md#(\\w+)");
    private static final String OF_VERIFY = "malbild_verify_";
    private static final Pattern SERIES = Pattern.compile("\\b(malbild|kafka|process)_[a-z_]+");

    /** Returns every series of a service that the rules and the dashboard name. */
    static List<String> series() {
        return named().filter(name -> !name.startsWith(OF_VERIFY)).toList();
    }

    /** Returns every series of {@code malbild verify} that the rules and the dashboard name. */
    static List<String> seriesOfVerify() {
        return named().filter(name -> name.startsWith(OF_VERIFY)).toList();
    }

    private static Stream<String> named() {
        return Stream.of(RULES, DASHBOARD)
                .flatMap(file -> SERIES.matcher(read(file)).results().map(MatchResult::group))
                .distinct();
    }

    @Test
    void every_alert_has_a_section_in_the_guide() {
        List<String> alerts = ALERT.matcher(read(RULES))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> runbooks = RUNBOOK.matcher(read(RULES))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> sections = read(GUIDE)
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(alerts).isNotEmpty().isEqualTo(sections);
        assertThat(runbooks)
                .isEqualTo(alerts.stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void the_dashboard_is_one_that_grafana_reads() throws IOException {
        assertThat(new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels"))
                .isNotEmpty();
    }

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
