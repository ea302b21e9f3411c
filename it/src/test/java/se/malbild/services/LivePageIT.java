package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.cluster.Said;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.Chromium;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/**
 * From the gateway to an open page, through everything between. Every test has a municipality of its own. Skipped, with a word
 * about it, without a browser.
 */
class LivePageIT {
    /** More than the six connections that a browser has to one server. */
    private static final int TABS = 7;

    private static final int TABS_THAT_FOLLOW = 4;

    @TempDir
    private static Path data;

    private static final Deque<AutoCloseable> OPENED = new ArrayDeque<>();
    private static Chromium chromium;
    private static TestCluster cluster;
    private static StreamsApplication streams;
    private static Gateway gateway;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws Exception {
        chromium = opened(Chromium.start());
        cluster = opened(TestCluster.start(data));
        streams = opened(cluster.startApplication("malbild"));
        gateway = opened(gateway(cluster));
        dashboard = opened(dashboard(cluster, 0));
        await("ready").until(dashboard::isReady);
        await("the gateway").until(() -> isReady(gateway));
    }

    private static <T extends AutoCloseable> T opened(T part) {
        OPENED.push(part);
        return part;
    }

    @AfterAll
    static void stop() throws Exception {
        while (!OPENED.isEmpty()) {
            OPENED.pop().close();
        }
    }

    @Test
    void an_event_sent_to_the_gateway_changes_the_open_page_without_reload_and_is_announced() throws Exception {
        Vasteras vasteras = new Vasteras("1980");
        publish(vasteras, vasteras.framework());
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(dashboard.url() + resultOf(vasteras));
            page.locator(".live[data-state=on]").waitFor();
            page.evaluate("window.openedOnce = true");
            Locator now = page.locator("#now-N03102");
            assertThat(now.innerText()).doesNotContain("0,5");

            assertThat(post(correctionOf(vasteras)).statusCode()).isEqualTo(202);

            Locator news = page.locator("#live-news p");
            news.first().waitFor();
            assertThat(news.first().innerText()).contains("2019: 0,5", "Ej uppnått");
            assertThat(now.innerText()).contains("0,5", "Ej uppnått");
            assertThat(page.evaluate("window.openedOnce")).isEqualTo(true);
        }
    }

    @Test
    void a_page_in_view_follows_again_when_the_dashboard_has_been_started_again() throws Exception {
        Vasteras vasteras = new Vasteras("2480");
        publish(vasteras, vasteras.framework());
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            int port;
            try (Dashboard stopped = dashboard(cluster, 0)) {
                await("ready").until(stopped::isReady);
                port = URI.create(stopped.url()).getPort();
                page.navigate(stopped.url() + resultOf(vasteras));
                page.locator(".live[data-state=on]").waitFor();
                page.evaluate("window.openedOnce = true");
            }
            page.locator(".live[data-state=lost]").waitFor();
            refuseOnce(port);
            try (Dashboard started = dashboard(cluster, port)) {
                page.locator(".live[data-state=on]").waitFor();
                assertThat(page.url()).isEqualTo(started.url() + resultOf(vasteras));

                assertThat(post(correctionOf(vasteras)).statusCode()).isEqualTo(202);

                page.locator("#live-news p").first().waitFor();
                assertThat(page.locator("#now-N03102").innerText()).contains("0,5", "Ej uppnått");
                assertThat(page.evaluate("window.openedOnce")).isEqualTo(true);
            }
        }
    }

    /** Answers as a dashboard does that still reads, which a real one may have done before the page asks. */
    private static void refuseOnce(int port) throws IOException {
        AtomicBoolean isRefused = new AtomicBoolean();
        HttpServer reading = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        reading.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            isRefused.set(true);
        });
        reading.start();
        try {
            await("refused").untilTrue(isRefused);
        } finally {
            reading.stop(0);
        }
    }

    @Test
    void a_page_that_cannot_be_read_anew_says_so_and_is_read_later() throws Exception {
        Vasteras vasteras = new Vasteras("0680");
        publish(vasteras, vasteras.framework());
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            String address = dashboard.url() + resultOf(vasteras);
            page.navigate(address);
            page.locator(".live[data-state=on]").waitFor();
            page.route(address, route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));

            assertThat(post(correctionOf(vasteras)).statusCode()).isEqualTo(202);

            page.locator(".live[data-state=lost]").waitFor();
            page.unroute(address);
            page.locator("#live-news p").first().waitFor();
            assertThat(page.locator("#now-N03102").innerText()).contains("0,5", "Ej uppnått");
            page.locator(".live[data-state=on]").waitFor();
        }
    }

    @Test
    void many_tabs_leave_connections_to_spare_and_one_that_is_seen_again_catches_up() throws Exception {
        Vasteras vasteras = new Vasteras("1283");
        publish(vasteras, vasteras.framework());
        try (BrowserContext context = chromium.browser().newContext()) {
            // Playwright keeps every tab in view, so a tab is told here what a browser would tell it.
            context.addInitScript("""
                Object.defineProperty(document, "hidden", { get: () => window.isCovered === true });
                window.cover = (isCovered) => {
                  window.isCovered = isCovered;
                  document.dispatchEvent(new Event("visibilitychange"));
                };
                """);
            List<Page> tabs = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                Page tab = context.newPage();
                tab.navigate(dashboard.url() + resultOf(vasteras));
                tab.locator(".live[data-state=on]").waitFor();
                tabs.add(tab);
            }
            for (Page earlier : tabs.subList(0, TABS - TABS_THAT_FOLLOW)) {
                earlier.locator(".live[data-state=off]").waitFor();
            }
            assertThat(tabs.subList(TABS - TABS_THAT_FOLLOW, TABS))
                    .allMatch(tab -> tab.locator(".live[data-state=on]").isVisible());
            Page first = tabs.get(0);
            Page last = tabs.get(TABS - 1);
            assertThat(first.locator("#live-state").innerText()).contains("pausad");
            tabs.stream().filter(tab -> tab != last).forEach(tab -> tab.evaluate("cover(true)"));
            awaitStreams(1);

            assertThat(post(correctionOf(vasteras)).statusCode()).isEqualTo(202);

            last.locator("#live-news p").first().waitFor();
            Locator now = first.locator("#now-N03102");
            assertThat(now.innerText()).doesNotContain("0,5");
            first.evaluate("cover(false)");
            first.locator("#live-news p").first().waitFor();
            assertThat(now.innerText()).contains("0,5", "Ej uppnått");
            awaitStreams(2);
        }
    }

    @Test
    void browsing_beside_a_page_does_not_pause_it_and_too_many_others_do_until_one_is_left() throws Exception {
        Vasteras vasteras = new Vasteras("1780");
        publish(vasteras, vasteras.framework());
        try (BrowserContext context = chromium.browser().newContext()) {
            Page first = context.newPage();
            open(first, vasteras);
            Page browsed = context.newPage();
            for (int i = 0; i < TABS; i++) {
                open(browsed, vasteras);
            }

            assertThat(post(correctionOf(vasteras)).statusCode()).isEqualTo(202);

            first.locator("#live-news p").first().waitFor();
            assertThat(first.locator(".live").getAttribute("data-state")).isEqualTo("on");

            for (int i = 1; i < TABS_THAT_FOLLOW; i++) {
                open(context.newPage(), vasteras);
            }
            first.locator(".live[data-state=off]").waitFor();

            browsed.navigate(dashboard.url() + "/sv/om-uppgifterna");
            first.locator(".live[data-state=on]").waitFor();
        }
    }

    private static void open(Page tab, Vasteras municipality) {
        tab.navigate(dashboard.url() + resultOf(municipality));
        tab.locator(".live[data-state=on]").waitFor();
    }

    private static void awaitStreams(int count) {
        await("streams")
                .untilAsserted(() -> assertThat(get("/metrics"))
                        .contains("malbild_dashboard_event_streams{service=\"dashboard\"} " + count + ".0"));
    }

    @Test
    void hostile_texts_of_a_framework_and_an_event_do_nothing_when_a_change_is_announced() throws Exception {
        Vasteras hostile = new Vasteras("0380");
        String title = "<img src=x onerror=window.harmed=1></script><script>window.harmed=1</script>";
        String framework =
                hostile.framework().replaceFirst("(- id: N03102\n\\s+title:\n\\s+sv: )\".*\"", "$1\"" + title + "\"");
        assertThat(framework).contains(title);
        publish(hostile, framework);
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(dashboard.url() + resultOf(hostile));
            page.locator(".live[data-state=on]").waitFor();

            String event =
                    correctionOf(hostile).replace("}", ", \"source\": \"</td><script>window.harmed=1</script>\"}");
            assertThat(post(event).statusCode()).isEqualTo(202);

            Locator news = page.locator("#live-news p");
            news.first().waitFor();
            assertThat(news.first().innerText()).contains(title);
            page.navigate(dashboard.url() + resultOf(hostile) + "/forklaring");
            assertThat(page.locator("body").innerText()).contains("</td><script>");
            page.navigate(dashboard.url() + resultOf(hostile));
            assertThat(page.evaluate("window.harmed === undefined && !document.querySelector('img')"))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @CsvSource({"0580, true", "0581, false"})
    void what_a_visitor_answers_is_thanked_and_published_with_and_without_JavaScript(
            String organisation, boolean javaScript) throws Exception {
        Vasteras visited = new Vasteras(organisation);
        publish(visited, visited.framework());
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript))) {
            Page page = context.newPage();
            page.navigate(dashboard.url() + resultOf(visited));
            assertThat(page.locator("#feedback-thanks").isVisible()).isFalse();

            page.locator(".feedback input[value=no]").check();
            page.locator("#feedback-text").fill("Var är <b>skolorna</b>?");
            page.locator(".feedback button").click();

            page.waitForURL(dashboard.url() + resultOf(visited) + "#feedback-thanks");
            assertThat(page.locator("#feedback-thanks").innerText()).isEqualTo("Tack för ditt svar!");
            assertThat(page.locator("#feedback-thanks").isVisible()).isTrue();
            Said listed = Said.malbild(
                    "feedback",
                    "list",
                    "--bootstrap-servers",
                    cluster.bootstrapServers(),
                    "--registry",
                    cluster.registryUrl());
            assertThat(listed.results()).contains("nej  " + resultOf(visited) + "  Var är <b>skolorna</b>?\n");
        }
    }

    /** Publishes its observations under {@code framework}, and returns when the dashboard shows its pictures. */
    private static void publish(Vasteras municipality, String framework) throws Exception {
        cluster.apply(framework);
        cluster.publish(municipality.observations());
        SortedMap<Integer, Picture> pictures = cluster.awaitPicturesOf(municipality.organisation());
        assertThat(streams.isRunning()).isTrue();
        String shown = "/v1/organisations/" + municipality.organisation() + "/pictures/2019";
        await("shown").untilAsserted(() -> assertThat(get(shown)).isEqualTo(PictureJson.indented(pictures.get(2019))));
    }

    private static String resultOf(Vasteras municipality) {
        return "/sv/" + municipality.organisation() + "/vasteras-exempel-2017-2019/2019/nyckeltal/N03102";
    }

    private static String correctionOf(Vasteras municipality) {
        return """
            {"organisation": "%s", "department": "kommunstyrelsen", "indicator": "N03102", "year": 2019,
             "value": "0.5", "revision": 1, "observedAt": "2020-06-01T12:00:00+02:00"}""".formatted(municipality.organisation());
    }

    private static Gateway gateway(TestCluster cluster) throws Exception {
        return Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults()));
    }

    private static boolean isReady(Gateway gateway) throws Exception {
        return HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(gateway.url() + "/health/ready"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private static Dashboard dashboard(TestCluster cluster, int port) {
        return Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(port), Set.of()), PageRoutes::new);
    }

    private static HttpResponse<String> post(String json) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/observations"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(dashboard.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
