package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;

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

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url(address))).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
