package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/** Pieces of the pages for other sites: what they show, and who may show them. */
class EmbeddedPagesTest {
    private static final String OREBRO = "/1880/orebro-2017-2019/2018";
    private static final String VASTERAS = "/sv/1980/vasteras-exempel-2017-2019/2018";
    private static final String SITE = "https://www.orebro.se";
    private static final Pattern ROW =
            Pattern.compile("<th scope=\"row\"><a href=\"[^\"]*/malomrade/([^\"]+)\">(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CHOSEN = Pattern.compile("<td class=\"chosen\">(.*?)</td>", Pattern.DOTALL);
    private static final Pattern NUMBER =
            Pattern.compile("<data value=\"[^\"]*\">[^<]*</data>|<span class=\"word\">[^<]*");

    private static SampleServer server;
    private static SampleServer closedToAll;

    @BeforeAll
    static void start() {
        server = new SampleServer(SampleView.decided(), Optional.empty(), Set.of(SITE, "http://127.0.0.1:8000"));
        closedToAll = new SampleServer(SampleView.decided());
    }

    @AfterAll
    static void stop() {
        server.close();
        closedToAll.close();
    }

    /** Returns the level and the numbers of every goal area in the year that the page is about. */
    private static List<String> figures(String page) {
        return ROW.matcher(page)
                .results()
                .map(row -> row.group(1) + ": "
                        + CHOSEN.matcher(row.group(2))
                                .results()
                                .flatMap(cell -> NUMBER.matcher(cell.group(1)).results())
                                .map(found -> found.group())
                                .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sv" + OREBRO, VASTERAS})
    void the_picture_has_the_figures_of_its_page_that_of_a_closed_year_too(String path) throws Exception {
        String page = server.text(path);

        String piece = server.text(path + "/inbaddad");

        assertThat(figures(piece))
                .isNotEmpty()
                .isEqualTo(figures(page).stream()
                        .map(figure -> figure.replaceAll("<span class=\"cell-year\">\\d+</span>", ""))
                        .toList());
        assertThat(piece)
                .contains(page.substring(
                        page.indexOf("<ul class=\"strip\">"),
                        page.indexOf("</ul>", page.indexOf("<ul class=\"strip\">"))));
    }

    @Test
    void a_closed_year_is_said_to_be_and_its_notice_leads_to_the_whole_page() throws Exception {
        assertThat(server.text(VASTERAS + "/inbaddad"))
                .contains("Året är stängt:", "Sidan visar bokslutet.", "href=\"" + VASTERAS + "?picture=live\"")
                .contains("ändrat efter bokslut, nu:");
    }

    @ParameterizedTest
    @CsvSource({
        "/sv" + OREBRO + "/inbaddad, Visa hela målbilden, /sv" + OREBRO,
        "/en" + OREBRO + "/embedded, Show the whole picture, /en" + OREBRO,
        "/sv" + OREBRO + "/malomrade/trygg-valfard-1/inbaddad, Visa hela målområdet, /sv" + OREBRO
                + "/malomrade/trygg-valfard-1",
        "/en" + OREBRO + "/goal-area/trygg-valfard-1/embedded, Show the whole goal area, /en" + OREBRO
                + "/goal-area/trygg-valfard-1"
    })
    void a_piece_has_no_menu_no_script_and_no_form_and_leads_to_the_whole_page_in_the_whole_window(
            String path, String text, String whole) throws Exception {
        String piece = server.text(path);

        assertThat(piece)
                .contains(
                        "<base target=\"_top\">",
                        "<a href=\"" + whole + "\">" + text + "</a>",
                        "<h2 id=\"piece\">",
                        "<title>")
                .containsPattern("Exempelberäkning, inte kommunens bedömning|Example calculation, not the municipality")
                .doesNotContain("<nav", "<main", "<script", "<form", "<h1");
        assertThat(server.get(whole).statusCode()).isEqualTo(200);
    }

    @Test
    void a_goal_area_has_the_outcome_and_level_of_each_of_its_indicators() throws Exception {
        String index = server.text("/sv" + OREBRO + "/nyckeltal");

        String piece = server.text("/sv" + OREBRO + "/malomrade/hallbar-tillvaxt-1/inbaddad");

        List<String> rows = Pattern.compile("<tr>\\s*(<th scope=\"row\">.*?)</tr>", Pattern.DOTALL)
                .matcher(piece)
                .results()
                .map(row -> plain(row.group(1)))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(2)
                .allSatisfy(row -> assertThat(plain(index)).contains(row));
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    private static String ancestors(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .replaceAll(".*frame-ancestors ", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sv" + OREBRO + "/inbaddad",
                "/en" + OREBRO + "/goal-area/trygg-valfard-1/embedded",
                "/sv/1880/finns-inte/2018/inbaddad",
                "/sv" + OREBRO + "/inbaddad?asOf=2018-08-31"
            })
    void a_piece_and_what_is_said_in_its_place_may_be_framed_by_the_sites_that_are_named_and_by_no_other(String path)
            throws Exception {
        assertThat(ancestors(server.get(path))).isEqualTo("http://127.0.0.1:8000 " + SITE);
        assertThat(ancestors(closedToAll.get(path))).isEqualTo("'none'");
        assertThat(new String(server.get(path).body(), StandardCharsets.UTF_8)).doesNotContain("<nav");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sv" + OREBRO,
                "/sv" + OREBRO + "/badda-in",
                "/en" + OREBRO + "/goal-area/trygg-valfard-1",
                "/sv" + OREBRO + "/nyckeltal/N00914",
                "/sv/om-uppgifterna",
                "/sv/finns-inte",
                "/v1/organisations/1880/pictures/2018",
                "/assets/malbild.css",
                "/inbaddad",
                "/health/live"
            })
    void everything_else_may_be_framed_by_nobody_as_before(String path) throws Exception {
        assertThat(ancestors(server.get(path))).isEqualTo("'none'");
        assertThat(server.get(path).headers().map().get("content-security-policy"))
                .isEqualTo(closedToAll.get(path).headers().map().get("content-security-policy"));
    }

    @Test
    void where_a_site_may_embed_the_pages_lead_to_what_is_to_be_copied() throws Exception {
        String instructions = server.text("/sv" + OREBRO + "/badda-in");

        assertThat(server.text("/sv" + OREBRO)).contains("href=\"/sv" + OREBRO + "/badda-in\"");
        assertThat(server.text("/sv" + OREBRO + "/malomrade/trygg-valfard-1"))
                .contains("href=\"/sv" + OREBRO + "/badda-in#trygg-valfard-1\"");
        assertThat(instructions)
                .contains(
                        "<code>" + SITE + "</code>",
                        "&lt;iframe src=\"" + server.url("/sv" + OREBRO + "/inbaddad")
                                + "\" title=\"Örebro kommun: Målbild 2018\" width=\"600\"",
                        "id=\"trygg-valfard-1\"");
        assertThat(iframes(instructions)).isEqualTo(16);
    }

    @Test
    void what_is_to_be_copied_for_a_closed_year_is_said_without_its_notice_and_leads_to_the_year() throws Exception {
        assertThat(server.text(VASTERAS + "/badda-in"))
                .contains(
                        server.url(VASTERAS + "/inbaddad"),
                        "Västerås stad",
                        "<a href=\"" + VASTERAS + "\">Målbild 2018</a>")
                .doesNotContain("Året är stängt");
    }

    private static long iframes(String page) {
        return Pattern.compile("&lt;iframe ").matcher(page).results().count();
    }

    @Test
    void where_no_site_may_the_pages_do_not_speak_of_it() throws Exception {
        assertThat(closedToAll.text("/sv" + OREBRO)).doesNotContain("badda-in");
        assertThat(closedToAll.text("/sv" + OREBRO + "/malomrade/trygg-valfard-1"))
                .doesNotContain("badda-in");
        assertThat(closedToAll.get("/sv" + OREBRO + "/badda-in").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.orebro.se, true",
        "http://127.0.0.1:8000, true",
        "https://www.orebro.se/, false",
        "www.orebro.se, false",
        "*, false",
        "https://*.orebro.se, false",
        "https://a.se; script-src *, false",
        "'', false"
    })
    void only_a_scheme_and_a_host_are_a_site(String text, boolean isOrigin) {
        assertThat(PageRoutes.isOrigin(text)).isEqualTo(isOrigin);
    }
}
