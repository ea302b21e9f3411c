package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The W3C's own checker of HTML. */
final class HtmlChecker {
    private static final Path CHECKER = Path.of("target/html-checker");

    private final Path folder;

    /** @param folder that the pages are written to */
    HtmlChecker(Path folder) {
        this.folder = folder;
    }

    void add(String path, String html) throws IOException {
        Files.writeString(folder.resolve("page" + path.replaceAll("[/?]", "_") + ".html"), html);
    }

    /** Requires that every page follows the standard; one that does not shows that the checker looks: it takes long to start. */
    void requireValid() throws Exception {
        assertThat(folder).isNotEmptyDirectory();
        add("/bad", "<!DOCTYPE html><html lang=\"sv\"><title>x</title><p id=\"a\">x<p id=\"a\">y");

        assertThat(faults()).singleElement().asString().contains("page_bad.html", "Duplicate ID");
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
