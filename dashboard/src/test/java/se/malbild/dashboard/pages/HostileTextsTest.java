package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.HostileTexts;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.api.CsvRows;

/** Texts of frameworks and events are only ever text. */
final class HostileTextsTest {
    private static final SampleView VIEW = new SampleView(HostileTexts.framework(), HostileTexts.observations());
    private static final Pattern ELEMENT = Pattern.compile("<(script|img|iframe|object|embed)\\b[^>]*>");
    private static final Pattern DATA = Pattern.compile("href=\"(/v1/[^\"]+)\"");
    private static final Pattern HANDLER = Pattern.compile("<[a-z][^<>]*\\s(on[a-z]+)\\s*=\\s*[^\"\\s]");

    @Test
    void no_page_has_an_element_or_a_handler_or_an_address_that_a_text_brought() {
        Map<String, String> pages = EveryPage.of(new Pages(), VIEW.now());

        assertThat(pages).hasSizeGreaterThan(100);
        assertThat(String.join("", pages.values())).contains("&lt;script&gt;", "&lt;img src=x onerror", "\u202E");
        pages.forEach((path, page) -> {
            Matcher elements = ELEMENT.matcher(page);
            while (elements.find()) {
                assertThat(elements.group()).as(path).isEqualTo("<script src=\"/assets/live.js\" defer>");
            }
            assertThat(HANDLER.matcher(page).find()).as(path).isFalse();
            assertThat(page).doesNotContain("href=\"javascript", "src=\"javascript", "<svg onload");
        });
    }

    @Test
    void every_text_that_turns_the_direction_is_isolated() {
        EveryPage.of(new Pages(), VIEW.now()).forEach((path, page) -> {
            int depth = 0;
            for (int i = 0; i < page.length(); i++) {
                switch (page.charAt(i)) {
                    case '\u2068' -> depth++;
                    case '\u2069' -> depth--;
                    case '\u202E' -> assertThat(depth).as(path).isEqualTo(1);
                    case '<' -> assertThat(depth).as(path).isZero();
                    default -> {}
                }
            }
        });
    }

    @Test
    void no_cell_of_a_table_is_a_formula_and_no_text_breaks_json() throws Exception {
        TreeSet<String> addresses = new TreeSet<>();
        EveryPage.of(new Pages(), VIEW.now()).values().forEach(page -> {
            Matcher data = DATA.matcher(page);
            while (data.find()) {
                addresses.add(data.group(1).replace("&amp;", "&"));
            }
        });
        int cells = 0;
        try (SampleServer server = new SampleServer(VIEW)) {
            for (String address : addresses) {
                HttpResponse<byte[]> answer = server.get(address);
                assertThat(answer.statusCode()).as(address).isEqualTo(200);
                String type = answer.headers().firstValue("Content-Type").orElseThrow();
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                if (type.startsWith("text/csv")) {
                    for (List<String> row : CsvRows.of(answer.body(), address.contains("lang=en") ? ',' : ';')) {
                        for (String cell : row) {
                            boolean isNumber = cell.matches("-?\\d+([.,]\\d+)?");
                            assertThat(isNumber || !cell.matches("(?s)[=+\\-@\\t\\r\\n].*"))
                                    .as("%s: %s", address, cell)
                                    .isTrue();
                            cells += cell.startsWith("'=") ? 1 : 0;
                        }
                    }
                } else {
                    assertThat(type).startsWith("application/json");
                    assertThat(new JsonMapper().readTree(answer.body()).isObject())
                            .isTrue();
                }
            }
        }
        assertThat(cells).isGreaterThan(10);
    }
}
