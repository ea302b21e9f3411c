package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;

/** Two municipalities side by side, in data. */
final class ComparisonsApiTest {
    private static final String COMPARISON = "/v1/organisations/1880/comparisons/1980";
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
    void an_indicator_has_both_outcomes_of_each_year_as_their_own_addresses_have_them() throws Exception {
        JsonNode comparison = server.json(COMPARISON);

        assertThat(comparison.at("/first/organisation").asText()).isEqualTo("1880");
        assertThat(comparison.at("/second/notice/en").asText()).startsWith("Made-up example");
        JsonNode indicator = comparison.at("/indicators/2");
        assertThat(indicator.get("series").asText()).isEqualTo("N17461");
        int compared = 0;
        for (JsonNode year : indicator.get("years")) {
            int of = year.get("year").asInt();
            if (of >= 2017) {
                assertThat(year.at("/first/value"))
                        .isEqualTo(published("1880", of).get("value"));
                assertThat(year.at("/second/value"))
                        .isEqualTo(published("1980", of).get("value"));
                assertThat(year.at("/second/level"))
                        .isEqualTo(published("1980", of).get("level"));
                compared++;
            } else {
                assertThat(year.at("/first/level").asText("")).isIn("", "null");
            }
        }
        assertThat(compared).isEqualTo(3);
    }

    private static JsonNode published(String organisation, int year) throws Exception {
        for (JsonNode published : server.json("/v1/organisations/" + organisation + "/indicators/N17461")
                .get("years")) {
            if (published.get("year").asInt() == year) {
                return published.get("indicator");
            }
        }
        throw new AssertionError("nothing of " + year);
    }

    @Test
    void the_table_has_a_row_for_each_indicator_and_year() throws Exception {
        List<Map<String, String>> rows = CsvRows.byName(server.bytes(COMPARISON + ".csv?lang=sv"), ';');

        assertThat(rows)
                .filteredOn(row ->
                        row.get("Serie").equals("N17461") && row.get("År").equals("2018"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("Örebro kommun, utfall")).matches("[0-9,]+");
                    assertThat(row.get("Västerås stad, utfall")).matches("[0-9,]+");
                    assertThat(row.get("Västerås stad, viktigt att veta")).startsWith("Påhittat exempel");
                    assertThat(row.get("Skillnader")).contains("nivåerna säger inte samma sak");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/organisations/1880/comparisons/9999",
                "/v1/organisations/1880/comparisons/1880",
                COMPARISON + "?framework=nej",
                COMPARISON + "?otherFramework=orebro-2017-2019",
            })
    void what_does_not_exist_is_not_found(String path) throws Exception {
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }
}
