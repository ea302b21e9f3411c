package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Margin;
import com.microsoft.playwright.options.Media;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/**
 * Leaves pictures of every kind of page in {@code target/screenshots}, of Örebro's framework and of one with every rule; those
 * in {@code docs/screenshots} are made of them.
 */
@Tag("proof")
final class ScreenshotsIT {
    private static final Path FOLDER = Path.of("target/screenshots");
    private static final Browser.NewContextOptions DESKTOP = new Browser.NewContextOptions().setViewportSize(1280, 900);
    private static final Browser.NewContextOptions PHONE =
            new Browser.NewContextOptions().setViewportSize(360, 780).setDeviceScaleFactor(2);
    private static final Browser.NewContextOptions DARK =
            new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK);

    private static Chromium chromium;
    private static SampleServer samples;
    private static SampleServer everyRule;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        samples = new SampleServer();
        everyRule = new SampleServer(EveryRule.view());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            everyRule.close();
            samples.close();
            chromium.close();
        }
    }

    @Test
    void orebro() throws Exception {
        everyPage(samples, "/1880/orebro-2017-2019/2019", "hallbar-tillvaxt-1", "N00914", "orebro");
    }

    @Test
    void every_rule() throws Exception {
        String picture = "/" + EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK + "/2018";
        everyPage(everyRule, picture, "barn-1", "per-ar", "every-rule");
        for (String indicator :
                List.of("granser", "riket", "betyg-kon", "betyg-stadsdel", "varaktighet", "aterkallat")) {
            shoot(everyRule::url, DESKTOP, "/sv" + picture + "/nyckeltal/" + indicator, "every-rule-" + indicator);
            shoot(everyRule::url, PHONE, "/sv" + picture + "/nyckeltal/" + indicator, "every-rule-phone-" + indicator);
        }
        String unfinished = "/" + EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK + "/2019";
        everyPage(everyRule, unfinished, "barn-2", "behorighet", "every-rule-forecast");
        shoot(
                everyRule::url,
                DESKTOP,
                "/sv" + picture + "/malomrade/likvardighet-1",
                "every-rule-goal-area-differences");
        shoot(everyRule::url, DESKTOP, "/sv" + picture + "/malomrade/likvardighet-2", "every-rule-goal-area-missing");
    }

    @Test
    void pages_of_the_server() throws Exception {
        shoot(samples::url, DESKTOP, "/sv/om-uppgifterna", "about");
        shoot(samples::url, DESKTOP, "/en/accessibility", "accessibility");
        shoot(samples::url, DESKTOP, "/sv/1980/vasteras-exempel-2017-2019/2019", "vasteras");
        Map<String, String> more = Map.of(
                "department", "/sv/1980/vasteras-exempel-2017-2019/2018/namnd/kommunstyrelsen",
                "departments-of-indicator", "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/ex-feriejobb",
                "comparison", "/sv/1880/orebro-2017-2019/jamforelse/1980/vasteras-exempel-2017-2019");
        Map<String, String> english = Map.of(
                "en-departments", "/en/1980/vasteras-exempel-2017-2019/2018/department",
                "en-department", "/en/1980/vasteras-exempel-2017-2019/2018/department/kommunstyrelsen",
                "en-development", "/en/1980/vasteras-exempel-2017-2019/development",
                "en-comparison", "/en/1880/orebro-2017-2019/comparison/1980/vasteras-exempel-2017-2019",
                "en-two-years", "/en/1880/orebro-2017-2019/2019/since/2018",
                "two-years", "/sv/1880/orebro-2017-2019/2019/sedan/2018");
        for (Map.Entry<String, String> page : english.entrySet()) {
            shoot(samples::url, DESKTOP, page.getValue(), page.getKey());
            shoot(samples::url, PHONE, page.getValue(), "phone-" + page.getKey());
        }
        for (Map.Entry<String, String> page : more.entrySet()) {
            shoot(samples::url, DESKTOP, page.getValue(), page.getKey());
            shoot(samples::url, PHONE, page.getValue(), "phone-" + page.getKey());
            shoot(samples::url, DARK, page.getValue(), "dark-" + page.getKey());
            print(samples, page.getValue(), "print-" + page.getKey());
        }
    }

    @Test
    void decided_pages() throws Exception {
        try (SampleServer decided = new SampleServer(SampleView.decided())) {
            for (String path : DecidedPagesIT.EVERY_KIND) {
                String name = "decided" + path.replaceAll("[/?&=]", "-");
                shoot(decided::url, DESKTOP, path, name);
                shoot(decided::url, PHONE, path, name + "-phone");
            }
            shoot(decided::url, DARK, DecidedPagesIT.EVERY_KIND.get(0), "decided-dark");
        }
    }

    @Test
    void pages_of_the_past(@TempDir Path data) throws Exception {
        try (DemoPages demo = DemoPages.start(data)) {
            for (String path : DemoPages.EVERY_KIND) {
                String name = "past" + path.replaceAll("[/?&=]", "-");
                shoot(demo::url, DESKTOP, path, name);
                shoot(demo::url, PHONE, path, name + "-phone");
            }
            shoot(demo::url, DARK, DemoPages.EVERY_KIND.get(0), "past-dark");
        }
    }

    private static void everyPage(SampleServer server, String picture, String goalArea, String indicator, String name)
            throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("picture", picture);
        pages.put("goal-area", picture + "/malomrade/" + goalArea);
        pages.put("indicator", picture + "/nyckeltal/" + indicator);
        pages.put("indicators", picture + "/nyckeltal");
        pages.put("departments", picture + "/namnd");
        pages.put("missing", picture + "/aterstar");
        pages.put("development", picture.substring(0, picture.lastIndexOf('/')) + "/utveckling");
        pages.put("explanation-picture", picture + "/forklaring");
        pages.put("explanation-goal-area", picture + "/malomrade/" + goalArea + "/forklaring");
        pages.put("explanation-indicator", picture + "/nyckeltal/" + indicator + "/forklaring");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            String path = "/sv" + page.getValue();
            shoot(server::url, DESKTOP, path, name + "-" + page.getKey());
            shoot(server::url, PHONE, path, name + "-phone-" + page.getKey());
            shoot(server::url, DARK, path, name + "-dark-" + page.getKey());
            print(server, path, name + "-print-" + page.getKey());
        }
    }

    private static void shoot(UnaryOperator<String> url, Browser.NewContextOptions options, String path, String name)
            throws Exception {
        Path file = FOLDER.resolve(name + ".png");
        Files.createDirectories(FOLDER);
        try (BrowserContext context = chromium.browser().newContext(options)) {
            Page page = context.newPage();
            assertThat(page.navigate(url.apply(path)).status()).isEqualTo(200);
            page.evaluate("document.fonts.ready");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
        }
        assertThat(file).isNotEmptyFile();
    }

    private static void print(SampleServer server, String path, String name) {
        Path file = FOLDER.resolve(name + ".pdf");
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            assertThat(page.navigate(server.url(path)).status()).isEqualTo(200);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.pdf(new Page.PdfOptions()
                    .setFormat("A4")
                    .setPath(file)
                    .setMargin(new Margin()
                            .setTop("16mm")
                            .setBottom("16mm")
                            .setLeft("16mm")
                            .setRight("16mm")));
        }
        assertThat(file).isNotEmptyFile();
    }
}
