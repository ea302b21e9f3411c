package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** From the gateway to an open page, through everything between. Skipped, with a word about it, without a browser. */
@Timeout(600)
class LivePageIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Vasteras VASTERAS = new Vasteras("1980");
    private static final String RESULT_2019 = "/sv/1980/vasteras-exempel-2017-2019/2019/nyckeltal/N03102";
    private static final String CORRECTION = """
            {"organisation": "1980", "department": "kommunstyrelsen", "indicator": "N03102", "year": 2019,
             "value": "0.5", "revision": 1, "observedAt": "2020-06-01T12:00:00+02:00"}""";

    @TempDir
    private Path data;

    @Test
    void an_event_sent_to_the_gateway_changes_the_open_page_without_reload_and_is_announced() throws Exception {
        try (Chromium chromium = Chromium.start();
                TestCluster cluster = TestCluster.start(data);
                StreamsApplication streams = cluster.startApplication("malbild")) {
            cluster.apply(VASTERAS.framework());
            cluster.publish(VASTERAS.observations());
            cluster.awaitPicturesOf(VASTERAS.organisation());
            assertThat(streams.isRunning()).isTrue();
            try (Gateway gateway = gateway(cluster);
                    Dashboard dashboard = dashboard(cluster);
                    BrowserContext context = chromium.browser().newContext()) {
                await("ready").atMost(SOON).until(dashboard::isReady);
                Page page = context.newPage();
                page.navigate(dashboard.url() + RESULT_2019);
                page.locator(".live[data-state=on]").waitFor();
                page.evaluate("window.openedOnce = true");
                Locator now = page.locator("#now-N03102");
                assertThat(now.innerText()).doesNotContain("0,5");

                assertThat(post(gateway, CORRECTION).statusCode()).isEqualTo(202);

                Locator news = page.locator("#live-news p");
                news.first().waitFor();
                assertThat(news.first().innerText()).contains("2019: 0,5", "Ej uppnått");
                assertThat(now.innerText()).contains("0,5", "Ej uppnått");
                assertThat(page.evaluate("window.openedOnce")).isEqualTo(true);
            }
        }
    }

    @Test
    void hostile_texts_of_a_framework_and_an_event_do_nothing_when_a_change_is_announced() throws Exception {
        String title = "<img src=x onerror=window.harmed=1></script><script>window.harmed=1</script>";
        String framework =
                VASTERAS.framework().replaceFirst("(- id: N03102\n\\s+title:\n\\s+sv: )\".*\"", "$1\"" + title + "\"");
        assertThat(framework).contains(title);
        try (Chromium chromium = Chromium.start();
                TestCluster cluster = TestCluster.start(data);
                StreamsApplication streams = cluster.startApplication("malbild")) {
            cluster.apply(framework);
            cluster.publish(VASTERAS.observations());
            cluster.awaitPicturesOf(VASTERAS.organisation());
            assertThat(streams.isRunning()).isTrue();
            try (Gateway gateway = gateway(cluster);
                    Dashboard dashboard = dashboard(cluster);
                    BrowserContext context = chromium.browser().newContext()) {
                await("ready").atMost(SOON).until(dashboard::isReady);
                Page page = context.newPage();
                page.navigate(dashboard.url() + RESULT_2019);
                page.locator(".live[data-state=on]").waitFor();

                String hostile = CORRECTION.replace("}", ", \"source\": \"</td><script>window.harmed=1</script>\"}");
                assertThat(post(gateway, hostile).statusCode()).isEqualTo(202);

                Locator news = page.locator("#live-news p");
                news.first().waitFor();
                assertThat(news.first().innerText()).contains(title);
                page.navigate(dashboard.url() + RESULT_2019 + "/forklaring");
                assertThat(page.locator("body").innerText()).contains("</td><script>");
                page.navigate(dashboard.url() + RESULT_2019);
                assertThat(page.evaluate("window.harmed === undefined && !document.querySelector('img')"))
                        .isEqualTo(true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_visitor_answers_is_thanked_and_published_with_and_without_JavaScript(boolean javaScript)
            throws Exception {
        try (Chromium chromium = Chromium.start();
                TestCluster cluster = TestCluster.start(data);
                StreamsApplication streams = cluster.startApplication("malbild")) {
            cluster.apply(VASTERAS.framework());
            cluster.publish(VASTERAS.observations());
            cluster.awaitPicturesOf(VASTERAS.organisation());
            assertThat(streams.isRunning()).isTrue();
            try (Dashboard dashboard = dashboard(cluster);
                    BrowserContext context = chromium.browser()
                            .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript))) {
                await("ready").atMost(SOON).until(dashboard::isReady);
                Page page = context.newPage();
                page.navigate(dashboard.url() + RESULT_2019);
                assertThat(page.locator("#feedback-thanks").isVisible()).isFalse();

                page.locator(".feedback input[value=no]").check();
                page.locator("#feedback-text").fill("Var är <b>skolorna</b>?");
                page.locator(".feedback button").click();

                page.waitForURL(dashboard.url() + RESULT_2019 + "#feedback-thanks");
                assertThat(page.locator("#feedback-thanks").innerText()).isEqualTo("Tack för ditt svar!");
                assertThat(page.locator("#feedback-thanks").isVisible()).isTrue();
                Said listed = Said.malbild(
                        "feedback",
                        "list",
                        "--bootstrap-servers",
                        cluster.bootstrapServers(),
                        "--registry",
                        cluster.registryUrl());
                assertThat(listed.results()).contains("nej  " + RESULT_2019 + "  Var är <b>skolorna</b>?\n");
            }
        }
    }

    private static Gateway gateway(TestCluster cluster) throws Exception {
        return Gateway.start(new GatewaySettings(
                cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults(), Map.of()));
    }

    private static Dashboard dashboard(TestCluster cluster) {
        return Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of(), Map.of()),
                PageRoutes::new);
    }

    private static HttpResponse<String> post(Gateway gateway, String json) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/observations"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
