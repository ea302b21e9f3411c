package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** The report of a year, by the command and by the dashboard. */
class ReportIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final String REPORTS = "/v1/organisations/1284/reports/";

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static StreamsApplication streams;
    private static Dashboard dashboard;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.takeGivenTimes(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        SentLog.year(cluster, "1284", new Random(1));
        streams = cluster.startApplication("report");
        cluster.awaitPicturesOf("1284");
        dashboard = dashboard(DashboardSettings.DEFAULT_HISTORY_BYTES);
    }

    private static Dashboard dashboard(long historyBytes) {
        Dashboard started = Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of(), historyBytes),
                PageRoutes::new);
        await("ready").until(started::isReady);
        return started;
    }

    @AfterAll
    static void stop() {
        dashboard.close();
        streams.close();
        cluster.close();
    }

    @Test
    void the_command_and_the_dashboard_write_the_same_bytes() throws Exception {
        HttpResponse<byte[]> annual = get(dashboard, REPORTS + "2018.pdf?lang=sv");
        assertThat(annual.statusCode()).isEqualTo(200);
        assertThat(annual.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(annual.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=\"")
                .endsWith("-2018-arsredovisning.pdf\"");
        assertThat(written("--year=2018", "--format=pdf")).isEqualTo(annual.body());

        HttpResponse<byte[]> interim = get(dashboard, REPORTS + "2018.html?kind=interim&asOf=2018-08-31&lang=en");
        assertThat(interim.statusCode()).isEqualTo(200);
        assertThat(written("--year=2018", "--format=html", "--kind=interim", "--as-of=2018-08-31", "--lang=en"))
                .isEqualTo(interim.body());
        assertThat(new String(interim.body(), StandardCharsets.UTF_8))
                .contains("as known on 31 August 2018", "Forecast for the whole year 2018");

        assertThat(written("--year=2018", "--format=docx")).startsWith('P', 'K');
    }

    @Test
    void the_page_of_a_picture_leads_to_its_report() throws Exception {
        String now = page("/sv/1284");
        String then = page("/sv/1284?asOf=2018-08-31");

        assertThat(now).contains("Målavsnitt till årsredovisningen (PDF)").doesNotContain("delårsrapporten");
        assertThat(then).contains("Målavsnitt till delårsrapporten (PDF)");
        assertThat(get(dashboard, address(now, "pdf")).statusCode()).isEqualTo(200);
        assertThat(get(dashboard, address(then, "docx")).statusCode()).isEqualTo(200);
    }

    private static String address(String page, String format) {
        int end = page.indexOf("." + format + "?");
        int begin = page.lastIndexOf('"', end) + 1;
        return page.substring(begin, page.indexOf('"', begin)).replace("&amp;", "&");
    }

    @Test
    void what_cannot_be_written_is_said() throws Exception {
        assertThat(get(dashboard, REPORTS + "2018").statusCode()).isEqualTo(404);
        assertThat(get(dashboard, REPORTS + "2018.xml").statusCode()).isEqualTo(404);
        assertThat(get(dashboard, REPORTS + "1999.pdf").statusCode()).isEqualTo(404);
        assertThat(get(dashboard, REPORTS + "2018.pdf?kind=interim").statusCode())
                .isEqualTo(400);
        assertThat(get(dashboard, REPORTS + "2018.pdf?kind=monthly").statusCode())
                .isEqualTo(400);
        assertThat(get(dashboard, REPORTS + "2018.pdf?asOf=2017-01-01").statusCode())
                .isEqualTo(404);
        Dashboard withoutPast = dashboard(0);
        try {
            assertThat(get(withoutPast, REPORTS + "2018.pdf").statusCode()).isEqualTo(404);
        } finally {
            withoutPast.close();
        }

        Said noDay = malbild("report", "--organisation=1284", "--kind=interim", "--output=" + directory.resolve("x"));
        assertThat(noDay.exitCode()).isEqualTo(2);
        assertThat(noDay.messages()).contains("Ange delårsrapportens dag med --as-of");
        Said nowhere = malbild(
                "report",
                "--organisation=1284",
                "--output=" + directory.resolve("none").resolve("x.pdf"));
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.messages()).contains("kan inte skrivas").contains("Ange en annan fil.");
    }

    private byte[] written(String... options) throws Exception {
        Path file = directory.resolve("report");
        List<String> arguments = new ArrayList<>(List.of("report", "--organisation=1284", "--output=" + file));
        arguments.addAll(Arrays.asList(options));
        Said said = malbild(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.messages()).isZero();
        assertThat(said.messages()).contains("SHA-256").doesNotContain("ERROR", "INFO");
        return Files.readAllBytes(file);
    }

    private static String page(String path) throws Exception {
        HttpResponse<byte[]> answer = get(dashboard, path);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> get(Dashboard from, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(from.url() + path)).build(), BodyHandlers.ofByteArray());
    }

    private static Said malbild(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(cluster.options());
        return Said.malbild(all.toArray(String[]::new));
    }
}
