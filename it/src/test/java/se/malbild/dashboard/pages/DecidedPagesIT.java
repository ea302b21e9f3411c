package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/** The pages of years about which something has been decided, in a real browser. */
final class DecidedPagesIT {
    private static final String VASTERAS = "/sv/1980/vasteras-exempel-2017-2019";
    /** Closed, changed since, judged, commented, and where nothing is decided. */
    static final List<String> EVERY_KIND = List.of(
            VASTERAS + "/2018",
            VASTERAS + "/2018?picture=live",
            VASTERAS + "/2018/malomrade/hallbar-stad-1",
            VASTERAS + "/2018/nyckeltal/ex-feriejobb",
            VASTERAS + "/2018/beslut",
            VASTERAS + "/2017/beslut",
            VASTERAS + "/bedomningar",
            "/en/1980/vasteras-exempel-2017-2019/2018",
            "/en/1980/vasteras-exempel-2017-2019/2018/goal-area/hallbar-stad-1?picture=live",
            "/en/1980/vasteras-exempel-2017-2019/2018/decisions",
            "/en/1980/vasteras-exempel-2017-2019/judgements",
            "/sv/1880/orebro-2017-2019/2018/beslut",
            "/en/1880/orebro-2017-2019/judgements");

    private static Chromium chromium;
    private static SampleServer server;
    private static PageChecks checks;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        server = new SampleServer(SampleView.decided());
        checks = new PageChecks(chromium, server::url);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            server.close();
            chromium.close();
        }
    }

    @Test
    void axe_finds_nothing() {
        assertThat(checks.foundByAxe(EVERY_KIND, ColorScheme.LIGHT)).isEmpty();
        assertThat(checks.foundByAxe(List.of(VASTERAS + "/2018", VASTERAS + "/2018/beslut"), ColorScheme.DARK))
                .isEmpty();
    }

    @Test
    void no_page_scrolls_sideways_at_320_pixels() {
        assertThat(checks.tooWide(EVERY_KIND)).isEmpty();
    }

    @Test
    void the_present_picture_is_one_click_away_and_leads_back() {
        try (BrowserContext context = chromium.browser().newContext(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(server.url(VASTERAS + "/2018"));

            page.getByText("Visa hur det ser ut nu").click();
            assertThat(page.url()).endsWith("/2018?picture=live");
            assertThat(page.locator(".notice").allInnerTexts())
                    .anyMatch(notice -> notice.contains("Sidan visar hur det ser ut nu, efter bokslutet."));
            page.locator(".matrix tbody a").last().click();
            assertThat(page.url()).endsWith("?picture=live");
            page.getByText("Visa bokslutet").click();
            assertThat(page.url()).doesNotContain("?");
        }
    }
}
