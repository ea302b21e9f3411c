package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleServer;

/** Leaves pictures of the pages in {@code target/screenshots}: those in {@code docs/screenshots} are made of them. */
@Tag("proof")
final class ScreenshotsIT {
    private static final Path FOLDER = Path.of("target/screenshots");
    private static final String PICTURE = "/sv/1880/orebro-2017-2019/2019";
    private static final String GOAL_AREA = PICTURE + "/malomrade/hallbar-tillvaxt-1";
    private static final String INDICATOR = PICTURE + "/nyckeltal/N00914";

    private static Chromium chromium;
    private static SampleServer server;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            server.close();
            chromium.close();
        }
    }

    @Test
    void desktop() throws Exception {
        Browser.NewContextOptions desktop = new Browser.NewContextOptions().setViewportSize(1280, 900);
        shoot(desktop, PICTURE, "picture");
        shoot(desktop, GOAL_AREA, "goal-area");
        shoot(desktop, INDICATOR, "indicator");
        shoot(desktop, PICTURE + "/nyckeltal", "indicators");
        shoot(desktop, GOAL_AREA + "/forklaring", "explanation-goal-area");
        shoot(desktop, INDICATOR + "/forklaring", "explanation-indicator");
        shoot(desktop, PICTURE + "/forklaring", "explanation-picture");
        shoot(desktop, "/sv/om-uppgifterna", "about");
        shoot(desktop, "/en/accessibility", "accessibility");
        shoot(desktop, "/sv/1980/vasteras-exempel-2017-2019/2019", "vasteras");
    }

    @Test
    void phone() throws Exception {
        Browser.NewContextOptions phone =
                new Browser.NewContextOptions().setViewportSize(390, 844).setDeviceScaleFactor(2);
        shoot(phone, PICTURE, "phone-picture");
        shoot(phone, GOAL_AREA, "phone-goal-area");
        shoot(phone, PICTURE + "/nyckeltal", "phone-indicators");
        shoot(phone, INDICATOR + "/forklaring", "phone-explanation-indicator");
    }

    @Test
    void dark() throws Exception {
        Browser.NewContextOptions dark =
                new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK);
        shoot(dark, PICTURE, "dark-picture");
        shoot(dark, GOAL_AREA, "dark-goal-area");
    }

    @Test
    void print() throws Exception {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(server.url(PICTURE));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.pdf(new Page.PdfOptions()
                    .setFormat("A4")
                    .setPath(FOLDER.resolve("print-picture.pdf"))
                    .setMargin(new com.microsoft.playwright.options.Margin()
                            .setTop("16mm")
                            .setBottom("16mm")
                            .setLeft("16mm")
                            .setRight("16mm")));
            assertThat(FOLDER.resolve("print-picture.pdf")).isNotEmptyFile();
        }
    }

    private static void shoot(Browser.NewContextOptions options, String path, String name) throws Exception {
        Files.createDirectories(FOLDER);
        try (BrowserContext context = chromium.browser().newContext(options)) {
            Page page = context.newPage();
            assertThat(page.navigate(server.url(path)).status()).isEqualTo(200);
            page.evaluate("document.fonts.ready");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(FOLDER.resolve(name + ".png")));
        }
        assertThat(FOLDER.resolve(name + ".png")).isNotEmptyFile();
    }
}
