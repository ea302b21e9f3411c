package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.HostileTexts;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/** The pages in a real browser. Skipped, with a word about it, where there is none. */
final class BrowserIT {
    private static final String OREBRO = "/sv/1880/orebro-2017-2019/2019";
    /** One page of every kind, and those with what is rare: districts, several departments, what nobody measured. */
    private static final List<String> EVERY_KIND = List.of(
            "/sv",
            "/sv/1980",
            OREBRO + "/malomrade/hallbar-tillvaxt-1",
            OREBRO + "/malomrade/trygg-valfard-1",
            OREBRO + "/nyckeltal",
            OREBRO + "/nyckeltal/N00914",
            "/sv/1880/orebro-2017-2019/utveckling",
            "/sv/1880/orebro-2017-2019/jamforelse",
            "/sv/1880/orebro-2017-2019/jamforelse/1980/vasteras-exempel-2017-2019",
            OREBRO + "/sedan/2017",
            OREBRO + "/namnd",
            OREBRO + "/namnd/barn-och-utbildning",
            "/sv/1880/orebro-2017-2019/2019/aterstar",
            "/sv/1880/orebro-2017-2019/2019/aterstar/samhallsbyggnad",
            OREBRO + "/forklaring",
            OREBRO + "/malomrade/hallbar-tillvaxt-1/forklaring",
            OREBRO + "/nyckeltal/N00914/forklaring",
            "/sv/1980/vasteras-exempel-2017-2019/2019",
            "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/ex-trygghet-stadsdelar",
            "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/ex-trygghet-stadsdelar/forklaring",
            "/sv/1980/vasteras-exempel-2017-2019/2019/nyckeltal/ex-elanvandning",
            "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/ex-feriejobb",
            "/sv/1980/vasteras-exempel-2017-2019/2018/namnd/kommunstyrelsen",
            "/sv/om-uppgifterna",
            "/sv/tillganglighet",
            "/sv/finns-inte");

    private static final String EVERY_RULE = "/sv/" + EveryRule.ORGANISATION + "/" + EveryRule.FRAMEWORK;
    private static final String VASTERAS = "/1980/vasteras-exempel-2017-2019/2018";
    /** What is looked at with hostile texts in it. */
    private static final List<String> HOSTILE = List.of(
            "/sv",
            "/en",
            "/sv" + VASTERAS + "/forklaring",
            "/en" + VASTERAS + "/goal-area/hallbar-stad-1",
            "/sv" + VASTERAS + "/nyckeltal/ex-trygghet-stadsdelar",
            "/en" + VASTERAS + "/indicator/ex-trygghet-stadsdelar/explanation",
            "/sv/om-uppgifterna");

    /** The texts in which a character outside isolates stands to the left of the one before it on its line. */
    private static final String TURNED = """
            () => {
              const turned = [];
              let block, before;
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const text = texts.currentNode;
                let around = text.parentElement;
                while (getComputedStyle(around).display === "inline") {
                  around = around.parentElement;
                }
                let depth = 0;
                for (let i = 0; i < text.length; i++) {
                  const character = text.data[i];
                  depth += character === "\\u2068" ? 1 : character === "\\u2069" ? -1 : 0;
                  if (depth > 0 || !character.trim()) {
                    continue;
                  }
                  const range = document.createRange();
                  range.setStart(text, i);
                  range.setEnd(text, i + 1);
                  const box = range.getBoundingClientRect();
                  if (around === block && box.top === before.top && box.left < before.left) {
                    turned.push(text.data);
                    break;
                  }
                  block = around;
                  before = box;
                }
              }
              return turned;
            }
            """;

    /** The sizes of chart texts that are too small to read, and the values that a line passes through. */
    private static final String HARD_TO_READ = """
            () => [...document.querySelectorAll(".chart svg")].flatMap(chart => {
              const scale = chart.getScreenCTM().a;
              const small = [...chart.querySelectorAll("text")]
                .map(text => [parseFloat(getComputedStyle(text).fontSize) * scale, text.textContent])
                .filter(([size]) => size < 12);
              const lines = [...chart.querySelectorAll("line, polyline")].map(line => line.getBBox().y);
              const crossed = [...chart.querySelectorAll(".value-text")]
                .map(text => [text.getBBox(), text.textContent])
                .filter(([box]) => box.y + box.height > Math.min(...lines));
              return [...small, ...crossed].map(found => found.join(" "));
            })
            """;

    /** What stands on more than one line of the values and levels in the index. */
    private static final String BROKEN_LINES = """
            () => [...document.querySelectorAll(".index td.number, .index .level")]
              .filter(element => {
                const content = document.createRange();
                content.selectNodeContents(element);
                return content.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(element).fontSize);
              })
              .map(element => element.textContent)
            """;

    /** What cannot be read on paper: tables that would have to be scrolled, what is folded away, and shadows of scrolling. */
    private static final String LOST_ON_PAPER = """
            () => [
              ...[...document.querySelectorAll(".scroll")].filter(element =>
                element.firstElementChild.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                  || getComputedStyle(element).backgroundImage !== "none"),
              ...[...document.querySelectorAll("details > :not(summary)")].filter(element =>
                !element.checkVisibility({contentVisibilityProperty: true}))
            ].map(element => element.outerHTML.slice(0, 80))
            """;

    private static final int MOST_TABS = 60;
    private static Chromium chromium;
    private static SampleServer server;
    private static PageChecks checks;
    private static List<String> everyPath;
    private static final List<String> askedElsewhere = new ArrayList<>();
    private static final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        server = new SampleServer();
        checks = new PageChecks(chromium, server::url);
        everyPath = everyPath();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            server.close();
            chromium.close();
        }
    }

    @Test
    void the_picture_is_read_without_JavaScript() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(server.url("/"));

            assertThat(page.locator("h2.headline").innerText()).isEqualTo("11 av 15 målområden: Fortsätt så");
            assertThat(page.locator(".notice").innerText()).isEqualTo("Exempelberäkning, inte kommunens bedömning");
            assertThat(page.locator(".matrix tbody tr").count()).isEqualTo(15);
            assertThat(page.locator(".matrix tbody tr td .word").count()).isEqualTo(45);
            assertThat(page.locator(".live").isVisible()).isFalse();
            page.locator(".matrix a").first().click();
            assertThat(page.locator("h1").innerText()).isEqualTo("Sysselsättningen ska öka.");
        }
    }

    @Test
    void the_keyboard_alone_leads_from_the_picture_to_an_event() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(server.url("/"));

            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("Till innehållet");
            page.keyboard().press("Enter");
            follow(page, "Sysselsättningen ska öka.");
            assertThat(page.locator("h1").innerText()).isEqualTo("Sysselsättningen ska öka.");
            follow(page, "Så räknades det: Förvärvsarbetande invånare 20–64 år, andel (%)");

            assertThat(page.url()).endsWith(OREBRO + "/nyckeltal/N00914/forklaring");
            assertThat(page.locator(".events code").first().innerText()).isEqualTo("kolada-N00914-1880-2019-T");
        }
    }

    /** Presses Tab until the link that says {@code text} has the focus, which must be seen, and follows it. */
    private static void follow(Page page, String text) {
        for (int i = 0; i < MOST_TABS && !focused(page).equals(text); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(focused(page)).isEqualTo(text);
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        String address = page.evaluate("document.activeElement.href").toString();
        page.keyboard().press("Enter");
        page.waitForURL(address);
    }

    private static String focused(Page page) {
        return page.evaluate("document.activeElement.textContent").toString().strip();
    }

    @Test
    void the_first_page_leads_to_another_municipality_with_one_click() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(server.url("/"));

            page.locator(".others a").click();
            assertThat(page.url()).endsWith("/sv/1980");
            assertThat(page.locator(".municipality").innerText()).isEqualTo("Västerås stad");
        }
    }

    @Test
    void on_a_phone_the_goal_areas_that_need_attention_come_first_for_the_eye_and_in_the_document() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = context.newPage();
            page.navigate(server.url("/"));

            assertThat(page.locator(".attention li").count()).isEqualTo(4);
            assertThat(page.evaluate("""
                            () => {
                              const first = document.querySelector(".attention");
                              const second = document.querySelector(".matrix");
                              return first.getBoundingClientRect().bottom <= second.getBoundingClientRect().top
                                && Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
                            }
                            """)).isEqualTo(true);
            page.setViewportSize(1280, 900);
            assertThat(page.locator(".attention").isVisible()).isFalse();
        }
    }

    @Test
    void on_a_phone_the_levels_of_a_departments_indicators_are_in_sight_the_lowest_first() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = context.newPage();
            page.navigate(server.url("/sv/1980/vasteras-exempel-2017-2019/2018/namnd/kommunstyrelsen"));

            Locator level = page.locator("#reports-table tbody .level .word").first();
            assertThat(level.innerText()).isEqualTo("Ej uppnått");
            assertThat(level.boundingBox().x + level.boundingBox().width).isLessThanOrEqualTo(360);
        }
    }

    @Test
    void a_page_on_which_nothing_is_live_does_not_say_that_it_is() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();

            page.navigate(server.url(OREBRO));
            assertThat(page.locator(".live").isVisible()).isTrue();
            page.navigate(server.url("/sv/1880/orebro-2017-2019/jamforelse"));
            assertThat(page.locator(".live").isVisible()).isFalse();
        }
    }

    @Test
    void the_language_is_switched_on_the_same_page() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(server.url(OREBRO + "/malomrade/trygg-valfard-2"));

            page.locator(".menu a[hreflang=en]").click();
            assertThat(page.url()).endsWith("/en/1880/orebro-2017-2019/2019/goal-area/trygg-valfard-2");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(page.locator(".notice").innerText())
                    .isEqualTo("Example calculation, not the municipality's assessment");

            Locator swedish = page.locator(".menu a[hreflang=sv]");
            assertThat(swedish.getAttribute("lang")).isEqualTo("sv");
            swedish.click();
            assertThat(page.url()).endsWith("/sv/1880/orebro-2017-2019/2019/malomrade/trygg-valfard-2");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("sv");
        }
    }

    @Test
    void no_kind_of_page_scrolls_sideways_at_320_pixels() {
        assertThat(checks.tooWide(everyOther())).isEmpty();
    }

    @Test
    @Tag("proof")
    void no_page_scrolls_sideways_at_320_pixels_in_either_language() {
        assertThat(checks.tooWide(everyPath)).isEmpty();
    }

    @Test
    void the_text_of_charts_is_at_least_12_pixels_on_a_phone_and_no_line_passes_through_a_value() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = context.newPage();
            for (String path : List.of(
                    OREBRO + "/malomrade/hallbar-tillvaxt-1",
                    OREBRO + "/nyckeltal/N00914",
                    "/sv/1980/vasteras-exempel-2017-2019/2018/nyckeltal/ex-trygghet-stadsdelar")) {
                page.navigate(server.url(path));
                assertThat(page.locator(".chart .value-text").count()).as(path).isPositive();
                assertThat(page.evaluate(HARD_TO_READ)).as(path).isEqualTo(List.of());
            }
        }
    }

    @Test
    void on_a_phone_the_index_has_a_value_with_its_unit_and_a_level_on_one_line_each() {
        try (SampleServer everyRule = new SampleServer(EveryRule.view());
                BrowserContext context =
                        chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = context.newPage();
            page.navigate(everyRule.url(EVERY_RULE + "/2018/nyckeltal"));

            assertThat(page.locator(".index .unit").allInnerTexts()).anyMatch(unit -> unit.endsWith("procentenheter"));
            assertThat(page.evaluate(BROKEN_LINES)).isEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, '', 15, 45", "360, '', 15, 45", "360, /nyckeltal, 64, 192"})
    void a_screen_reader_meets_tables_on_a_phone_too(int width, String page, int rows, int cells) {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, 800))) {
            Page opened = context.newPage();
            opened.navigate(server.url(OREBRO + page));

            List<String> roles = roles(context, opened);
            assertThat(roles.stream().filter("rowheader"::equals)).hasSize(rows);
            assertThat(roles.stream().filter(role -> role.equals("cell") || role.equals("gridcell")))
                    .hasSize(cells);
            assertThat(roles).contains("table", "columnheader", "row");
        }
    }

    /** Returns the roles in the accessibility tree, of what is not ignored in it. */
    private static List<String> roles(BrowserContext context, Page page) {
        List<String> roles = new ArrayList<>();
        context.newCDPSession(page)
                .send("Accessibility.getFullAXTree")
                .getAsJsonArray("nodes")
                .forEach(node -> {
                    if (!node.getAsJsonObject().get("ignored").getAsBoolean()) {
                        roles.add(node.getAsJsonObject()
                                .getAsJsonObject("role")
                                .get("value")
                                .getAsString());
                    }
                });
        return roles;
    }

    @Test
    void nothing_is_lost_on_paper() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(672, 950))) {
            Page page = context.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (String path : everyOther()) {
                page.navigate(server.url(path));
                assertThat(page.evaluate(LOST_ON_PAPER)).as(path).isEqualTo(List.of());
            }
        }
    }

    @Test
    void on_a_phone_a_table_is_scrolled_with_the_keyboard_and_its_years_stay_in_sight() {
        try (SampleServer everyRule = new SampleServer(EveryRule.view());
                BrowserContext context =
                        chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = context.newPage();
            page.navigate(everyRule.url(EVERY_RULE + "/2018/nyckeltal/betyg-stadsdel"));
            Locator region = page.locator(".scroll");
            double left = region.locator("tbody th").first().boundingBox().x;

            region.focus();
            page.keyboard().press("ArrowRight");

            await("scrolling")
                    .pollInSameThread()
                    .until(() -> page.evaluate("document.querySelector('.scroll').scrollLeft > 0")
                            .equals(true));
            assertThat(region.locator("tbody th").first().boundingBox().x).isEqualTo(left);
            assertThat(region.locator("caption").boundingBox().x).isEqualTo(left);
        }
    }

    @Test
    void axe_finds_nothing_where_a_difference_or_a_forecast_is_shown() {
        try (SampleServer everyRule = new SampleServer(EveryRule.view())) {
            assertThat(new PageChecks(chromium, everyRule::url)
                            .foundByAxe(
                                    List.of(
                                            EVERY_RULE + "/2018/nyckeltal/betyg-stadsdel",
                                            EVERY_RULE + "/2019/nyckeltal/behorighet",
                                            EVERY_RULE + "/2019/malomrade/barn-2"),
                                    ColorScheme.LIGHT))
                    .isEmpty();
        }
    }

    /** Returns a page of every kind, in the one language or the other. */
    private static List<String> everyOther() {
        return IntStream.range(0, EVERY_KIND.size())
                .mapToObj(i -> everyPath.get(i % 2 == 0 ? i : EVERY_KIND.size() + i))
                .toList();
    }

    @Test
    void axe_finds_nothing_on_any_kind_of_page() {
        assertThat(checks.foundByAxe(everyOther(), ColorScheme.LIGHT)).isEmpty();
    }

    @Test
    void axe_finds_nothing_in_the_dark_colours_of_the_picture_and_what_explains_it() {
        assertThat(checks.foundByAxe(
                        List.of(
                                OREBRO,
                                OREBRO + "/malomrade/hallbar-tillvaxt-1",
                                OREBRO + "/nyckeltal/N00914/forklaring"),
                        ColorScheme.DARK))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    @Tag("proof")
    void axe_finds_nothing_on_any_page_in_either_language(ColorScheme colours) {
        assertThat(checks.foundByAxe(everyPath, colours)).isEmpty();
    }

    @Test
    void a_page_asks_nobody_else_for_anything_and_breaks_no_policy() {
        assertThat(askedElsewhere).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void hostile_texts_of_frameworks_and_events_do_nothing_in_any_kind_of_page() {
        List<String> harmed = new ArrayList<>();
        SampleView hostile = new SampleView(HostileTexts.framework(), HostileTexts.observations());
        try (SampleServer hostileServer = new SampleServer(hostile);
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.onDialog(dialog -> {
                harmed.add("dialog on " + page.url());
                dialog.dismiss();
            });
            for (String path : HOSTILE) {
                Response response = page.navigate(hostileServer.url(path));
                assertThat(response.status()).as(path).isEqualTo(200);
                assertThat(page.locator("body").innerText()).as(path).contains("window.harmed=1");
                Object found = page.evaluate("window.harmed === undefined"
                        + " && !document.querySelector('img, iframe, script:not([src^=\"/assets/\"]), [onerror], [onload],"
                        + " a[href^=\"javascript\"]')");
                if (!Boolean.TRUE.equals(found)) {
                    harmed.add(path);
                }
            }
        }
        assertThat(harmed).isEmpty();
    }

    @Test
    void what_stands_beside_a_text_that_turns_the_direction_keeps_its_place() {
        int pagesWithOverride = 0;
        SampleView hostile = new SampleView(HostileTexts.framework(), HostileTexts.observations());
        try (SampleServer hostileServer = new SampleServer(hostile);
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            for (String path : HOSTILE) {
                page.navigate(hostileServer.url(path));
                pagesWithOverride += page.locator("main").innerText().contains("\u202E") ? 1 : 0;
                assertThat(page.evaluate(TURNED)).as(path).isEqualTo(List.of());
            }
        }
        assertThat(pagesWithOverride).isGreaterThan(4);
    }

    /** Opens a page of every kind in Swedish, and returns their paths, and those in English as the pages lead there. */
    private static List<String> everyPath() {
        List<String> paths = new ArrayList<>(EVERY_KIND);
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.onRequest(request -> {
                if (!request.url().startsWith(server.url("/"))) {
                    askedElsewhere.add(request.url());
                }
            });
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    complaints.add(message.text());
                }
            });
            for (String path : EVERY_KIND) {
                Response response = page.navigate(server.url(path));
                assertThat(response.status()).as(path).isEqualTo(path.endsWith("/finns-inte") ? 404 : 200);
                assertThat(response.headers().get("content-security-policy"))
                        .contains("default-src 'none'")
                        .doesNotContain("unsafe");
                paths.add(page.locator(".menu a[hreflang=en]").getAttribute("href"));
            }
        }
        return paths;
    }
}
