package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/** Pieces of the pages in a page of another site, in a real browser. Skipped, with a word about it, where there is none. */
final class EmbeddedIT {
    private static final List<String> PIECES = List.of(
            "/sv/1880/orebro-2017-2019/2018/inbaddad",
            "/en/1880/orebro-2017-2019/2018/embedded",
            "/sv/1880/orebro-2017-2019/2018/malomrade/hallbar-tillvaxt-1/inbaddad",
            "/en/1880/orebro-2017-2019/2018/goal-area/hallbar-tillvaxt-1/embedded",
            "/sv/1980/vasteras-exempel-2017-2019/2018/inbaddad",
            "/sv/1980/vasteras-exempel-2017-2019/2018/malomrade/hallbar-stad-1/inbaddad",
            "/sv/1880/orebro-2017-2019/1066/inbaddad");

    private static Chromium chromium;
    private static HttpServer site;
    private static SampleServer server;
    private static SampleServer closedToAll;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] page = ("<!DOCTYPE html><html lang=\"sv\"><title>Mål</title><main><h1>Våra mål</h1><iframe src=\""
                            + exchange.getRequestURI().getQuery()
                            + "\" title=\"Målbild\" width=\"600\" height=\"700\" style=\"width:"
                            + " 100%\"></iframe></main></html>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
        server = new SampleServer(SampleView.decided(), Optional.empty(), Set.of(origin()));
        closedToAll = new SampleServer(SampleView.decided());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            server.close();
            closedToAll.close();
            site.stop(0);
            chromium.close();
        }
    }

    private static String origin() {
        return "http://localhost:" + site.getAddress().getPort();
    }

    /** Returns the page of the other site that has {@code address} in a frame. */
    private static String framing(String address) {
        return origin() + "/?" + address;
    }

    @Test
    void a_site_that_may_shows_the_piece_without_javascript_and_its_link_takes_the_whole_window() {
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(framing(server.url(PIECES.get(0))));

            FrameLocator piece = page.frameLocator("iframe");
            assertThat(piece.locator(".headline").innerText()).matches("\\d+ av 15 målområden: Fortsätt så");
            assertThat(piece.locator(".matrix tbody tr").count()).isEqualTo(15);
            assertThat(piece.locator(".notice").innerText()).isEqualTo("Exempelberäkning, inte kommunens bedömning");
            assertThat(complaints).isEmpty();

            piece.getByText("Visa hela målbilden").click();
            page.waitForURL(server.url("/sv/1880/orebro-2017-2019/2018"));
            assertThat(page.locator("h1").innerText()).isEqualTo("Målbild 2018");
        }
    }

    @Test
    void a_site_that_may_not_shows_nothing_of_it_nor_anybody_a_whole_page() {
        for (String refused : List.of(
                closedToAll.url(PIECES.get(0)), server.url("/sv/1880/orebro-2017-2019/2018"), server.url("/"))) {
            try (BrowserContext context = chromium.browser().newContext()) {
                Page page = context.newPage();
                List<String> complaints = new ArrayList<>();
                page.onConsoleMessage(message -> complaints.add(message.text()));
                page.navigate(framing(refused));

                assertThat(complaints).as(refused).anyMatch(text -> text.contains("frame-ancestors"));
                assertThat(page.frameLocator("iframe").locator(".headline").count())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void axe_finds_nothing_wrong_in_a_page_with_a_piece_in_it(ColorScheme colours) {
        List<String> violations = new ArrayList<>();
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setColorScheme(colours))) {
            Page page = context.newPage();
            for (String path : PIECES) {
                page.navigate(framing(server.url(path)));
                page.frameLocator("iframe").locator("h2").first().waitFor();
                new AxeBuilder(page)
                        .analyze()
                        .getViolations()
                        .forEach(rule -> violations.add(path + ": " + rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .map(node -> node.getTarget() + node.getHtml())
                                        .limit(3)
                                        .toList()));
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void axe_finds_nothing_wrong_in_what_says_how_to_embed() {
        assertThat(new PageChecks(chromium, server::url)
                        .foundByAxe(
                                List.of(
                                        "/sv/1880/orebro-2017-2019/2018/badda-in",
                                        "/en/1880/orebro-2017-2019/2018/embed"),
                                ColorScheme.LIGHT))
                .isEmpty();
    }

    @Test
    void nothing_scrolls_sideways_at_320_pixels() {
        assertThat(new PageChecks(chromium, server::url)
                        .tooWide(Stream.concat(
                                        PIECES.stream(),
                                        Stream.of(
                                                "/sv/1880/orebro-2017-2019/2018/badda-in",
                                                "/en/1880/orebro-2017-2019/2018/embed"))
                                .toList()))
                .isEmpty();
    }

    @Test
    void every_piece_is_valid_html() throws Exception {
        HtmlChecker checker = new HtmlChecker(folder);
        for (String path : PIECES) {
            checker.add(path, new String(server.get(path).body(), StandardCharsets.UTF_8));
        }
        String instructions = "/sv/1880/orebro-2017-2019/2018/badda-in";
        checker.add(instructions, server.text(instructions));
        checker.requireValid();
    }
}
