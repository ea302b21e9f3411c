package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.then.Past;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLogs;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.SchemaRegistry;

class PageRoutesTest {
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /?asOf=2018-08-31                                   | Parametern ”asOf” finns inte
            /sv/1880/orebro-2017-2019/2018?year=2019            | Parametern ”year” finns inte
            /en/1880/orebro-2017-2019/2018?asOf=2018-08-31      | There is no parameter “asOf”
            /sv?utm_source=brev&asOf=1&%3Cb%3E=1                | Parametern ”&lt;b&gt;” finns inte
            """, delimiter = '|')
    void a_page_that_is_asked_for_more_than_it_can_show_says_so(String address, String text) throws Exception {
        HttpResponse<String> page = get(address);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(page.body()).contains(text).doesNotContain("<b>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?",
                "/?utm_source=brev&utm_medium=mejl",
                "/en?fbclid=x&gclid=y&msclkid=z",
                "/?mc_cid=x&mc_eid=x&_hsenc=x&_hsmi=x&mkt_tok=x&dm_i=x",
                "/?igsh=x&li_fat_id=x&twclid=x&ttclid=x&srsltid=x&_gl=x",
                "/?gbraid=x&wbraid=x&gad_source=1&gad_campaignid=1"
            })
    void what_others_add_to_links_asks_for_nothing(String address) throws Exception {
        assertThat(get(address).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /                              | Visa sidan utan parametrar
            /sv/1880/orebro-2017-2019/2018 | Visa sidan utan parametrar
            /en/1880/orebro-2017-2019/2018 | Show the page without parameters
            """, delimiter = '|')
    void a_page_that_is_asked_for_too_much_leads_to_itself_without_it(String path, String text) throws Exception {
        assertThat(get(path + "?asOf=1&from=app").body()).contains("<a href=\"" + path + "\">" + text + "</a>");
    }

    @Test
    void changes_until_a_day_but_since_none_ask_for_the_other_day() throws Exception {
        SampleView view = new SampleView();
        Cluster nobody = new Cluster("127.0.0.1:1", "http://127.0.0.1:1");
        try (SchemaRegistry registry = SchemaRegistry.connect(nobody, Optional.empty());
                SampleServer withPast = new SampleServer(
                        view,
                        Optional.of(new Past(view, registry, new OrganisationLogs(new LogReader(nobody), 1), 1)))) {
            String changes = "/en/1880/orebro-2017-2019/2018/changes";

            HttpResponse<byte[]> page = withPast.get(changes + "?to=2019-01-01");
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(new String(page.body(), StandardCharsets.UTF_8))
                    .contains("Give the day or point in time since when, for example 2018-08-31.");
            assertThat(withPast.get(changes).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url(address))).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
