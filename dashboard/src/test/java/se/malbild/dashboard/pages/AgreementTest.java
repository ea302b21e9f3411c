package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.api.CsvRows;
import se.malbild.goals.assessment.IndicatorAssessment;

/** What the JSON, the CSV and the page say of the same thing is the same. */
final class AgreementTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern WORD = Pattern.compile("<span class=\"word\">([^<]*)</span>");
    private static final Pattern VALUE = Pattern.compile("<span class=\"big\"><data value=\"([^\"]+)\">");
    private static final Pattern ATTAINMENT = Pattern.compile("<span class=\"hint\">\\D+<data value=\"([^\"]+)\">");
    private static final Pattern WOMEN = Pattern.compile("<span class=\"women\">\\D+<data value=\"([^\"]+)\">");
    private static final Pattern MEN = Pattern.compile("<span class=\"men\">\\D+<data value=\"([^\"]+)\">");

    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A framework's pages in a language. */
    private record Edition(String organisation, String framework, String language) {
        boolean isSwedish() {
            return language.equals("sv");
        }

        String in(String swedish, String english) {
            return isSwedish() ? swedish : english;
        }

        JsonNode json(String path) throws Exception {
            return JSON.readTree(server.bytes("/v1/organisations/" + organisation + path + "?framework=" + framework));
        }

        List<Map<String, String>> csv(String path) throws Exception {
            return CsvRows.byName(
                    server.bytes("/v1/organisations/" + organisation + path + "?framework=" + framework + "&lang="
                            + language),
                    isSwedish() ? ';' : ',');
        }

        String page(String path) throws Exception {
            return new String(
                    server.bytes("/" + language + "/" + organisation + "/" + framework + path), StandardCharsets.UTF_8);
        }

        /** Returns what a level is called; {@code ""} of what is no level, which the JSON has no words for. */
        String label(JsonNode scale, JsonNode level) {
            for (JsonNode known : scale) {
                if (known.get("id").equals(level)) {
                    return known.get("label").get(language).asText();
                }
            }
            assertThat(level.asText())
                    .isIn(
                            IndicatorAssessment.NOT_DUE,
                            IndicatorAssessment.NOT_MEASURED,
                            IndicatorAssessment.NOT_ASSESSED);
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1880, orebro-2017-2019, sv",
        "1880, orebro-2017-2019, en",
        "1980, vasteras-exempel-2017-2019, sv",
        "1980, vasteras-exempel-2017-2019, en"
    })
    void of_every_goal_area_in_every_year(String organisation, String framework, String language) throws Exception {
        Edition edition = new Edition(organisation, framework, language);
        List<Map<String, String>> rows = edition.csv("/pictures.csv");
        int compared = 0;
        for (int year = 2017; year <= 2019; year++) {
            JsonNode picture = edition.json("/pictures/" + year);
            String page = edition.page("/" + year);
            for (JsonNode strategic : picture.get("strategicAreas")) {
                for (JsonNode area : strategic.get("goalAreas")) {
                    Map<String, String> row =
                            row(rows, edition, year, area.get("id").asText());
                    String label = row.get(edition.in("Nivå", "Level"));
                    String said = edition.label(picture.get("scale"), area.get("level"));
                    if (!said.isEmpty()) {
                        assertThat(label).isEqualTo(said);
                    }
                    assertNumber(row.get(edition.in("Måluppfyllelse", "Attainment")), area.get("attainment"));
                    assertNumber(row.get(edition.in("Täckning", "Coverage")), area.get("coverage"));
                    String shown = between(page, "id=\"row-" + area.get("id").asText() + "\"", "</tr>");
                    assertThat(all(WORD, shown).get(year - 2017)).isEqualTo(label);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({
        "1880, orebro-2017-2019, sv, malomrade, nyckeltal",
        "1880, orebro-2017-2019, en, goal-area, indicator",
        "1980, vasteras-exempel-2017-2019, sv, malomrade, nyckeltal",
        "1980, vasteras-exempel-2017-2019, en, goal-area, indicator"
    })
    void of_every_indicator_on_its_own_page_and_on_that_of_its_goal_area(
            String organisation, String framework, String language, String areas, String indicators) throws Exception {
        Edition edition = new Edition(organisation, framework, language);
        int compared = 0;
        for (int year = 2018; year <= 2019; year++) {
            JsonNode picture = edition.json("/pictures/" + year);
            for (JsonNode strategic : picture.get("strategicAreas")) {
                for (JsonNode area : strategic.get("goalAreas")) {
                    String id = area.get("id").asText();
                    JsonNode asked = edition.json("/goal-areas/" + id + "/" + year)
                            .get("years")
                            .get(0)
                            .get("goalArea");
                    List<Map<String, String>> rows = edition.csv("/goal-areas/" + id + "/" + year + ".csv");
                    String page = edition.page("/" + year + "/" + areas + "/" + id);
                    for (JsonNode indicator : asked.get("indicators")) {
                        String of = indicator.get("id").asText();
                        assertAgreement(edition, picture.get("scale"), indicator, row(rows, edition, year, of), page);
                        String own = edition.page("/" + year + "/" + indicators + "/" + of);
                        Map<String, String> ownRow = row(edition.csv("/indicators/" + of + ".csv"), edition, year, of);
                        assertAgreement(edition, picture.get("scale"), indicator, ownRow, own);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    private static void assertAgreement(
            Edition edition, JsonNode scale, JsonNode indicator, Map<String, String> row, String page) {
        String shown = between(page, "id=\"now-" + indicator.get("id").asText() + "\"", "<p class=\"why\">");
        String label = row.get(edition.in("Nivå", "Level"));
        String said = edition.label(scale, indicator.get("level"));
        if (!said.isEmpty()) {
            assertThat(label).isEqualTo(said);
        }
        assertThat(all(WORD, shown).get(0)).isEqualTo(label);
        assertShown(edition, VALUE, shown, row.get(edition.in("Utfall", "Value")), indicator, "value");
        String judged = between(shown, "<p class=\"judged\">", "</p>");
        assertSame(
                ATTAINMENT, judged, row.get(edition.in("Måluppfyllelse", "Attainment")), indicator.get("attainment"));
        assertShown(edition, WOMEN, shown, row.get(edition.in("Kvinnor", "Women")), indicator, "women");
        assertShown(edition, MEN, shown, row.get(edition.in("Män", "Men")), indicator, "men");
    }

    /** What is not shown because of small groups is said to be so. */
    private static void assertShown(
            Edition edition, Pattern onPage, String page, String cell, JsonNode indicator, String field) {
        boolean isSuppressed = indicator.get("suppressed").toString().contains("\"" + field + "\"");
        if (isSuppressed && indicator.get(field).isNull()) {
            assertThat(cell).isEqualTo(edition.in("visas inte", "not shown"));
            assertThat(all(onPage, page)).isEmpty();
            assertThat(page).contains("suppressed\">" + edition.in("visas inte", "not shown") + "</span>");
        } else {
            assertSame(onPage, page, cell, indicator.get(field));
        }
    }

    private static void assertSame(Pattern onPage, String page, String cell, JsonNode number) {
        assertNumber(cell, number);
        Optional<BigDecimal> shown = all(onPage, page).stream().findFirst().map(BigDecimal::new);
        assertThat(shown.isPresent()).isEqualTo(!number.isNull());
        shown.ifPresent(exact -> assertThat(exact).isEqualByComparingTo(number.decimalValue()));
    }

    private static void assertNumber(String cell, JsonNode number) {
        if (number.isNull()) {
            assertThat(cell).isEmpty();
        } else {
            assertThat(new BigDecimal(cell.replace(',', '.'))).isEqualByComparingTo(number.decimalValue());
        }
    }

    private static Map<String, String> row(List<Map<String, String>> rows, Edition edition, int year, String id) {
        List<Map<String, String>> found = rows.stream()
                .filter(row -> row.get("Id").equals(id))
                .filter(row -> row.get(edition.in("År", "Year")).equals(Integer.toString(year)))
                .toList();
        assertThat(found).as("%s %s", id, year).hasSize(1);
        return found.get(0);
    }

    private static String between(String page, String from, String to) {
        int start = page.indexOf(from);
        assertThat(start).as(from).isNotNegative();
        return page.substring(start, page.indexOf(to, start));
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1).strip());
        }
        return found;
    }
}
