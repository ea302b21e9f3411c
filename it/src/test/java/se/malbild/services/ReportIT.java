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
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentDecisions;
import se.malbild.cluster.SentLog;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/** The report of a year, by the command and by the dashboard. */
class ReportIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final String REPORTS = "/v1/organisations/1284/reports/";
    private static final String CLOSED = "/v1/organisations/1281/reports/";

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static SchemaRegistry registry;
    private static SentDecisions decisions;
    private static StreamsApplication streams;
    private static Dashboard dashboard;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        cluster.takeGivenTimes(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS);
        SentLog.year(cluster, "1284", new Random(1));
        registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty());
        for (Topic topic : Topic.inputs()) {
            registry.preload(topic);
        }
        decisions = new SentDecisions(cluster, registry);
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
        registry.close();
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
        assertThat(written("1284", "--year=2018", "--format=pdf")).isEqualTo(annual.body());

        HttpResponse<byte[]> interim = get(dashboard, REPORTS + "2018.html?kind=interim&asOf=2018-08-31&lang=en");
        assertThat(interim.statusCode()).isEqualTo(200);
        assertThat(written("1284", "--year=2018", "--format=html", "--kind=interim", "--as-of=2018-08-31", "--lang=en"))
                .isEqualTo(interim.body());
        assertThat(new String(interim.body(), StandardCharsets.UTF_8))
                .contains("as known on 31 August 2018", "Forecast for the whole year 2018");

        assertThat(written("1284", "--year=2018", "--format=docx")).startsWith('P', 'K');
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
    void a_closed_year_is_reported_as_it_was_closed_with_what_has_changed_since() throws Exception {
        Vasteras municipality = new Vasteras("1281");
        cluster.apply(municipality.framework());
        cluster.publish(municipality.observations());
        cluster.awaitPicturesOf("1281");
        String closed = decisions.close("1281").picture().orElseThrow().sha256();

        assertThat(closedYear()).contains(closed, "Ingenting i målbilden har ändrats sedan året stängdes.");
        HttpResponse<byte[]> before = get(dashboard, CLOSED + "2018.html?lang=sv");
        cluster.publish(municipality.pupilsWithDiploma(2018, 3, "11"));
        cluster.awaitPicturesOf("1281");

        String report = closedYear();
        assertThat(report).contains(closed).doesNotContain("Ingenting i målbilden har ändrats");
        assertThat(rows(report, "<caption>Ändrat efter bokslut</caption>"))
                .filteredOn(row -> row.get(0).startsWith("Gymnasieelever"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get(2)).startsWith("11");
                    assertThat(row.get(3))
                            .startsWith("Barn- och utbildningsnämnden: ")
                            .endsWith(" 2018");
                });
        String page = await("decided")
                .until(
                        () -> page("/sv/1281/" + SentDecisions.FRAMEWORK + "/2018/beslut"),
                        shown -> shown.contains("Skälen är de uppgifter"));
        assertThat(beforeAndNow(rows(report, "<caption>Ändrat efter bokslut</caption>")))
                .isEqualTo(beforeAndNow(rows(page, "id=\"changes\"")));

        HttpResponse<byte[]> after = get(dashboard, CLOSED + "2018.html?lang=sv");
        assertThat(after.body()).isEqualTo(report.getBytes(StandardCharsets.UTF_8));
        assertThat(after.headers().firstValue("ETag"))
                .isNotEqualTo(before.headers().firstValue("ETag"))
                .isEqualTo(
                        get(dashboard, CLOSED + "2018.html?lang=sv").headers().firstValue("ETag"));
        String current =
                new String(written("1281", "--year=2018", "--format=html", "--current"), StandardCharsets.UTF_8);
        assertThat(current)
                .contains("Rapporten visar målbilden som den är nu, inte bokslutets.")
                .doesNotContain(closed);
        assertThat(get(dashboard, CLOSED + "2018.html?lang=sv&picture=live").body())
                .isEqualTo(current.getBytes(StandardCharsets.UTF_8));
        assertThat(page("/sv/1281/" + SentDecisions.FRAMEWORK + "/2018?picture=live"))
                .contains("&amp;picture=live\">Målavsnitt till årsredovisningen (PDF)");

        decisions.write(decisions.prepared(
                "1281", SentDecisions.draft("1281", DecisionKind.REOPENED).reason("Ett värde var fel.")));
        assertThat(closedYear()).doesNotContain(closed, "Året är stängt", "Ändrat efter bokslut");
    }

    private String closedYear() throws Exception {
        return new String(written("1281", "--year=2018", "--format=html"), StandardCharsets.UTF_8);
    }

    /** Returns the cells of the table that comes after {@code mark}, row by row. */
    private static List<List<String>> rows(String page, String mark) {
        int from = page.indexOf(mark);
        String table = page.substring(from, page.indexOf("</table>", from));
        return Stream.of(table.substring(table.indexOf("<tbody>")).split("</tr>", -1))
                .map(row -> Pattern.compile("(?s)<t[hd][^>]*>(.*?)</t[hd]>")
                        .matcher(row)
                        .results()
                        .map(cell -> cell.group(1)
                                .replaceAll("<[^>]+>", "")
                                .replaceAll("\\s+", " ")
                                .strip())
                        .toList())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    /** The pages know why from the receipts, which nobody keeps here. */
    private static List<List<String>> beforeAndNow(List<List<String>> rows) {
        return rows.stream().map(row -> row.subList(0, 3)).toList();
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
        for (String picture : List.of("now", "live&asOf=2018-08-31")) {
            assertThat(get(dashboard, REPORTS + "2018.pdf?picture=" + picture).statusCode())
                    .isEqualTo(400);
        }
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
        Said both = malbild(
                "report",
                "--organisation=1284",
                "--current",
                "--as-of=2018-08-31",
                "--output=" + directory.resolve("x"));
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.messages()).contains("Ange --as-of eller --current, inte båda");
        Said nowhere = malbild(
                "report",
                "--organisation=1284",
                "--output=" + directory.resolve("none").resolve("x.pdf"));
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.messages()).contains("kan inte skrivas").contains("Ange en annan fil.");
    }

    private byte[] written(String organisation, String... options) throws Exception {
        Path file = directory.resolve("report");
        List<String> arguments =
                new ArrayList<>(List.of("report", "--organisation=" + organisation, "--output=" + file));
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
