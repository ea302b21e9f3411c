package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.dashboard.SampleView;

/** Every page follows the HTML standard, by the W3C's own checker. */
final class HtmlIT {
    private static final Path CHECKER = Path.of("target/html-checker");

    @TempDir
    private Path folder;

    @Test
    void every_page_is_valid() throws Exception {
        assertValid("/sv");
    }

    @Test
    @Tag("proof")
    void every_page_is_valid_in_english() throws Exception {
        assertValid("/en");
    }

    /** Together with a page that is not valid, by which the checker shows that it looks: it takes long to start. */
    private void assertValid(String language) throws Exception {
        for (Map.Entry<String, String> page :
                EveryPage.of(new Pages(), new SampleView().now()).entrySet()) {
            if (page.getKey().startsWith(language)) {
                write(page.getKey(), page.getValue());
            }
        }
        assertThat(folder).isNotEmptyDirectory();
        write("/bad", "<!DOCTYPE html><html lang=\"sv\"><title>x</title><p id=\"a\">x<p id=\"a\">y");

        assertThat(faults()).singleElement().asString().contains("page_bad.html", "Duplicate ID");
    }

    private void write(String path, String html) throws IOException {
        Files.writeString(folder.resolve("page" + path.replace('/', '_') + ".html"), html);
    }

    /** Returns what the checker says of the pages in the folder. */
    private List<String> faults() throws Exception {
        String jars;
        try (Stream<Path> files = Files.list(CHECKER)) {
            jars = files.map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
        }
        Process checker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // It does not live long enough for more.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xss2m",
                        "-cp",
                        jars,
                        "nu.validator.client.SimpleCommandLineValidator",
                        "--errors-only",
                        "--skip-non-html",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = checker.waitFor();
        List<String> lines = told.lines().filter(line -> !line.isBlank()).toList();
        assertThat(code == 0).as("exit code %s: %s", code, told).isEqualTo(lines.isEmpty());
        return lines;
    }
}
