package se.malbild.dashboard.pages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium or Chrome; nothing is downloaded. Tests that need it are skipped where there is none. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    /** Without these the browser asks its maker's servers for updates when it starts. */
    private static final List<String> FLAGS = List.of(
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run");

    /** Playwright's own 30 seconds would be a limit on a slow machine. */
    private static final double PATIENCE_MILLIS = 5 * 60 * 1_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser, or skips the test. */
    public static Chromium start() {
        Optional<Path> executable = found();
        assumeTrue(
                executable.isPresent(),
                "SKIPPED: no browser was found; install chromium (on Debian: apt-get install chromium)"
                        + " to run the browser tests");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.get())
                        .setChromiumSandbox(!"root".equals(System.getProperty("user.name")))
                        .setArgs(FLAGS));
        browser.onContext(context -> {
            context.setDefaultTimeout(PATIENCE_MILLIS);
            context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        });
        return new Chromium(playwright, browser);
    }

    private static Optional<Path> found() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(System.getProperty("path.separator")))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns the browser. */
    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
