package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.SampleServer;

/** Two years side by side, in data. */
final class YearsApiTest {
    private static final String YEARS = "/v1/organisations/1980/years/";
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_line_has_what_the_pictures_of_both_years_say() throws Exception {
        JsonNode difference = json(YEARS + "2018?since=2017");

        assertThat(difference.get("since").asInt()).isEqualTo(2017);
        assertThat(difference.at("/notice/en").asText()).startsWith("Made-up example");
        for (String indicator : List.of("N17461", "ex-feriejobb")) {
            JsonNode line = line(difference, indicator);
            for (Map.Entry<String, Integer> year :
                    Map.of("before", 2017, "now", 2018).entrySet()) {
                JsonNode published = published(indicator, year.getValue());
                for (String field : List.of("value", "level", "attainment")) {
                    assertThat(line.get(year.getKey()).get(field))
                            .as("%s %s %s", indicator, year, field)
                            .isEqualTo(published.get(field));
                }
            }
        }
    }

    @Test
    void a_line_names_what_it_follows_from() throws Exception {
        JsonNode difference = json(YEARS + "2018?since=2017");

        JsonNode indicator = line(difference, "N17461");
        assertThat(indicator.at("/target/before").decimalValue()).isEqualByComparingTo("72");
        assertThat(indicator.at("/target/now").decimalValue()).isEqualByComparingTo("73.5");
        assertThat(indicator.at("/target/isComparison").asBoolean()).isFalse();
        assertThat(indicator.get("because").findValuesAsText("eventId"))
                .contains("kolada-N17461-1980-2018-T")
                .noneMatch(event -> event.contains("2017"));
        assertThat(indicator.get("beneath")).isEmpty();
        assertThat(line(difference, "N02797").get("target").isNull()).isTrue();
        for (JsonNode area : difference.get("lines")) {
            if (area.get("part").asText().equals("goal-area")) {
                assertThat(area.get("beneath")).as(area.toString()).isNotEmpty();
                area.get("beneath").forEach(id -> line(difference, id.asText()));
                assertThat(area.get("because")).isEmpty();
            }
        }
    }

    @Test
    void of_data_about_persons_no_event_is_named() throws Exception {
        JsonNode line = line(json(YEARS + "2018?since=2017"), "ex-nojd-med-maten");

        assertThat(line.at("/now/value").isNumber()).isTrue();
        assertThat(line.get("becauseCount").asInt()).isZero();
    }

    @Test
    void the_table_has_the_lines_of_the_json() throws Exception {
        JsonNode difference = json(YEARS + "2019?since=2017");
        List<Map<String, String>> rows =
                CsvRows.byName(get(YEARS + "2019.csv?since=2017&lang=sv").body(), ';');

        assertThat(rows).hasSameSizeAs(difference.get("lines"));
        assertThat(rows)
                .filteredOn(row -> row.get("Id").equals("N17461"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row)
                            .containsEntry("År före", "2017")
                            .containsEntry("År efter", "2019")
                            .containsEntry("Målvärde före", "72")
                            .containsEntry("Målvärde efter", "75");
                    assertThat(row.get("Utfall före"))
                            .isEqualTo(published("N17461", 2017)
                                    .get("value")
                                    .asText()
                                    .replace('.', ','));
                    assertThat(row.get("Viktigt att veta")).startsWith("Påhittat exempel");
                });
        assertThat(get(YEARS + "2019.csv?since=2017&lang=sv").headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"vasteras-exempel-2017-2019-2017-och-2019.csv\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2018, 400",
        "2018?since=2018, 400",
        "2018?since=2019, 400",
        "2018?since=2016, 404",
        "2018?since=x, 404",
        "2021?since=2018, 404",
        "2018?since=2017&asOf=2018-01-01, 404"
    })
    void what_cannot_be_compared_is_a_problem(String asked, int status) throws Exception {
        assertThat(get(YEARS + asked).statusCode()).isEqualTo(status);
    }

    private static JsonNode line(JsonNode difference, String id) {
        for (JsonNode line : difference.get("lines")) {
            if (line.get("id").asText().equals(id)) {
                return line;
            }
        }
        throw new AssertionError(id + " in " + difference);
    }

    private static JsonNode published(String indicator, int year) throws Exception {
        for (JsonNode published :
                json("/v1/organisations/1980/indicators/" + indicator).get("years")) {
            if (published.get("year").asInt() == year) {
                return published.get("indicator");
            }
        }
        throw new AssertionError("nothing of " + year);
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url(path))).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
